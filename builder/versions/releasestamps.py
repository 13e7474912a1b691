"""What a release stamps: all that changed since the last one, and what is asked for.

All gets the release's own time: engines up to 24.11 set a note's time to the moment of
the import, so what was stamped before a learner imported an earlier build would not
arrive (fixed by https://github.com/ankitects/anki/pull/3693).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from builder.anki import features
from builder.anki.ankinote import AnkiNote
from builder.anki.notetype import NoteType
from builder.base.clock import LATEST
from builder.base.diagnostic import BuilderError, did_you_mean
from builder.versions.lock import (
    Content,
    Lock,
    LockedNote,
    LockedNoteType,
    Release,
    Shipped,
    Stamp,
)
from builder.versions.stamping import (
    Restyled,
    note_content,
    note_type_content,
    rendering_of,
)

ALL = "all"
NOTE_TYPE_PREFIX = "notetype:"
"""What stands before a note type's key where ids of notes may stand too."""


@dataclass(frozen=True, slots=True)
class Restamp:
    """The notes, by id, and note types, by key, that count as changed in a release."""

    notes: frozenset[str] = frozenset()
    note_types: frozenset[str] = frozenset()


def read_restamp(asked: Collection[str], lock: Lock, looks: Restyled) -> Restamp:
    """Return what the words of ``--restamp`` name.

    ``all`` is all that only looks different, ``notetype:KEY`` a note type, every other
    word the id of a note.

    Raises:
        BuilderError: There is no such note or note type.
    """
    notes: set[str] = set()
    types: set[str] = set()
    for word in asked:
        if word == ALL:
            notes |= set(looks.notes)
            types |= set(looks.note_types)
        elif word.startswith(NOTE_TYPE_PREFIX):
            types.add(_known(word, NOTE_TYPE_PREFIX, lock.note_types, "note type"))
        else:
            present = {key for key, note in lock.notes.items() if note.is_present}
            notes.add(_known(word, "", present, "note"))
    return Restamp(frozenset(notes), frozenset(types))


def _known(word: str, prefix: str, known: Collection[str], what: str) -> str:
    name = word.removeprefix(prefix)
    if name not in known:
        raise BuilderError(
            f"--restamp {word}: there is no {what} `{name}`{did_you_mean(name, known)}"
        )
    return name


def restamped(
    lock: Lock,
    restamp: Restamp,
    notes: Sequence[AnkiNote],
    note_types: Iterable[NoteType],
    *,
    now: int,
) -> Lock:
    """Return the lock in which what is asked for counts as changed now."""
    new_notes, new_types = dict(lock.notes), dict(lock.note_types)
    for note in notes:
        if note.id in restamp.notes:
            old = new_notes[note.id]
            new_notes[note.id] = replace(
                old, stamp=_newer(old.stamp, note_content(note), now)
            )
    for one in note_types:
        if one.key in restamp.note_types:
            known = new_types[one.key]
            new_types[one.key] = replace(
                known,
                stamp=_newer(known.stamp, note_type_content(one), now),
                offers=features.offered(one),
            )
    return replace(lock, notes=new_notes, note_types=new_types)


def _newer(old: Stamp, content: Content, now: int) -> Stamp:
    return Stamp(max(now, old.modified + 1), content)


def needed_note_types(
    lock: Lock, notes: Iterable[AnkiNote], note_types: Iterable[NoteType]
) -> dict[str, frozenset[str]]:
    """Return the note types that must go out with a release, and for which features.

    A note that is stamped may need what the note type that learners have lacks: a
    callout, say, whose style came with a later version of this tool.
    """
    behind = {
        one.key: frozenset(features.offered(one))
        - frozenset(lock.note_types[one.key].offers or ())
        for one in note_types
        if lock.note_types[one.key].stamp.content.rendering != rendering_of(one)
    }
    needed: dict[str, frozenset[str]] = {}
    for note in notes:
        lacking = behind.get(note.note_type.key)
        if lacking and not lock.notes[note.id].is_as_shipped:
            used = lacking & features.used(note.fields)
            if used:
                key = note.note_type.key
                needed[key] = needed.get(key, frozenset()) | used
    return needed


def stamp_release(
    lock: Lock,
    note_types: Iterable[NoteType],
    *,
    version: str,
    now: int,
    contents: str = "",
) -> Lock:
    """Return the lock of a release.

    ``now`` is the time of the release in seconds since 1970. What changed since the
    last release gets it, what did not keeps its own, and what is gone becomes a notice.
    """
    moment = now if lock.release is None else max(now, lock.release.modified + 1)
    notes = {
        key: _released_note(note, version, moment) for key, note in lock.notes.items()
    }
    shapes = {note_type.key: note_type for note_type in note_types}
    types = {
        key: _released_type(locked, shapes.get(key), version, moment)
        for key, locked in lock.note_types.items()
    }
    times = [note.modified for note in notes.values() if note.since]
    times += [one.modified for one in types.values()]
    latest = max([moment, *(time for time in times if time <= LATEST)])
    return replace(
        lock,
        notes=notes,
        note_types=types,
        release=Release(version, latest, contents),
    )


def _released_note(note: LockedNote, version: str, moment: int) -> LockedNote:
    if not note.is_present:
        return _retired(note, version, moment) if note.is_to_be_retired else note
    stamp = note.stamp
    if not note.is_as_shipped:
        stamp = replace(stamp, modified=max(moment, stamp.modified))
    return replace(
        note,
        stamp=stamp,
        since=note.since or version,
        shipped=Shipped(stamp.modified, note.deck, note.ordinals, note.deletions),
        retired="",
    )


def _retired(note: LockedNote, version: str, moment: int) -> LockedNote:
    # No content has this hash: should the note come back, it is newer.
    notice = Stamp(max(moment, note.modified + 1), Content(rendering=""))
    shipped = Shipped(notice.modified, note.deck, note.ordinals, note.deletions)
    return replace(note, stamp=notice, shipped=shipped, retired=version)


def _released_type(
    locked: LockedNoteType, shape: NoteType | None, version: str, moment: int
) -> LockedNoteType:
    stamp = locked.stamp
    if not (locked.fields and locked.is_as_shipped):
        stamp = replace(stamp, modified=max(moment, stamp.modified))
    if shape is None:
        return replace(locked, stamp=stamp, shipped=stamp.modified)
    is_forced = _has_other_shape(locked, shape)
    return replace(
        locked,
        stamp=stamp,
        shipped=stamp.modified,
        fields=shape.fields,
        templates=tuple(one.name for one in shape.templates),
        reshaped=version if is_forced else locked.reshaped,
    )


def _has_other_shape(locked: LockedNoteType, shape: NoteType) -> bool:
    """Whether a released note type has other fields or templates, or elsewhere."""
    names = tuple(one.name for one in shape.templates)
    return bool(locked.fields) and (
        _is_rearranged(locked.fields, shape.fields)
        or _is_rearranged(locked.templates, names)
    )


def _is_rearranged(old: Sequence[str], new: Sequence[str]) -> bool:
    moved = (
        name in new and new.index(name) != position for position, name in enumerate(old)
    )
    return len(old) != len(new) or any(moved)
