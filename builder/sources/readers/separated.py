"""Text whose rows are parted into cells by a mark."""

from __future__ import annotations

import csv
import io
import re

from builder.sources.readers.block import ReaderError
from builder.sources.readers.sheet import Row

_SEPARATORS = ",\t;|"
_MAXIMUM_FIELD = 2_000_000
_SAMPLE_SIZE = 200_000
# What parts the sides of a card in a line of its own, and no clauses of a sentence.
_IN_LINES = ";|"
_FEWEST = 3
_NEARLY_ALL = 0.9
_LONGEST = 150


def read_rows(text: str, separator: str) -> list[Row]:
    """Return the rows of a text that hold something, each with its line.

    Raises:
        ReaderError: The mark cannot separate rows, or these are not closed.
    """
    csv.field_size_limit(_MAXIMUM_FIELD)
    try:
        reader = csv.reader(
            io.StringIO(text),
            delimiter=separator,
            skipinitialspace=_has_blanks(text, separator),
        )
    except (TypeError, ValueError) as error:
        raise ReaderError(f"`{separator}` cannot separate rows") from error
    rows: list[Row] = []
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
    return rows


def separator_of(text: str) -> str:
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


def mark_of_lines(text: str) -> str:
    """Return the mark that parts nearly every line of a text as often; none of prose.

    ``term; definition``, ``question | answer``: what stands before it is short.
    """
    lines = [line.strip() for line in text[:_SAMPLE_SIZE].split("\n") if line.strip()]
    for mark in _IN_LINES:
        parted = [line.split(mark) for line in lines]
        common = max(
            map(len, parted), key=[len(one) for one in parted].count, default=1
        )
        fits = [
            one for one in parted if len(one) == common and all(map(str.strip, one))
        ]
        is_habit = len(fits) >= _FEWEST and len(fits) >= _NEARLY_ALL * len(lines)
        if common > 1 and is_habit and all(len(one[0]) <= _LONGEST for one in fits):
            return mark
    return ""


def _has_blanks(text: str, separator: str) -> bool:
    """Whether quotes stand behind a blank: ``a, "b, c"``."""
    mark = re.escape(separator)
    quoted = re.compile(rf"(?m){mark} +\"[^\"\n]*\"[ \t]*(?:{mark}|$)")
    return not separator.isspace() and quoted.search(text[:_SAMPLE_SIZE]) is not None
