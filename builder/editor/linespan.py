"""A piece of a line, counted as editors count: lines from 0, columns in UTF-16."""

from __future__ import annotations

import re
from dataclasses import dataclass

from builder.base.diagnostic import Location
from builder.cards.yamltree import Text

_WORD = re.compile(r"\S{1,60}")


@dataclass(frozen=True, slots=True)
class LineSpan:
    """From a character of a line of a file to one further on, which it ends before."""

    path: str
    line: int
    start: int
    end: int


def lines_of(text: str) -> list[str]:
    """Return the lines of a file as an editor has them."""
    return text.replace("\r\n", "\n").split("\n")


def units(line: str, column: int) -> int:
    """Return the column of an editor for one that counts characters from 0."""
    before = line[:column]
    return len(before) if before.isascii() else len(before.encode("utf-16-le")) // 2


def characters(line: str, unit: int) -> int:
    """Return the column in characters, from 0, for one of an editor."""
    if line.isascii():
        return min(unit, len(line))
    return len(line.encode("utf-16-le")[: unit * 2].decode("utf-16-le", "ignore"))


def span_of_finding(lines: list[str], place: Location) -> LineSpan:
    """Return what an editor underlines: the word at a place, or the first line."""
    number = place.line - 1
    if not 0 <= number < len(lines):
        return LineSpan(place.path, 0, 0, 0)
    line, column = lines[number], place.column - 1
    word = _WORD.match(line, column)
    end = word.end() if word else min(column + 1, len(line))
    return LineSpan(place.path, number, units(line, column), units(line, end))


def span_of_text(lines: list[str], text: Text, length: int) -> LineSpan:
    """Return where the first characters of a text of one line stand."""
    start, end = text.at(0), text.at(length)
    line = lines[start.line - 1]
    return LineSpan(
        start.path,
        start.line - 1,
        units(line, start.column - 1),
        units(line, end.column - 1),
    )
