"""Anki's own export of notes as text, which says at its head what its columns are.

https://docs.ankiweb.net/importing/text-files.html#file-headers
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from builder.sources.readers import ankinotes, columns, separated
from builder.sources.readers.ankinotes import ExportedNote
from builder.sources.readers.block import Document
from builder.sources.readers.sheet import Row

_HEAD = re.compile(
    r"(?i)#[ \t]*(?P<key>separator|html|tags|columns|notetype|deck|(?:guid|notetype|deck|"
    r"tags)[ \t]+column|if[ \t]matches|match[ \t]scope)[ \t]*:(?P<value>[^\n]*)(?:\n|$)"
)
_SEPARATORS: Mapping[str, str] = {
    "tab": "\t",
    "\\t": "\t",
    "comma": ",",
    "semicolon": ";",
    "colon": ":",
    "pipe": "|",
    "space": " ",
}
_FEWEST_WITH_TAGS = 3


def is_export(text: str) -> bool:
    """Whether a text begins as Anki's exports do."""
    return _HEAD.match(text) is not None


def read(text: str) -> Document:
    """Read an export.

    Raises:
        ReaderError: Its separator cannot separate rows.
    """
    head, body = _head(text)
    rows = separated.read_rows(body, head.separator)
    head = replace(head, tags_column=head.tags_column or _tags_column(rows))
    notes = [_note(line, cells, head) for line, cells in rows]
    return ankinotes.document_of(notes, is_html=head.is_html)


def rows_of(text: str) -> list[Row]:
    """Return the rows of an export, below the names of its columns where it has them.

    Raises:
        ReaderError: Its separator cannot separate rows.
    """
    head, body = _head(text)
    names = [(1, list(head.columns))] if head.columns else []
    return [*names, *separated.read_rows(body, head.separator)]


@dataclass(frozen=True, slots=True)
class _Head:
    """What the head of an export says; columns are counted from 1, 0 is none."""

    separator: str = "\t"
    is_html: bool = False
    note_type: str = ""
    deck: str = ""
    tags: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    guid_column: int = 0
    note_type_column: int = 0
    deck_column: int = 0
    tags_column: int = 0

    @property
    def is_about(self) -> set[int]:
        """The columns that hold no field of a note."""
        return {
            self.guid_column,
            self.note_type_column,
            self.deck_column,
            self.tags_column,
        }


def _head(text: str) -> tuple[_Head, str]:
    """Return the head, and the rest with as many blank lines as the head had."""
    told: dict[str, str] = {}
    end = 0
    while match := _HEAD.match(text, end):
        told[" ".join(match["key"].lower().split())] = match["value"]
        end = match.end()
    value = told.get("separator", "").strip().lower()
    separator = _SEPARATORS.get(value) or value[:1] or _guessed(text[end:])
    listed = told.get("columns", "").strip("\r\n")
    place = {key: _number(told.get(f"{key} column", "")) for key in _COLUMNS}
    tags_column = place["tags"]
    named = tuple(one.strip() for one in listed.split(separator)) if listed else ()
    if not tags_column:
        tags_column = next(
            (at for at, one in enumerate(named, 1) if one.lower() == "tags"), 0
        )
    head = _Head(
        separator,
        told.get("html", "").strip().lower() == "true",
        told.get("notetype", "").strip(),
        told.get("deck", "").strip(),
        tuple(told.get("tags", "").split()),
        named,
        place["guid"],
        place["notetype"],
        place["deck"],
        tags_column,
    )
    return head, "\n" * text.count("\n", 0, end) + text[end:]


_COLUMNS = ("guid", "notetype", "deck", "tags")


def _tags_column(rows: Sequence[Row]) -> int:
    """Return the last column where it holds tags that the head does not name."""
    width = max((len(cells) for _, cells in rows), default=0)
    last = [cells[-1] for _, cells in rows if len(cells) == width]
    is_tags = width >= _FEWEST_WITH_TAGS and columns.are_tags(last)
    return width if is_tags else 0


def _number(text: str) -> int:
    return int(text) if text.strip().isdecimal() and len(text.strip()) < 4 else 0


def _guessed(text: str) -> str:
    """Return what separates the rows of an export that does not say it."""
    first = text.lstrip("\n").partition("\n")[0]
    return max("\t;,|", key=first.count)


def _note(line: int, cells: Sequence[str], head: _Head) -> ExportedNote:
    def told(column: int) -> str:
        return cells[column - 1] if 0 < column <= len(cells) else ""

    def fields(row: Sequence[str]) -> tuple[str, ...]:
        return tuple(one for at, one in enumerate(row, 1) if at not in head.is_about)

    return ExportedNote(
        line,
        fields(cells),
        fields(head.columns),
        told(head.note_type_column) or head.note_type,
        told(head.deck_column) or head.deck,
        told(head.guid_column),
        (*head.tags, *told(head.tags_column).split()),
    )
