"""CSV, TSV and other separated rows to blocks."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from itertools import zip_longest

from builder.sources.items import LeftOut
from builder.sources.readers import columns, entry, markup, names
from builder.sources.readers.block import Document, ReaderError
from builder.sources.readers.columns import Column, Roles
from builder.sources.readers.entry import Option, SourceEntry

_SEPARATORS = ",\t;|"
_NAMED_SEPARATORS = {
    "tab": "\t",
    "comma": ",",
    "semicolon": ";",
    "pipe": "|",
    "space": " ",
}
_LETTERS = "ABCDEFGH"
# A last column of these roles may hold unquoted separators.
_LONG = frozenset({"answer", "explanation", "text"})
_HEAD = "names of the columns"
_MAXIMUM_FIELD = 2_000_000
_SAMPLE = 400
_SAMPLE_SIZE = 200_000


def read(text: str) -> Document:
    """Read separated rows: the columns are known by their head, or by what they hold.

    Raises:
        ReaderError: It has no rows of at least two columns, or none of questions.
    """
    text, separator = _declared(text)
    separator = separator or _separator(text)
    rows = _rows(text, separator)
    if not rows:
        raise ReaderError("no rows of at least two columns")
    head, roles = _roles(rows)
    if roles is None:
        raise ReaderError(
            "no column looks like questions: name one `question` in the first row"
        )
    body = rows[1:] if head else rows
    is_guessed = bool(head) and not any(names.role_of(name) for name in head)
    told = [LeftOut(rows[0][0], ", ".join(head), _HEAD)] if is_guessed else []
    has_entities = markup.uses_entities(cell for _, row in body for cell in row)
    entries = []
    for line, row in body:
        whole = _whole(row, head, separator)
        shown = [
            markup.text_as_markdown(cell, has_entities=has_entities) for cell in whole
        ]
        entries.append(_entry(line, shown, head, roles))
    return Document(
        tuple(entry.blocks_of(entries)),
        left_out=(*told, *entry.left_out_of(entries)),
        is_guess=roles.is_guess,
    )


def _declared(text: str) -> tuple[str, str]:
    """Read the first lines of an export of Anki: ``#separator:tab``."""
    separator = ""
    rows = text.split("\n")
    index = 0
    while index < len(rows) and re.match(r"#[a-z ]+:|sep=", rows[index]):
        name, _, value = (
            rows[index]
            .lstrip("#")
            .partition("=" if rows[index].startswith("sep=") else ":")
        )
        if name.strip() in {"separator", "sep"}:
            value = value.strip().lower() or "\t"
            separator = _NAMED_SEPARATORS.get(value, value[:1])
        rows[index] = ""
        index += 1
    return "\n".join(rows), separator


def _separator(text: str) -> str:
    """Return the mark that splits the first rows into equally many cells."""
    sample = text[:20_000]

    def quality(mark: str) -> tuple[float, int]:
        try:
            reader = csv.reader(
                io.StringIO(sample),
                delimiter=mark,
                skipinitialspace=_has_blanks(sample, mark),
            )
            widths = [len(row) for row in reader if row]
        except csv.Error:
            return (0.0, 0)
        if not widths:
            return (0.0, 0)
        common = max(set(widths), key=lambda width: (widths.count(width), width))
        if common < 2:
            return (0.0, 0)
        return (widths.count(common) / len(widths), -_SEPARATORS.index(mark))

    return max(_SEPARATORS, key=quality)


def _has_blanks(text: str, separator: str) -> bool:
    """Whether quotes stand behind a blank: ``a, "b, c"``."""
    mark = re.escape(separator)
    quoted = re.compile(rf"(?m){mark} +\"[^\"\n]*\"[ \t]*(?:{mark}|$)")
    return not separator.isspace() and quoted.search(text[:_SAMPLE_SIZE]) is not None


def _rows(text: str, separator: str) -> list[tuple[int, list[str]]]:
    csv.field_size_limit(_MAXIMUM_FIELD)
    try:
        reader = csv.reader(
            io.StringIO(text),
            delimiter=separator,
            skipinitialspace=_has_blanks(text, separator),
        )
    except (TypeError, ValueError) as error:
        raise ReaderError(f"`{separator}` cannot separate rows") from error
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if any(cells):
                rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise ReaderError(
            f"line {reader.line_num}: not separated rows: {error}"
        ) from error
    return rows if any(len(row) > 1 for _, row in rows) else []


def _roles(
    rows: Sequence[tuple[int, Sequence[str]]],
) -> tuple[Sequence[str], Roles | None]:
    """Return the head, where the first row is one, and what each column holds."""
    first = rows[0][1]
    sample = [row for _, row in rows[: _SAMPLE + 1]]
    named = [
        Column(name, _cells(sample[1:], index)) for index, name in enumerate(first)
    ]
    known = [role for role in map(names.role_of, first) if role]
    is_named = len(known) > 1 or "question" in known
    roles = columns.by_name(named) if is_named else None
    if roles is not None:
        return first, roles
    width = max(len(row) for row in sample)
    unnamed = [Column("", _cells(sample, index)) for index in range(width)]
    has_head = is_named or columns.is_head(first, unnamed)
    if has_head:
        unnamed = [Column("", column.cells[1:]) for column in unnamed]
    return first if has_head else (), columns.by_content(unnamed)


def _cells(rows: Sequence[Sequence[str]], index: int) -> list[str]:
    return [row[index] if index < len(row) else "" for row in rows]


def _entry(
    line: int, row: Sequence[str], head: Sequence[str], roles: Roles
) -> SourceEntry:
    """Return the question of a row; cells without a role are left over."""
    values: dict[str, list[str]] = {}
    options: list[Option] = []
    leftover: list[tuple[str, str]] = []
    offered = 0
    is_counted = False
    for name, role, cell in zip_longest(head, roles.by_column, row, fillvalue=""):
        if role == "option":
            options += [Option(cell, _LETTERS[offered : offered + 1])] if cell else []
            offered += 1
        elif not cell:
            continue
        elif role == "options":
            options += entry.options_in(cell)
        elif role:
            values.setdefault(role, []).append(cell)
            is_counted |= role == "answer" and names.is_index(name)
        elif not names.is_unspoken(name) and re.search(r"[^\W\d]", cell):
            leftover.append((name, cell))
    return SourceEntry(
        values, line, options, tuple(leftover), is_counted=is_counted, first=1
    )


def _whole(row: Sequence[str], head: Sequence[str], separator: str) -> list[str]:
    """Return a row whose last cell was cut at marks that nobody quoted."""
    width = len(head)
    if not width or len(row) <= width or names.role_of(head[-1]) not in _LONG:
        return list(row)
    glue = f"{separator} " if separator in ",;" else separator
    return [*row[: width - 1], glue.join(row[width - 1 :])]
