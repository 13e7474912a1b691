"""Notes as rows of a table that people edit in a spreadsheet, each with what it held.

The last column tells of every cell what was exported, so that an edit of the table is
known from an edit of the card file: the base of a three-way merge travels with the row.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder.base.diagnostic import BuilderError
from builder.base.hashing import short_hash
from builder.cards.note import KINDS, Note
from builder.cards.notetexts import written_texts
from builder.cards.yamltree import Text

ID, GUID, TYPE, DECK, TAGS, EXPORTED = (
    "id", "guid", "type", "deck", "tags", "exported",
)  # fmt: skip
"""The columns that every table has."""

_FIRST = (ID, GUID, TYPE, DECK, TAGS)
_KEY_LENGTH, _MARK_LENGTH = 4, 8
_DELIMITERS = ",;\t"
_LARGEST_CELL = 2**27
_ITEM = re.compile(r"^- ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A row by its columns; ``line`` is where it begins in the file."""

    line: int
    cells: Mapping[str, str]

    def was(self, column: str) -> str:
        """Return the mark that a cell had when it was exported, of an empty one none."""
        key = _key(column)
        marks = [one for one in self.cells[EXPORTED].split() if one.startswith(key)]
        return marks[0].removeprefix(key) if marks else ""

    @property
    def tag_marks(self) -> frozenset[str]:
        """The marks of the tags when they were exported."""
        key = _key(TAGS)
        words = self.cells[EXPORTED].split()
        return frozenset(one.removeprefix(key) for one in words if one.startswith(key))


def table_of(notes: Sequence[Note], *, delimiter: str) -> str:
    """Return notes as a table; ``read_rows`` reads it back."""
    rows = [dict(_cells(note)) for note in notes]
    known = {
        key: None for kind in KINDS for key in (*kind.keys, "hint", "extra", "source")
    }
    used = {column for row in rows for column in row}
    texts = [*(key for key in known if key in used), *_own(rows, known)]
    columns = [*_FIRST, *texts, EXPORTED]
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        told = {**row, EXPORTED: " ".join(_marks(row, texts))}
        writer.writerow([told.get(column, "") for column in columns])
    return stream.getvalue()


def _own(rows: Sequence[Mapping[str, str]], known: Mapping[str, None]) -> list[str]:
    """Return the fields of own note types in the order they are met in."""
    met = dict.fromkeys(column for row in rows for column in row)
    return [column for column in met if column not in known and column not in _FIRST]


def _cells(note: Note) -> Iterator[tuple[str, str]]:
    yield ID, note.id
    yield GUID, note.guid or ""
    yield TYPE, note.note_type
    yield DECK, note.deck
    yield TAGS, " ".join(note.tags)
    yield from cells_of(note).items()


def cells_of(note: Note) -> dict[str, str]:
    """Return the texts of a note by their columns."""
    cells: dict[str, str] = {}
    lists: dict[str, list[str]] = {}
    for key, text in written_texts(note):
        value = text.value.removesuffix("\n")
        if key in note.lists or key == "choices":
            lists.setdefault(key, []).append(value)
        else:
            cells[key] = value
    for key, values in lists.items():
        cells[key] = "\n".join(f"- {value}" for value in values)
    cells |= dict.fromkeys(note.flags, "true")
    return cells


def items_of(cell: str) -> list[str]:
    """Return the items of a cell that holds a list."""
    return [item.removesuffix("\n") for item in _ITEM.split(cell)[1:]]


def texts_of(note: Note, column: str) -> list[Text]:
    """Return the texts that stand in a column."""
    return [text for key, text in written_texts(note) if key == column]


def cell_mark(cell: str) -> str:
    """Return a short hash of a cell; of an empty one nothing."""
    return short_hash(cell)[:_MARK_LENGTH] if cell else ""


def _marks(row: Mapping[str, str], columns: Sequence[str]) -> Iterator[str]:
    for column in columns:
        if row.get(column):
            yield f"{_key(column)}{cell_mark(row[column])}"
    for tag in row[TAGS].split():
        yield f"{_key(TAGS)}{cell_mark(tag.casefold())}"


def _key(column: str) -> str:
    return short_hash(column)[:_KEY_LENGTH]


def delimiter_of(text: str) -> str:
    """Return what parts the cells of an exported table; nothing where it is none."""
    first = text.removeprefix("\ufeff").split("\n", 1)[0].rstrip("\r")
    for delimiter in _DELIMITERS:
        cells = next(csv.reader([first], delimiter=delimiter), [])
        if ID in cells and EXPORTED in cells:
            return delimiter
    return ""


def read_rows(text: str) -> list[NoteRow]:
    """Read a table, as spreadsheets write it.

    Raises:
        BuilderError: A row is no row of this table.
    """
    csv.field_size_limit(_LARGEST_CELL)
    delimiter = delimiter_of(text)
    reader = csv.reader(
        io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter
    )
    try:
        columns = next(reader)
        rows = []
        line = reader.line_num + 1
        for values in reader:
            if len(values) > len(columns) and any(values[len(columns) :]):
                raise BuilderError(f"line {line}: more cells than columns")
            cells = dict(zip(columns, map(_cell, values), strict=False))
            if any(cells.values()):
                rows.append(NoteRow(line, dict.fromkeys(columns, "") | cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise BuilderError(f"line {reader.line_num}: {error}") from error
    return rows


def _cell(value: str) -> str:
    return value.replace("\r\n", "\n").replace("\r", "\n")
