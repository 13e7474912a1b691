"""The differences between packages for people and programs: text, Markdown, values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Literal, TypeAlias

from builder.anki.apkg.reader import Package, PackageMedia, PackageNote, PackageNoteType
from builder.base.phrases import shortened
from builder.versions.arrival import Arrival, MediaArrival
from builder.versions.notechange import NoteChange, learning_order
from builder.versions.notetypechange import NoteTypeChange
from builder.versions.packagediff import PackageDiff
from builder.versions.worddiff import (
    Segment,
    compare_html,
    compare_source,
    marked,
    readable,
    shorten,
)

Mark = Literal["+", "-", "~", ">", "="]
"""Added, retired, changed, only moved, only newer."""

Style = Literal[
    "title", "same", "old", "new", "faint", "warning", "+", "-", "~", ">", "="
]
Line: TypeAlias = tuple[tuple[Style, str], ...]
"""Pieces of one line of text, each with how it looks."""

_CONTROL = re.compile(r"[\x00-\x1f\x80-\x9f]")
_LONGEST_TITLE = 101
_KIB = 1024
_MARK_WORDS: dict[Mark, str] = {
    "+": "added",
    "-": "retired",
    "~": "changed",
    ">": "moved",
    "=": "only newer",
}

_WARNINGS: dict[Arrival, str] = {
    "not newer": "will not arrive: not newer than before",
    "another note type": "will not arrive: the note type has another form",
    "only newer": "newer but equal: overwrites what learners edited",
}
_MEDIA_WARNINGS: dict[MediaArrival, str] = {
    "never replaced": "will not arrive: Anki never replaces this one: rename it",
    "no newer note": "will not arrive: no new or newer note shows it",
}
# The same, once for all notes of a kind; the number goes before.
_ARRIVALS: dict[Arrival, str] = {
    "not newer": "will not arrive: changed, but not newer than what learners have",
    "another note type": "will not arrive with Anki's own settings: changed, but the "
    "note type has another form",
    "only newer": "newer but equal: what learners edited is overwritten for nothing",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One thing about an entry that is different, under its name."""

    name: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A note, a note type, a file: what it is called and what became of it."""

    mark: Mark
    title: str
    detail: str = ""
    rows: tuple[Row, ...] = ()
    warning: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """What belongs together: the notes of a deck, the media."""

    title: str
    entries: tuple[Entry, ...]


def sections(diff: PackageDiff) -> list[Section]:
    """Return everything in the order in which it is shown: decks first.

    Notes that are newer alone are left to the summary: a tool that stamps every note
    makes thousands.
    """
    entries: list[tuple[PackageNote, Entry]] = [
        *((note, _note("+", note)) for note in diff.added),
        *((note, _note("-", note)) for note in diff.retired),
        *(
            (change.new, _changed_note(change))
            for change in diff.changed
            if change.is_edited or change.is_moved
        ),
    ]
    entries.sort(key=lambda pair: (*learning_order(pair[0]), pair[1].mark))
    decks = [
        Section(deck, tuple(entry for _, entry in group))
        for deck, group in groupby(entries, key=lambda pair: _deck(pair[0]))
    ]
    others = [
        Section("Note types", tuple(_note_types(diff))),
        Section("Deck descriptions", tuple(_descriptions(diff))),
        Section("Media", tuple(_media(diff))),
    ]
    return [*decks, *(section for section in others if section.entries)]


def summary(diff: PackageDiff) -> list[str]:
    """Return the counts, and a sentence for all that an import does not do."""
    counts = [
        f"{len(changes)} {word}"
        for changes, word in (
            (diff.added, "added"),
            (diff.edited, "changed"),
            (diff.retired, "retired"),
            (diff.moved, "moved"),
        )
        if changes
    ]
    types = [*diff.note_types_added, *diff.note_types_retired, *diff.note_types_changed]
    media = [*diff.media_added, *diff.media_retired, *diff.media_changed]
    lines = [
        "; ".join(
            part
            for part in (
                f"notes: {', '.join(counts)}" if counts else "",
                f"note types: {len(types)}" if types else "",
                f"descriptions: {len(diff.descriptions)}" if diff.descriptions else "",
                f"media: {len(media)}" if media else "",
            )
            if part
        )
        or "no differences"
    ]
    for arrival, sentence in _ARRIVALS.items():
        number = sum(change.arrival == arrival for change in diff.changed)
        if number:
            lines.append(f"{number} {sentence}")
    stuck = sum(change.arrival != "arrives" for change in diff.media_changed)
    if stuck:
        lines.append(f"{stuck} media will not arrive: other content, the same name")
    if diff.moved:
        lines.append(f"{len(diff.moved)} moved: learners' cards stay in the old deck")
    if diff.retired:
        lines.append(f"{len(diff.retired)} retired: kept by learners")
    return lines


def lines(diff: PackageDiff) -> Iterator[Line]:
    """Yield the lines of the text, in pieces that a terminal can colour."""
    for section in sections(diff):
        yield (("title", _printable(section.title)),)
        for entry in section.entries:
            yield from _entry_lines(entry)
        yield ()
    first, *more = summary(diff)
    yield (("title", first),)
    yield from ((("warning", line),) for line in more)


def text(diff: PackageDiff) -> str:
    """Return the differences as plain text, with ``[-old-]`` and ``{+new+}``."""
    return "".join(f"{_plain(line)}\n" for line in lines(diff))


def markdown(diff: PackageDiff) -> str:
    """Return the differences as Markdown, for a pull request or release notes."""
    first, *more = summary(diff)
    paragraphs = [
        first[:1].upper() + first[1:],
        "\n".join(f"- {line}" for line in more),
    ]
    for section in sections(diff):
        entries = [line for entry in section.entries for line in _items(entry)]
        paragraphs += [f"### {_escaped(section.title)}", "\n".join(entries)]
    return "\n\n".join(filter(None, paragraphs)) + "\n"


def values(diff: PackageDiff) -> dict[str, Any]:
    """Return the differences as JSON values, whole and not shortened."""
    return {
        "equal": diff.is_empty,
        "added": [_note_values(note) for note in diff.added],
        "changed": [_change_values(change) for change in diff.changed],
        "retired": [_note_values(note) for note in diff.retired],
        "moved": [
            {
                "guid": change.new.guid,
                "from": list(change.old.decks),
                "to": list(change.new.decks),
            }
            for change in diff.moved
        ],
        "note_types": {
            "added": [one.name for one in diff.note_types_added],
            "changed": [_type_values(change) for change in diff.note_types_changed],
            "retired": [one.name for one in diff.note_types_retired],
        },
        "descriptions": [
            {"deck": change.name, "old": change.old, "new": change.new}
            for change in diff.descriptions
        ],
        "media": {
            "added": [_file_values(file) for file in diff.media_added],
            "changed": [
                {
                    **_file_values(change.new),
                    "arrival": change.arrival,
                    "old": _file_values(change.old),
                }
                for change in diff.media_changed
            ],
            "retired": [_file_values(file) for file in diff.media_retired],
        },
    }


def package_values(package: Package) -> dict[str, Any]:
    """Return what there is to say of a package as a whole."""
    return {
        "format": package.format,
        "notes": len(package.notes),
        "cards": sum(len(note.ordinals) for note in package.notes),
        "media": len(package.media),
    }


def _deck(note: PackageNote) -> str:
    return ", ".join(note.decks) or "(no cards)"


def _note(mark: Mark, note: PackageNote) -> Entry:
    return Entry(mark, _title(note), note.guid)


def _title(note: PackageNote) -> str:
    """Return what a person would know the note by: its first field with any text."""
    shown = next(filter(None, map(readable, note.values)), "(empty)")
    return shortened(shown, _LONGEST_TITLE)


def _changed_note(change: NoteChange) -> Entry:
    return Entry(
        "~" if change.is_edited else ">",
        _title(change.new),
        change.new.guid,
        tuple(_rows(change)),
        _WARNINGS.get(change.arrival, ""),
    )


def _rows(change: NoteChange) -> Iterator[Row]:
    for field in change.fields:
        yield Row(field.name, compare_html(field.old or "", field.new or ""))
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


def _replaced(name: str, old: str, new: str) -> Row:
    segments = (Segment("old", old), Segment("new", new))
    return Row(name, tuple(segment for segment in segments if segment.text))


def _listed(name: str, old: Sequence[str], new: Sequence[str]) -> Iterator[Row]:
    if old or new:
        yield _replaced(name, " ".join(old), " ".join(new))


def _card(note_type: PackageNoteType, ordinal: int) -> str:
    if note_type.is_cloze or ordinal >= len(note_type.templates):
        return f"c{ordinal + 1}"
    return note_type.templates[ordinal].name


def _note_types(diff: PackageDiff) -> Iterator[Entry]:
    yield from (Entry("+", one.name) for one in diff.note_types_added)
    yield from (Entry("-", one.name) for one in diff.note_types_retired)
    for change in diff.note_types_changed:
        rows = tuple(
            Row(part.name, compare_source(part.old or "", part.new or ""))
            for part in change.parts
        )
        warning = _WARNINGS.get(change.arrival, "")
        yield Entry("~" if rows else "=", change.new.name, "", rows, warning)


def _descriptions(diff: PackageDiff) -> Iterator[Entry]:
    for change in diff.descriptions:
        row = Row("description", compare_source(change.old or "", change.new or ""))
        yield Entry("~", change.name, "", (row,))


def _media(diff: PackageDiff) -> list[Entry]:
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


def _file(mark: Mark, file: PackageMedia) -> Entry:
    size = f"{file.size} bytes" if file.size < _KIB else f"{file.size // _KIB:,} KB"
    return Entry(mark, file.name, size)


def _entry_lines(entry: Entry) -> Iterator[Line]:
    detail = f"  {_printable(entry.detail)}" if entry.detail else ""
    yield (
        (entry.mark, f"  {entry.mark} "),
        ("same", _printable(entry.title)),
        ("faint", detail),
    )
    for row in entry.rows:
        yield (
            ("faint", f"      {_printable(row.name)}: "),
            *((one.side, _printable(one.text)) for one in shorten(row.segments)),
        )
    if entry.warning:
        yield (("warning", f"      ! {entry.warning}"),)


def _printable(text: str) -> str:
    """Show control characters as such: packages of strangers print to terminals."""
    return _CONTROL.sub(lambda match: chr(0x2400 + ord(match[0]) % 0x80), text)


def _plain(line: Line) -> str:
    return "".join(
        marked([Segment(style, piece)]) if style == "old" or style == "new" else piece  # noqa: PLR1714 -- narrows the type
        for style, piece in line
    )


def _items(entry: Entry) -> Iterator[str]:
    yield f"- {_MARK_WORDS[entry.mark]}: {_escaped(entry.title)}"
    for row in entry.rows:
        shown = "".join(_marked_up(one) for one in shorten(row.segments))
        yield f"  - *{_escaped(row.name)}*: {shown}"
    if entry.warning:
        yield f"  - ⚠ {entry.warning}"


def _marked_up(segment: Segment) -> str:
    """Return ``~~old~~`` or ``**new**``, as HTML where Markdown would not see it.

    Marks do not count between a letter and punctuation, which in Chinese is everywhere.
    """
    if segment.side == "same":
        return _escaped(segment.text)
    text = segment.text if segment.text.strip() else segment.text.replace(" ", "␣")
    core = text.strip()
    before, after = text[: text.index(core)], text[text.index(core) + len(core) :]
    mark, tag = ("~~", "del") if segment.side == "old" else ("**", "b")
    if core[0].isalnum() and core[-1].isalnum():
        return f"{before}{mark}{_escaped(core)}{mark}{after}"
    return f"{before}<{tag}>{_escaped(core)}</{tag}>{after}"


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>~|$&#])", r"\\\1", _printable(text))


def _note_values(note: PackageNote) -> dict[str, Any]:
    return {
        "guid": note.guid,
        "note_type": note.note_type.name,
        "decks": list(note.decks),
        "tags": list(note.tags),
        "cards": [ordinal + 1 for ordinal in note.ordinals],
        "modified": note.modified,
        "fields": note.fields,
    }


def _change_values(change: NoteChange) -> dict[str, Any]:
    old, new = change.old, change.new
    return {
        "guid": new.guid,
        "arrival": change.arrival,
        "decks": list(new.decks),
        "note_type": {"old": old.note_type.name, "new": new.note_type.name},
        "modified": {"old": old.modified, "new": new.modified},
        "fields": [
            {
                "name": field.name,
                "old": field.old,
                "new": field.new,
                "words": marked(compare_html(field.old or "", field.new or "")),
            }
            for field in change.fields
        ],
        "tags": {
            "added": list(change.tags_added),
            "retired": list(change.tags_removed),
        },
        "cards": {
            "added": [ordinal + 1 for ordinal in change.cards_added],
            "retired": [ordinal + 1 for ordinal in change.cards_removed],
        },
    }


def _type_values(change: NoteTypeChange) -> dict[str, Any]:
    return {
        "name": change.new.name,
        "arrival": change.arrival,
        "same_form": change.has_same_form,
        "parts": [
            {"name": part.name, "old": part.old, "new": part.new}
            for part in change.parts
        ],
    }


def _file_values(file: PackageMedia) -> dict[str, Any]:
    return {"name": file.name, "bytes": file.size, "sha256": file.sha256}
