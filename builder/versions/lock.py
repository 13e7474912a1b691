"""``cards/deck.lock``: what has been shipped under which id, and when it last changed.

One JSON object a line, sorted, so that it reads well in a diff and two branches that
add notes merge (``merge=union`` in .gitattributes). Reading and writing are text only.

Why times are kept: Anki takes a note from a package if and only if it is newer than the
learner's (rslib/src/import_export/package/apkg/import/notes.rs, ``should_update``), and
compares nothing else. So what changed must get a newer time, and what did not must
keep its own, or the learner's edits would be overwritten.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from builder.anki.ankinote import AnkiNote
from builder.anki.identity import note_ids
from builder.anki.notetype import NoteType
from builder.base.clock import LATEST
from builder.base.code import Code
from builder.base.diagnostic import Diagnostic, Location
from builder.base.hashing import short_hash
from builder.text import cloze

HEADER = "# Written by `decks`: commit it, do not edit it. docs/lock.md tells why."
FORMAT = 1

_Locked = TypeVar("_Locked", "LockedNote", "LockedNoteType")


class NewerFormatError(ValueError):
    """The lock has a format of a later release of this tool."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A content, by its hash, and when it came to be (seconds since 1970)."""

    modified: int
    content_hash: str


@dataclass(frozen=True, slots=True)
class LockedNote:
    """What is remembered of a note.

    ``number`` is Anki's note id. ``title`` is the beginning of the question, for people.
    ``since`` is the release that first had the note,
    ``released`` and ``released_deck`` are what the last release shipped, and
    ``retired`` the release that retired it; each is empty when there is none.
    ``is_present`` says that the card files hold the note.

    ``deletions`` are the numbers of ``==…==`` with their texts in order of appearance,
    ``gone`` those of deletions that were removed: their numbers are not given away.
    """

    id: str
    guid: str
    number: int
    stamp: Stamp
    deck: str
    note_type: str
    ordinals: tuple[int, ...]
    title: str = ""
    since: str = ""
    released: Stamp | None = None
    released_deck: str = ""
    retired: str = ""
    is_present: bool = True
    deletions: tuple[tuple[int, str], ...] = ()
    gone: tuple[tuple[int, str], ...] = ()

    @property
    def modified(self) -> int:
        """When the content last changed, in seconds since 1970."""
        return self.stamp.modified


@dataclass(frozen=True, slots=True)
class LockedNoteType:
    """What is remembered of a note type.

    ``fields`` (with the reserve) and ``templates`` are those of the last release, empty
    before the first. ``reshaped`` is the last release that forced other ones on
    learners, empty when there was none.
    """

    key: str
    stamp: Stamp
    released: Stamp | None = None
    fields: tuple[str, ...] = ()
    templates: tuple[str, ...] = ()
    reshaped: str = ""

    @property
    def modified(self) -> int:
        """When the note type last changed, in seconds since 1970."""
        return self.stamp.modified


@dataclass(frozen=True, slots=True)
class Release:
    """The last release: its version and its time in seconds since 1970."""

    version: str
    modified: int


@dataclass(frozen=True, slots=True)
class Lock:
    """Everything that later builds must know of earlier ones."""

    notes: Mapping[str, LockedNote] = field(default_factory=dict)
    note_types: Mapping[str, LockedNoteType] = field(default_factory=dict)
    release: Release | None = None

    def is_as_released(self, version: str) -> bool:
        """Whether this is what that version shipped, with nothing changed since."""
        return (
            self.release is not None
            and self.release.version == version
            and all(note.released == note.stamp for note in self.notes.values())
            and all(one.released == one.stamp for one in self.note_types.values())
        )


