"""What is shown of the differences: notes by deck, note types, media, in entries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from builder.anki.apkg.package import PackageMedia, PackageNote, PackageNoteType
from builder.base.phrases import counted, shortened
from builder.versions.arrival import Arrival, MediaArrival
from builder.versions.notechange import NoteChange, learning_order
from builder.versions.packagediff import PackageDiff
from builder.versions.segment import Segment
from builder.versions.worddiff import compare_html, compare_source, readable

DiffSign = Literal["+", "-", "~", ">", "="]
"""Added, retired, changed, only moved, only newer."""

_LONGEST_TITLE = 101
_KIB = 1024
_WARNINGS: Mapping[Arrival, str] = {
    "not newer": "will not arrive: not newer than before",
    "another note type": "will not arrive: the note type has another form",
    "only newer": "newer but equal: overwrites what learners edited",
}
_MEDIA_WARNINGS: Mapping[MediaArrival, str] = {
    "never replaced": "will not arrive: Anki never replaces this one: rename it",
    "no newer note": "will not arrive: no new or newer note shows it",
}


@dataclass(frozen=True, slots=True)
class DiffRow:
    """One thing about an entry that is different, under its name."""

    name: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class DiffEntry:
    """A note, a note type, a file: what it is called and what became of it."""

    sign: DiffSign
    title: str
    detail: str = ""
    rows: tuple[DiffRow, ...] = ()
    warning: str = ""


@dataclass(frozen=True, slots=True)
class DiffGroup:
    """What belongs together: the notes of a deck, the media."""

    title: str
    entries: tuple[DiffEntry, ...]


def groups(diff: PackageDiff) -> list[DiffGroup]:
    """Return everything in the order in which it is shown: decks first.

    Notes that are newer alone are left to the summary: a tool that stamps every note
    makes thousands.
    """
    entries: list[tuple[PackageNote, DiffEntry]] = [
        *((note, _note("+", note)) for note in diff.added),
        *((note, _note("-", note)) for note in diff.retired),
        *(
            (change.new, _changed_note(change))
            for change in diff.changed
            if change.is_edited or change.is_moved
        ),
    ]
    entries.sort(key=lambda pair: (*learning_order(pair[0]), pair[1].sign))
    decks = [
        DiffGroup(deck, tuple(entry for _, entry in pairs))
        for deck, pairs in groupby(entries, key=lambda pair: _deck(pair[0]))
    ]
    others = [
        DiffGroup("Note types", tuple(_note_types(diff))),
        DiffGroup("Deck descriptions", tuple(_descriptions(diff))),
        DiffGroup("Media", tuple(_media(diff))),
    ]
    return [*decks, *(group for group in others if group.entries)]


def _deck(note: PackageNote) -> str:
    return ", ".join(note.decks) or "(no cards)"


def _note(sign: DiffSign, note: PackageNote) -> DiffEntry:
    return DiffEntry(sign, _title(note), note.guid)


def _title(note: PackageNote) -> str:
    """Return what a person would know the note by: its first field with any text."""
    shown = next(filter(None, map(readable, note.values)), "(empty)")
    return shortened(shown, _LONGEST_TITLE)


def _changed_note(change: NoteChange) -> DiffEntry:
    return DiffEntry(
        "~" if change.is_edited else ">",
        _title(change.new),
        change.new.guid,
        tuple(_rows(change)),
        _WARNINGS.get(change.arrival, ""),
    )


def _rows(change: NoteChange) -> Iterator[DiffRow]:
    for field in change.fields:
        yield DiffRow(field.name, compare_html(field.old or "", field.new or ""))
    old, new = change.old, change.new
    if change.is_retyped:
        yield _replaced("note type", old.note_type.name, new.note_type.name)
    yield from _listed("tags", change.tags_removed, change.tags_added)
    yield from _listed(
        "cards",
        [_card(old.note_type, ordinal) for ordinal in change.cards_removed],
        [_card(new.note_type, ordinal) for ordinal in change.cards_added],
    )
    if change.is_moved:
        yield _replaced("deck", _deck(old), _deck(new))


def _replaced(name: str, old: str, new: str) -> DiffRow:
    segments = (Segment("old", old), Segment("new", new))
    return DiffRow(name, tuple(segment for segment in segments if segment.text))


def _listed(name: str, old: Sequence[str], new: Sequence[str]) -> Iterator[DiffRow]:
    if old or new:
        yield _replaced(name, " ".join(old), " ".join(new))


def _card(note_type: PackageNoteType, ordinal: int) -> str:
    if note_type.is_cloze or ordinal >= len(note_type.templates):
        return f"c{ordinal + 1}"
    return note_type.templates[ordinal].name


def _note_types(diff: PackageDiff) -> Iterator[DiffEntry]:
    yield from (DiffEntry("+", one.name) for one in diff.note_types_added)
    yield from (DiffEntry("-", one.name) for one in diff.note_types_retired)
    for change in diff.note_types_changed:
        rows = tuple(
            DiffRow(part.name, compare_source(part.old or "", part.new or ""))
            for part in change.parts
        )
        warning = _WARNINGS.get(change.arrival, "")
        yield DiffEntry("~" if rows else "=", change.new.name, "", rows, warning)


def _descriptions(diff: PackageDiff) -> Iterator[DiffEntry]:
    for change in diff.descriptions:
        row = DiffRow("description", compare_source(change.old or "", change.new or ""))
        yield DiffEntry("~", change.name, "", (row,))


def _media(diff: PackageDiff) -> list[DiffEntry]:
    entries = [
        *(_file("+", file) for file in diff.media_added),
        *(_file("-", file) for file in diff.media_retired),
        *(
            replace(
                _file("~", change.new), warning=_MEDIA_WARNINGS.get(change.arrival, "")
            )
            for change in diff.media_changed
        ),
    ]
    return sorted(entries, key=lambda entry: entry.title)


def _file(sign: DiffSign, file: PackageMedia) -> DiffEntry:
    size = (
        counted(file.size, "byte") if file.size < _KIB else f"{file.size // _KIB:,} KB"
    )
    return DiffEntry(sign, file.name, size)
