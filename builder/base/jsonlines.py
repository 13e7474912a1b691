"""Files of one JSON object a line, as both locks are: read with places, written stably."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic, Location


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is no comment, by its number from 1.

    ``values`` is what it holds; ``damage`` says what is wrong when it is no object, and
    ``column`` where.
    """

    number: int
    values: Mapping[str, Any]
    damage: str = ""
    column: int = 1


_MARKERS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
_CONFLICT = "a merge conflict: keep the lines of both sides, delete this marker"


def lines(text: str) -> Iterator[Line]:
    """Yield the objects of a file; blank lines and those that begin with # are left out.

    Lines end with ``\\n`` alone: a text may hold U+0085 or U+2028, which JSON does not
    escape.
    """
    for number, row in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        if row.strip() and not row.startswith("#"):
            yield _line(number, row.removesuffix("\r"))


def _line(number: int, row: str) -> Line:
    if row.startswith(_MARKERS):
        return Line(number, {}, _CONFLICT)
    try:
        values = json.loads(row)
        if "\\u" in row:  # a lone surrogate could not be written again
            json.dumps(values, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        return Line(number, {}, "damaged", error.colno)
    except (ValueError, RecursionError):
        return Line(number, {}, "damaged")
    if not isinstance(values, dict):
        return Line(number, {}, "damaged")
    return Line(number, values)


def finding(line: Line, path: str, damage: str = "") -> Diagnostic:
    """Return what is told of a damaged line: its place, and what to do.

    ``damage`` is what is wrong with the values of a line that is an object.
    """
    what = line.damage or damage
    if what != _CONFLICT:
        name = PurePosixPath(path).name
        what = f"{what}: restore {name} from version control"
    return Diagnostic(Location(path, line.number, line.column), Code.LOCK, what)


def dumped(values: Mapping[str, Any]) -> str:
    """Return one object as a line, without its end."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def dumped_text(text: str) -> str:
    """Return a text as it stands in a line."""
    return json.dumps(text, ensure_ascii=False)
