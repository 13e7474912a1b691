"""Files of one JSON object a line, as both locks are: read with places, written stably."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is no comment, by its number from 1.

    ``values`` is what it holds; ``damage`` says what is wrong when it is no object.
    """

    number: int
    values: Mapping[str, Any]
    damage: str = ""


_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
# What a line that is no longer what was written may raise.
_UNREADABLE = (ValueError, RecursionError)


def lines(text: str) -> Iterator[Line]:
    """Yield the objects of a file; blank lines and those that begin with # are left out.

    Lines end with ``\\n`` alone: a text may hold U+0085 or U+2028, which JSON does not
    escape.
    """
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        line = line.removesuffix("\r")  # noqa: PLW2901 -- the same line, without its end
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith(_CONFLICT):
            message = (
                "a merge conflict: keep the lines of both sides, delete this marker"
            )
            yield Line(number, {}, message)
            continue
        try:
            values = json.loads(line)
            if "\\u" in line:  # a lone surrogate could not be written again
                json.dumps(values, ensure_ascii=False).encode()
        except _UNREADABLE:
            yield Line(number, {}, "damaged")
            continue
        if isinstance(values, dict):
            yield Line(number, values)
        else:
            yield Line(number, {}, "damaged")


def dumped(values: Mapping[str, Any]) -> str:
    """Return one object as a line, without its end."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))