def parse(text: str, path: str) -> tuple[Lock, list[Diagnostic]]:
    """Read a lock; a line that cannot be read is an error that names it."""
    notes: dict[str, LockedNote] = {}
    note_types: dict[str, LockedNoteType] = {}
    release: Release | None = None
    diagnostics: list[Diagnostic] = []
    # Not splitlines(): a title may hold U+0085 or U+2028, which JSON does not escape.
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            entry = _entry(line)
        except _DAMAGE as error:
            place = Location(path, number, 1)
            diagnostics.append(Diagnostic(place, Code.LOCK, _damage(line, error)))
            continue
        if isinstance(entry, LockedNote):
            notes[entry.id] = _merged(notes.get(entry.id), entry)
        elif isinstance(entry, LockedNoteType):
            note_types[entry.key] = _merged(note_types.get(entry.key), entry)
        elif isinstance(entry, Release):
            release = max(release or entry, entry, key=lambda one: one.modified)
    if not diagnostics and '"format":' not in text:
        message = "no format line: restore deck.lock from version control, or delete it"
        diagnostics.append(Diagnostic(Location(path, 1, 1), Code.LOCK, message))
    return Lock(_with_own_numbers(notes), note_types, release), diagnostics


# What a line that is no longer what `dump` wrote may raise; 1e999 overflows.
_DAMAGE = (ValueError, KeyError, TypeError, OverflowError, RecursionError)


def _damage(line: str, error: Exception) -> str:
    if line.startswith(("<<<<<<<", "=======", ">>>>>>>", "|||||||")):
        return "a merge conflict: keep the lines of both sides, delete this marker"
    if isinstance(error, NewerFormatError):
        return "written by a newer `decks`: update the tool"
    what = f"`{error.args[0]}` is missing" if isinstance(error, KeyError) else "damaged"
    return f"{what}: restore deck.lock from version control"


def _merged(one: _Locked | None, other: _Locked) -> _Locked:
    """Make one of two lines about one thing: a union merge leaves both.

    What the later release shipped is what learners have; the later time is the one
    that the next change must exceed.
    """
    if one is None:
        return other
    ahead = max(other, one, key=_released_and_modified)
    latest = max(other, one, key=lambda locked: locked.modified)
    return replace(ahead, stamp=latest.stamp)


def _released_and_modified(locked: LockedNote | LockedNoteType) -> tuple[int, int]:
    released = locked.released
    return (released.modified if released else -1, locked.modified)


def _with_own_numbers(notes: Mapping[str, LockedNote]) -> Mapping[str, LockedNote]:
    """Give another number to a note whose number is taken.

    Two branches may choose the same number for different notes. What was released keeps
    its number, else the first.
    """
    by_number: dict[int, str] = {}
    for note in sorted(notes.values(), key=lambda note: (not note.since, note.id)):
        by_number.setdefault(note.number, note.guid)
    known = {guid: number for number, guid in by_number.items()}
    numbers = note_ids((note.guid for note in notes.values()), known)
    return {
        key: replace(note, number=numbers[note.guid])
        if by_number[note.number] != note.guid
        else note
        for key, note in notes.items()
    }


def _entry(line: str) -> LockedNote | LockedNoteType | Release | None:
    values: dict[str, Any] = json.loads(line)
    if "\\u" in line:  # a lone surrogate could not be written
        json.dumps(values, ensure_ascii=False).encode()
    if "format" in values:
        if values["format"] != FORMAT:
            raise NewerFormatError
        return None
    if "release" in values:
        return Release(_version(values["release"]), _time(values["mod"]))
    stamp = Stamp(_time(values["mod"]), str(values["hash"]))
    if "notetype" in values:
        return LockedNoteType(
            key=str(values["notetype"]),
            stamp=stamp,
            released=_released(values, stamp, was_released="fields" in values),
            fields=tuple(map(str, values.get("fields", ()))),
            templates=tuple(map(str, values.get("templates", ()))),
            reshaped=str(values.get("reshaped", "")),
        )
    return LockedNote(
        id=str(values["note"]),
        guid=str(values["guid"]),
        number=_within(values["nid"], 1, LATEST * 1000),
        stamp=stamp,
        deck=str(values["deck"]),
        note_type=str(values["type"]),
        ordinals=tuple(
            _within(ordinal, 0, cloze.MAXIMUM_NUMBER - 1)
            for ordinal in values.get("cards", (0,))
        ),
        title=str(values.get("title", "")),
        since=str(values.get("since", "")),
        released=_released(values, stamp, was_released="since" in values),
        released_deck=str(values.get("from", "")),
        retired=str(values.get("retired", "")),
        is_present=not values.get("absent", False),
        deletions=_pairs(values.get("clozes", ())),
        gone=_pairs(values.get("gone", ())),
    )


