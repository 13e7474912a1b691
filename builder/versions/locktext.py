"""``cards/deck.lock`` as text: one JSON object a line, of this format and the one before."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from builder import __version__
from builder.anki.identity import note_ids
from builder.base import jsonlines
from builder.base.clock import LATEST
from builder.base.code import Code
from builder.base.diagnostic import Diagnostic, Location
from builder.text.cloze import MAXIMUM_NUMBER
from builder.text.clozenumbers import Numbered
from builder.versions.lock import (
    Content,
    Earlier,
    Lock,
    LockedNote,
    LockedNoteType,
    Release,
    Shipped,
    Stamp,
)

HEADER = "# Written by `decks`: commit it, do not edit it. docs/lock.md tells why."
FORMAT = 2
BEGINNING_OF_NOTE = '{"note":'
# Without a hash of the source and of the fields; a release was told by its hash too.
READ_FORMATS = (1, FORMAT)

_RESTORE = "restore deck.lock from version control"
_BLANK = "-"
_Locked = TypeVar("_Locked", LockedNote, LockedNoteType)
_Values = Mapping[str, Any]


# Reading


def parse(text: str, path: str) -> tuple[Lock, list[Diagnostic]]:
    """Read a lock; a line that cannot be read is an error that names it."""
    reading = _Reading(path)
    for line in jsonlines.lines(text):
        reading.take(line)
    if not reading.diagnostics and not reading.has_format:
        reading.report(1, f"no format line: {_RESTORE}, or delete it")
    return reading.lock(), reading.diagnostics


class _Reading:
    """What the lines read so far say."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.notes: dict[str, LockedNote] = {}
        self.note_types: dict[str, LockedNoteType] = {}
        self.release: Release | None = None
        self.tool = ""
        self.has_format = False
        self.diagnostics: list[Diagnostic] = []

    def report(self, line: int, message: str) -> None:
        place = Location(self.path, line, 1)
        self.diagnostics.append(Diagnostic(place, Code.LOCK, message))

    def take(self, line: jsonlines.Line) -> None:
        if line.damage:
            is_conflict = "conflict" in line.damage
            advice = "" if is_conflict else f": {_RESTORE}"
            self.report(line.number, f"{line.damage}{advice}")
            return
        try:
            self._take(line)
        except KeyError as error:
            self.report(line.number, f"`{error.args[0]}` is missing: {_RESTORE}")
        except (ValueError, TypeError, OverflowError):
            self.report(line.number, f"damaged: {_RESTORE}")

    def _take(self, line: jsonlines.Line) -> None:
        values = line.values
        if "format" in values:
            self._format(line)
        elif "release" in values:
            release = _release(values)
            newest = max(self.release or release, release, key=lambda one: one.modified)
            self.release = newest
        elif "notetype" in values:
            note_type = _note_type(values)
            known = self.note_types.get(note_type.key)
            self.note_types[note_type.key] = _merged(known, note_type)
        else:
            note = _note(values)
            self.notes[note.id] = _merged(self.notes.get(note.id), note)

    def _format(self, line: jsonlines.Line) -> None:
        self.has_format = True
        tool = str(line.values.get("tool", ""))
        if line.values["format"] not in READ_FORMATS:
            maker = f"`decks` {tool}" if tool else "a newer `decks`"
            message = f"written by {maker}, this is {__version__}: update the tool"
            self.report(line.number, message)
        self.tool = max(self.tool, tool, key=_version_order)

    def lock(self) -> Lock:
        notes = _with_own_numbers(self.notes)
        return Lock(notes, self.note_types, self.release, self.tool)


def _version_order(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version)]


def _merged(one: _Locked | None, other: _Locked) -> _Locked:
    """Make one of two lines about one thing: a union merge leaves both.

    What the later release shipped is what learners have; the later time is the one
    that the next change must exceed. Two contents of one time are two things that
    learners may have: neither is what the next build may be compared with.
    """
    if one is None or one == other:
        return other
    ahead = max(other, one, key=_shipped_and_modified)
    latest = max(other, one, key=lambda locked: locked.modified).stamp
    ends_alike = one.stamp.modified == other.stamp.modified
    if ends_alike and one.stamp.content.rendering != other.stamp.content.rendering:
        latest = Stamp(latest.modified, Content(rendering=""))
    if isinstance(ahead, LockedNote):
        return _with_both_pasts(replace(ahead, stamp=latest), one, other)
    return replace(ahead, stamp=latest)


