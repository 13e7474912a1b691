"""Tables of reStructuredText, drawn as grids or with rules, as rows of cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

GRID = re.compile(r"\+(?:[-=]{1,500}\+){1,100}[ \t]*$")
RULED_LINE = re.compile(r"={2,500}(?: +={2,500}){1,100}[ \t]*$")


def grid(rows: Sequence[str]) -> list[list[str]]:
    """Return the cells of a grid; the lines of a cell belong together."""
    found: list[list[list[str]]] = []
    places = [at for at, sign in enumerate(rows[0]) if sign == "+"]
    current: list[list[str]] = []
    for row in rows[1:]:
        if row.startswith("+"):
            if current:
                found.append(current)
            current = []
            continue
        cells = [row[start + 1 : end].strip() for start, end in pairwise(places)]
        current = current or [[] for _ in cells]
        for lines, cell in zip(current, cells, strict=False):
            lines.append(cell)
    return [[_joined(lines) for lines in cells] for cells in found]


def ruled(rows: Sequence[str]) -> list[list[str]]:
    """Return the cells of a table between rules; a blank first cell goes on."""
    starts = [match.start() for match in re.finditer(r"=+", rows[0])]
    ends = [*starts[1:], 100_000]
    found: list[list[list[str]]] = []
    for row in rows[1:]:
        if (
            RULED_LINE.match(row)
            or re.match(r"-+(?: +-+)*\s*$", row)
            or not row.strip()
        ):
            continue
        cells = [
            row[start:end].strip() for start, end in zip(starts, ends, strict=True)
        ]
        if not cells[0] and found:
            for lines, cell in zip(found[-1], cells, strict=True):
                lines.append(cell)
        else:
            found.append([[cell] for cell in cells])
    return [[_joined(lines) for lines in cells] for cells in found]


def _joined(lines: Sequence[str]) -> str:
    return " ".join(line for line in lines if line)