def _released(
    values: Mapping[str, Any], current: Stamp, *, was_released: bool
) -> Stamp | None:
    """Return what was released; the line tells it only where it is not the current."""
    if "released" in values:
        modified, content_hash = values["released"]
        return Stamp(_time(modified), str(content_hash))
    return current if was_released else None


def _time(seconds: Any) -> int:
    return _within(seconds, 0, LATEST)


def _within(value: Any, lowest: int, highest: int) -> int:
    if not isinstance(value, int) or not lowest <= value <= highest:
        raise ValueError(value)
    return value


def _pairs(values: Iterable[Sequence[Any]]) -> tuple[tuple[int, str], ...]:
    return tuple((int(number), str(text)) for number, text in values)


def dump(lock: Lock) -> str:
    """Return the text of a lock; ``parse`` reads it back."""
    lines = [HEADER, _line({"format": FORMAT})]
    if lock.release:
        lines.append(
            _line({"release": lock.release.version, "mod": lock.release.modified})
        )
    lines += [_line(_type_values(one)) for _, one in sorted(lock.note_types.items())]
    lines += [_line(_note_values(one)) for _, one in sorted(lock.notes.items())]
    return "\n".join(lines) + "\n"


def _type_values(locked: LockedNoteType) -> dict[str, Any]:
    values: dict[str, Any] = {
        "notetype": locked.key,
        "mod": locked.stamp.modified,
        "hash": locked.stamp.content_hash,
    }
    optional = {
        "released": _stamp_values(locked.released, locked.stamp),
        "fields": locked.fields,
        "templates": locked.templates,
        "reshaped": locked.reshaped,
    }
    return values | {key: value for key, value in optional.items() if value}


def _note_values(note: LockedNote) -> dict[str, Any]:
    values: dict[str, Any] = {
        "note": note.id,
        "guid": note.guid,
        "nid": note.number,
        "mod": note.stamp.modified,
        "hash": note.stamp.content_hash,
        "type": note.note_type,
        "deck": note.deck,
        "title": note.title,
    }
    optional = {
        "cards": note.ordinals if note.ordinals != (0,) else (),
        "since": note.since,
        "released": _stamp_values(note.released, note.stamp),
        "from": note.released_deck,
        "retired": note.retired,
        "absent": not note.is_present,
        "clozes": note.deletions,
        "gone": note.gone,
    }
    return values | {key: value for key, value in optional.items() if value}


def _version(value: object) -> str:
    if not re.fullmatch(r"\d+\.\d+\.\d+([-+].*)?", str(value)):
        raise ValueError(value)
    return str(value)


def _stamp_values(released: Stamp | None, current: Stamp) -> tuple[int, str] | None:
    """Return what was released when it is not what the line says anyway."""
    if released is None or released == current:
        return None
    return (released.modified, released.content_hash)