def _with_both_pasts(
    note: LockedNote,
    one: LockedNote | LockedNoteType,
    other: LockedNote | LockedNoteType,
) -> LockedNote:
    """Keep what Anki may hold of either line: the base of a later pull."""
    known: set[Earlier] = set()
    for line in (one, other):
        if isinstance(line, LockedNote):
            content = line.stamp.content
            known |= {
                *line.earlier,
                Earlier(line.modified, content.fields, content.tags),
            }
    current = note.stamp.content
    past = (
        state
        for state in known
        if (state.fields or state.tags)
        and (state.fields, state.tags) != (current.fields, current.tags)
    )
    return replace(note, earlier=tuple(sorted(past, key=_moment)))


def _moment(state: Earlier) -> tuple[int, tuple[str, ...], tuple[str, ...]]:
    return (state.modified, state.fields, state.tags)


def _shipped_and_modified(locked: LockedNote | LockedNoteType) -> tuple[int, int]:
    if isinstance(locked, LockedNoteType):
        return (locked.shipped, locked.modified)
    return (locked.shipped.modified if locked.shipped else 0, locked.modified)


def _with_own_numbers(notes: Mapping[str, LockedNote]) -> Mapping[str, LockedNote]:
    """Give another number to a note whose number is taken.

    Two branches may choose the same number for different notes. What was released keeps
    its number, else the first.
    """
    by_number: dict[int, str] = {}
    for note in sorted(notes.values(), key=lambda note: (not note.since, note.id)):
        by_number.setdefault(note.number, note.guid)
    if len(by_number) == len(notes):
        return notes
    known = {guid: number for number, guid in by_number.items()}
    numbers = note_ids((note.guid for note in notes.values()), known)
    return {
        key: replace(note, number=numbers[note.guid])
        if by_number[note.number] != note.guid
        else note
        for key, note in notes.items()
    }


def _release(values: _Values) -> Release:
    version = str(values["release"])
    if not re.fullmatch(r"\d+\.\d+\.\d+([-+].*)?", version):
        raise ValueError(version)
    return Release(version, _time(values["mod"]), str(values.get("contents", "")))


def _note_type(values: _Values) -> LockedNoteType:
    stamp = _stamp(values)
    fields = _texts(values.get("fields", ()))
    return LockedNoteType(
        key=str(values["notetype"]),
        stamp=stamp,
        id=_within(values.get("id", 0), 0, LATEST * 1000),
        name=str(values.get("name", "")),
        shipped=_shipped_time(values, stamp) if fields else 0,
        fields=fields,
        templates=_texts(values.get("templates", ())),
        reshaped=str(values.get("reshaped", "")),
        offers=_texts(values["offers"]) if "offers" in values else None,
    )


def _note(values: _Values) -> LockedNote:
    stamp = _stamp(values)
    note = LockedNote(
        id=str(values["note"]),
        guid=str(values["guid"]),
        number=_within(values["nid"], 1, LATEST * 1000),
        stamp=stamp,
        deck=str(values["deck"]),
        note_type=str(values["type"]),
        ordinals=_ordinals(values.get("cards", (0,))),
        title=str(values.get("title", "")),
        was=str(values.get("was", "")),
        since=str(values.get("since", "")),
        retired=str(values.get("retired", "")),
        is_present=not values.get("absent", False),
        short=_numbered(values.get("clozes", ())),
        explicit=_numbered(values.get("explicit", ())),
        gone=_numbered(values.get("gone", ())),
        card_ids=tuple(
            (_ordinal(ordinal), _within(number, 1, LATEST * 1000))
            for ordinal, number in values.get("cids", ())
        ),
        card_decks=tuple(
            (_ordinal(ordinal), str(deck)) for ordinal, deck in values.get("decks", ())
        ),
        earlier=_earlier(values.get("earlier", ())),
    )
    return replace(note, shipped=_shipped(values, note)) if note.since else note


def _shipped(values: _Values, note: LockedNote) -> Shipped:
    """Return what was shipped; the line tells it only where it is not the current."""
    return Shipped(
        modified=_shipped_time(values, note.stamp),
        deck=str(values.get("from", note.deck)),
        ordinals=_ordinals(values.get("from cards", note.ordinals)),
        deletions=(
            _numbered(values["from clozes"])
            if "from clozes" in values
            else note.deletions
        ),
    )


def _shipped_time(values: _Values, current: Stamp) -> int:
    shipped = values.get("released", current.modified)
    return _time(shipped[0] if isinstance(shipped, list) else shipped)


def _stamp(values: _Values) -> Stamp:
    content = Content(
        rendering=str(values["hash"]),
        source=str(values.get("source", "")),
        media=tuple(_words(values.get("media", ""))),
        fields=tuple(_marks(values.get("marks", ""))),
        tags=tuple(_words(values.get("tagged", ""))),
    )
    return Stamp(_time(values["mod"]), content)


