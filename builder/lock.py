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
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from builder.ankinote import AnkiNote
from builder.diagnostic import Diagnostic, Location
from builder.identity import digest, note_ids
from builder.notetype import NoteType

HEADER = "# Written by `decks`: commit it, do not edit it. docs/lock.md tells why."
FORMAT = 1

_Entry = TypeVar("_Entry", "LockedNote", "LockedNoteType")


class NewerFormatError(ValueError):
    """The lock has a format of a later release of this tool."""


@dataclass(frozen=True, slots=True)
class LockedNote:
    """What is remembered of a note.

    ``number`` is Anki's note id; ``modified`` is in seconds since 1970. ``deletions``
    are the numbers of ``==…==`` with their texts in order of appearance, ``gone`` those
    of deletions that were removed: their numbers are not given away.
    """

    id: str
    guid: str
    number: int
    modified: int
    content_hash: str
    deck: str
    deletions: tuple[tuple[int, str], ...] = ()
    gone: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class LockedNoteType:
    """What is remembered of a note type."""

    key: str
    modified: int
    content_hash: str


@dataclass(frozen=True, slots=True)
class Lock:
    """Everything that later builds must know of earlier ones."""

    notes: Mapping[str, LockedNote] = field(default_factory=dict)
    note_types: Mapping[str, LockedNoteType] = field(default_factory=dict)


def parse(text: str, path: str) -> tuple[Lock, list[Diagnostic]]:
    """Read a lock; a line that cannot be read is an error that names it."""
    notes: dict[str, LockedNote] = {}
    note_types: dict[str, LockedNoteType] = {}
    diagnostics: list[Diagnostic] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            entry = _entry(line)
        except (ValueError, KeyError, TypeError) as error:
            place = Location(path, number, 1)
            diagnostics.append(Diagnostic(place, "lock", _damage(line, error)))
            continue
        if isinstance(entry, LockedNote):
            notes[entry.id] = _newer(notes.get(entry.id), entry)
        elif isinstance(entry, LockedNoteType):
            note_types[entry.key] = _newer(note_types.get(entry.key), entry)
    return Lock(notes, note_types), diagnostics


def _damage(line: str, error: Exception) -> str:
    if line.startswith(("<<<<<<<", "=======", ">>>>>>>", "|||||||")):
        return "a merge conflict: keep the lines of both sides, delete this marker"
    if isinstance(error, NewerFormatError):
        return "written by a newer `decks`: update the tool"
    detail = (
        f"`{error.args[0]}` is missing" if isinstance(error, KeyError) else "damaged"
    )
    return f"{detail}: restore deck.lock from version control"


def _newer(old: _Entry | None, new: _Entry) -> _Entry:
    """Of two lines about one thing (a union merge leaves both) keep the later."""
    return new if old is None or new.modified >= old.modified else old


def _entry(line: str) -> LockedNote | LockedNoteType | None:
    values: dict[str, Any] = json.loads(line)
    if "format" in values:
        if values["format"] != FORMAT:
            raise NewerFormatError
        return None
    if "notetype" in values:
        return LockedNoteType(
            str(values["notetype"]), int(values["mod"]), str(values["hash"])
        )
    return LockedNote(
        id=str(values["note"]),
        guid=str(values["guid"]),
        number=int(values["nid"]),
        modified=int(values["mod"]),
        content_hash=str(values["hash"]),
        deck=str(values["deck"]),
        deletions=_pairs(values.get("clozes", ())),
        gone=_pairs(values.get("gone", ())),
    )


def _pairs(values: Iterable[Sequence[Any]]) -> tuple[tuple[int, str], ...]:
    return tuple((int(number), str(text)) for number, text in values)


def dump(lock: Lock) -> str:
    """Return the text of a lock; ``parse`` reads it back."""
    lines = [HEADER, _line({"format": FORMAT})]
    for key, locked in sorted(lock.note_types.items()):
        lines.append(
            _line(
                {"notetype": key, "mod": locked.modified, "hash": locked.content_hash}
            )
        )
    for note_id, note in sorted(lock.notes.items()):
        values: dict[str, Any] = {
            "note": note_id,
            "guid": note.guid,
            "nid": note.number,
            "mod": note.modified,
            "hash": note.content_hash,
            "deck": note.deck,
        }
        if note.deletions:
            values["clozes"] = note.deletions
        if note.gone:
            values["gone"] = note.gone
        lines.append(_line(values))
    return "\n".join(lines) + "\n"


def _line(values: Mapping[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def update(
    lock: Lock, notes: Sequence[AnkiNote], note_types: Iterable[NoteType], *, now: int
) -> Lock:
    """Return the lock after a build: new times for what changed, old for the rest.

    ``now`` is the build's time in seconds since 1970; a changed note is always newer
    than it was, also when the clock was set back.
    """
    known = {locked.guid: locked.number for locked in lock.notes.values()}
    numbers = note_ids((note.guid for note in notes), known)
    new_notes = dict(lock.notes)
    for note in notes:
        old = lock.notes.get(note.id)
        new_notes[note.id] = LockedNote(
            id=note.id,
            guid=note.guid,
            number=numbers[note.guid],
            modified=_modified(old, note.content_hash, now),
            content_hash=note.content_hash,
            deck=note.deck,
            deletions=note.deletions,
            gone=_gone(old, note),
        )
    new_types = dict(lock.note_types)
    for note_type in note_types:
        content = note_type_hash(note_type)
        old_type = lock.note_types.get(note_type.key)
        modified = _modified(old_type, content, now)
        new_types[note_type.key] = LockedNoteType(note_type.key, modified, content)
    return replace(lock, notes=new_notes, note_types=new_types)


def _modified(
    old: LockedNote | LockedNoteType | None, content_hash: str, now: int
) -> int:
    if old is None:
        return now
    if old.content_hash == content_hash:
        return old.modified
    return max(now, old.modified + 1)


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
    return digest(*parts).hex()[:16]