def _line(values: Mapping[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def update(
    lock: Lock, notes: Sequence[AnkiNote], note_types: Iterable[NoteType], *, now: int
) -> Lock:
    """Return the lock after a build: new times for what changed, old for the rest.

    ``now`` is the build's time in seconds since 1970. What changed becomes newer than
    it was and newer than the last release, also when the clock was set back; what
    changed back to what was released gets its released time back. A note that is no
    longer in the card files stays, for ever once it was released.
    """
    earliest = now if lock.release is None else max(now, lock.release.modified + 1)
    known = {locked.guid: locked.number for locked in lock.notes.values()}
    numbers = note_ids((note.guid for note in notes), known)
    present = {note.id for note in notes}
    new_notes = {
        key: replace(locked, is_present=False)
        for key, locked in lock.notes.items()
        if key in present or locked.since
    }
    for note in notes:
        old = lock.notes.get(note.id)
        current = _current_stamp(old, note.content_hash, earliest)
        new_notes[note.id] = LockedNote(
            id=note.id,
            guid=note.guid,
            number=numbers[note.guid],
            stamp=current,
            deck=note.deck,
            note_type=note.note_type.key,
            ordinals=note.ordinals,
            title=note.title,
            since=old.since if old else "",
            released=old.released if old else None,
            released_deck=_released_deck(old, note.deck),
            retired=old.retired if old else "",
            deletions=note.deletions,
            gone=_gone(old, note),
        )
    new_types = dict(lock.note_types)
    for note_type in note_types:
        old_type = lock.note_types.get(note_type.key) or LockedNoteType(
            note_type.key, Stamp(0, "")
        )
        content = note_type_hash(note_type)
        is_new = note_type.key not in lock.note_types
        new_types[note_type.key] = replace(
            old_type,
            stamp=_current_stamp(None if is_new else old_type, content, earliest),
        )
    return replace(lock, notes=new_notes, note_types=new_types)


def _current_stamp(
    old: LockedNote | LockedNoteType | None, content_hash: str, earliest: int
) -> Stamp:
    if old is None:
        return Stamp(earliest, content_hash)
    if old.stamp.content_hash == content_hash:
        return old.stamp
    if old.released is not None and old.released.content_hash == content_hash:
        return old.released
    return Stamp(max(earliest, old.stamp.modified + 1), content_hash)


def _released_deck(old: LockedNote | None, deck: str) -> str:
    if old is None or not old.since:
        return ""
    released = old.released_deck or old.deck
    return "" if released == deck else released


def _gone(old: LockedNote | None, note: AnkiNote) -> tuple[tuple[int, str], ...]:
    if old is None:
        return ()
    present = {number for number, _ in note.deletions}
    remembered = (*old.gone, *old.deletions)
    return tuple(pair for pair in remembered if pair[0] not in present)


def note_type_hash(note_type: NoteType) -> str:
    """Return a hash of all that an import would change in a learner's note type."""
    parts = [note_type.name, note_type.css, str(note_type.is_cloze), *note_type.fields]
    for one in note_type.templates:
        parts += [one.name, one.front, one.back]
    return short_hash(*parts)


def stamp_release(
    lock: Lock, note_types: Iterable[NoteType], *, version: str, now: int
) -> Lock:
    """Return the lock of a release.

    All that changed since the last release gets the release's own time: engines up to
    24.11 set a note's time to the moment of the import, so what was stamped before a
    learner imported an earlier build would not arrive.
    """
    moment = now if lock.release is None else max(now, lock.release.modified + 1)
    notes = {}
    for key, note in lock.notes.items():
        if not note.is_present:
            is_news = not note.retired
            # No content has this hash: should the note come back, it is newer.
            notice = Stamp(max(moment, note.modified + 1), "")
            notes[key] = replace(
                note,
                stamp=notice if is_news else note.stamp,
                released=notice if is_news else note.released,
                retired=note.retired or version,
            )
            continue
        current = _released_stamp(note, moment)
        notes[key] = replace(
            note,
            stamp=current,
            since=note.since or version,
            released=current,
            released_deck="",
            retired="",
        )
    shapes = {note_type.key: note_type for note_type in note_types}
    types = {}
    for key, locked in lock.note_types.items():
        current = _released_stamp(locked, moment)
        shape = shapes.get(key)
        is_forced = shape is not None and _has_other_shape(locked, shape)
        types[key] = replace(
            locked,
            reshaped=version if is_forced else locked.reshaped,
            stamp=current,
            released=current,
            fields=shape.fields if shape else locked.fields,
            templates=(
                tuple(one.name for one in shape.templates)
                if shape
                else locked.templates
            ),
        )
    latest = max([moment, *(note.modified for note in notes.values())], default=moment)
    return Lock(notes, types, Release(version, latest))


def _has_other_shape(locked: LockedNoteType, shape: NoteType) -> bool:
    """Whether a released note type has other fields or templates, or elsewhere."""
    names = tuple(one.name for one in shape.templates)
    return bool(locked.fields) and (
        _is_rearranged(locked.fields, shape.fields)
        or _is_rearranged(locked.templates, names)
    )


def _is_rearranged(old: Sequence[str], new: Sequence[str]) -> bool:
    moved = (name in new and new.index(name) != place for place, name in enumerate(old))
    return len(old) != len(new) or any(moved)


def _released_stamp(locked: LockedNote | LockedNoteType, moment: int) -> Stamp:
    if locked.released == locked.stamp:
        return locked.stamp
    return replace(locked.stamp, modified=max(moment, locked.stamp.modified))