def _earlier(values: Sequence[Any]) -> tuple[Earlier, ...]:
    return tuple(
        Earlier(_time(modified), tuple(_marks(marks)), tuple(_words(tags)))
        for modified, marks, tags in values
    )


def _marks(value: object) -> list[str]:
    return ["" if word == _BLANK else word for word in _words(value)]


def _words(value: object) -> list[str]:
    return str(value).split()


def _texts(values: Sequence[Any]) -> tuple[str, ...]:
    if not isinstance(values, (list, tuple)):
        raise TypeError(values)
    return tuple(map(str, values))


def _time(seconds: Any) -> int:
    # Some tools write milliseconds: what is newer must be newer than that.
    return _within(seconds, 0, LATEST * 1000)


def _ordinal(value: Any) -> int:
    return _within(value, 0, MAXIMUM_NUMBER - 1)


def _ordinals(values: Sequence[Any]) -> tuple[int, ...]:
    return tuple(map(_ordinal, values))


def _within(value: Any, lowest: int, highest: int) -> int:
    if not isinstance(value, int) or not lowest <= value <= highest:
        raise ValueError(value)
    return value


def _numbered(values: Sequence[Sequence[Any]]) -> tuple[Numbered, ...]:
    return tuple((int(number), str(text)) for number, text in values)


# Writing


def dump(lock: Lock) -> str:
    """Return the text of a lock; ``parse`` reads it back."""
    lines = [HEADER, jsonlines.dumped({"format": FORMAT, "tool": __version__})]
    if lock.release:
        lines.append(_line(_release_values(lock.release)))
    types, notes = sorted(lock.note_types.items()), sorted(lock.notes.items())
    lines += [_line(_type_values(one)) for _, one in types]
    lines += [note_line(one) for _, one in notes]
    return "\n".join(lines) + "\n"


def note_line(note: LockedNote) -> str:
    """Return the line of one note."""
    return _line(_note_values(note))


def beginning_of_line(note_id: str) -> str:
    """Return how the line of a note begins; lines sort by it as notes by their ids."""
    return f"{BEGINNING_OF_NOTE}{jsonlines.dumped_text(note_id)},"


def _line(values: Mapping[str, Any]) -> str:
    """Return a line without the keys that say nothing."""
    told = {key: value for key, value in values.items() if value is not None}
    return jsonlines.dumped(told)


def _release_values(release: Release) -> dict[str, Any]:
    return {
        "release": release.version,
        "mod": release.modified,
        "contents": release.contents or None,
    }


def _type_values(locked: LockedNoteType) -> dict[str, Any]:
    is_told = bool(locked.fields) and not locked.is_as_shipped
    return {
        "notetype": locked.key,
        "id": locked.id or None,
        "name": locked.name or None,
        **_stamp_values(locked.stamp),
        "released": locked.shipped if is_told else None,
        "fields": locked.fields or None,
        "templates": locked.templates or None,
        "reshaped": locked.reshaped or None,
        "offers": locked.offers,
    }


def _note_values(note: LockedNote) -> dict[str, Any]:
    return {
        "note": note.id,
        "guid": note.guid,
        "nid": note.number,
        **_stamp_values(note.stamp),
        "type": note.note_type,
        "deck": note.deck,
        "title": note.title or None,
        "was": note.was or None,
        "cards": note.ordinals if note.ordinals != (0,) else None,
        "since": note.since or None,
        **(_shipped_values(note, note.shipped) if note.shipped else {}),
        "retired": note.retired or None,
        "absent": None if note.is_present else True,
        "clozes": note.short or None,
        "explicit": note.explicit or None,
        "gone": note.gone or None,
        "cids": note.card_ids or None,
        "decks": note.card_decks or None,
        "earlier": [
            [one.modified, _marked(one.fields), " ".join(one.tags)]
            for one in note.earlier
        ]
        or None,
    }


def _shipped_values(note: LockedNote, shipped: Shipped) -> dict[str, Any]:
    """Return what was shipped where it is not what the line says anyway."""
    pairs = (
        ("released", shipped.modified, note.modified),
        ("from", shipped.deck, note.deck),
        ("from cards", shipped.ordinals, note.ordinals),
        ("from clozes", shipped.deletions, note.deletions),
    )
    return {key: then for key, then, current in pairs if then != current}


def _stamp_values(stamp: Stamp) -> dict[str, Any]:
    content = stamp.content
    return {
        "mod": stamp.modified,
        "hash": content.rendering,
        "source": content.source or None,
        "media": " ".join(content.media) or None,
        "marks": _marked(content.fields) or None,
        "tagged": " ".join(content.tags) or None,
    }


def _marked(fields: Sequence[str]) -> str:
    return " ".join(mark or _BLANK for mark in fields)
