"""CSV, TSV and other separated rows to blocks."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from builder.readers import webpage
from builder.readers.block import Block, Document, ReaderError
from builder.readers.names import ROLES, role_of
from builder.readers.records import blocks_of

_SEPARATORS = ",\t;|"
_MAXIMUM_FIELD = 2_000_000
_TAG = re.compile(
    r"</?(?:b|i|u|br|div|p|span|ul|ol|li|code|pre|strong|em|img|a|sub|sup|table|tr|td)\b",
    re.IGNORECASE,
)


def read(text: str) -> Document:
    """Read separated rows: the columns are known by their head, or by their place.

    Raises:
        ReaderError: It has no rows of at least two columns.
    """
    text, separator = _declared(text)
    rows = _rows(text, separator or _separator(text))
    if not rows:
        raise ReaderError("no rows of at least two columns")
    roles, has_head = _roles(rows)
    if "question" not in roles:
        raise ReaderError(
            "no column looks like questions: name one `question` in the first row"
        )
    blocks: list[Block] = []
    for line, row in rows[1 if has_head else 0 :]:
        blocks += _row_blocks(line, row, roles)
    return Document(tuple(blocks))


def _declared(text: str) -> tuple[str, str]:
    """Read the first lines of an export of Anki: ``#separator:tab``."""
    separator = ""
    rows = text.split("\n")
    place = 0
    while place < len(rows) and re.match(r"#[a-z ]+:|sep=", rows[place]):
        name, _, value = (
            rows[place]
            .lstrip("#")
            .partition("=" if rows[place].startswith("sep=") else ":")
        )
        if name.strip() in {"separator", "sep"}:
            value = value.strip().lower() or "\t"
            separator = {
                "tab": "\t",
                "comma": ",",
                "semicolon": ";",
                "pipe": "|",
                "space": " ",
            }.get(value, value[:1])
        rows[place] = ""
        place += 1
    return "\n".join(rows), separator


def _separator(text: str) -> str:
    """Return the mark that splits the first rows into equally many cells."""
    sample = text[:20_000]

    def quality(mark: str) -> tuple[float, int]:
        try:
            widths = [
                len(row)
                for row in csv.reader(io.StringIO(sample), delimiter=mark)
                if row
            ]
        except csv.Error:
            return (0.0, 0)
        if not widths:
            return (0.0, 0)
        common = max(set(widths), key=lambda width: (widths.count(width), width))
        if common < 2:
            return (0.0, 0)
        return (widths.count(common) / len(widths), -_SEPARATORS.index(mark))

    return max(_SEPARATORS, key=quality)


def _rows(text: str, separator: str) -> list[tuple[int, list[str]]]:
    csv.field_size_limit(_MAXIMUM_FIELD)
    reader = csv.reader(io.StringIO(text), delimiter=separator)
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


def _roles(rows: Sequence[tuple[int, list[str]]]) -> tuple[list[str], bool]:
    """Return what each column holds, and whether the first row names them."""
    first = rows[0][1]
    roles = [role_of(cell) for cell in first]
    if "question" in roles and (len(set(roles) & ROLES) > 1):
        return _once(roles), True
    width = max(len(row) for _, row in rows)
    if width == 2 or not any(roles):
        return ["question", "answer", "tags", *[""] * width][:width], False
    return _once(roles), True


def _once(roles: Sequence[str]) -> list[str]:
    """Keep the first column of a role; options and tags may have many."""
    seen: set[str] = set()
    result = []
    for role in roles:
        is_many = role in {"option", "tags", "wrong"}
        result.append(role if is_many or role not in seen else "extra")
        seen.add(role)
    return result


def _row_blocks(line: int, row: Sequence[str], roles: Sequence[str]) -> list[Block]:
    values: dict[str, list[str]] = {}
    for role, cell in zip(roles, row, strict=False):
        if role and cell:
            values.setdefault(role, []).append(_as_markdown(cell))
    leftover = [
        cell
        for role, cell in zip([*roles, *[""] * len(row)], row, strict=False)
        if not role and cell
    ]
    return blocks_of(values, line, leftover)


def _as_markdown(cell: str) -> str:
    if not _TAG.search(cell):
        return cell
    return webpage.as_markdown(cell)
