"""What word processors write, as lines of Markdown: runs, tables and code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeAlias

from builder.sources.readers import fences
from builder.sources.readers.encoding import printable
from builder.sources.readers.lines import NumberedLine
from builder.sources.readers.plaintext import escaped_line

# The mark of a run (bold), the address of its link, and its text.
Piece: TypeAlias = tuple[str, str, str]
_LETTERED = re.compile(r"[(（]?[A-Za-z][)）.]$")


def shown(text: str) -> str:
    """Return a text that Markdown shows as it stands; blanks to fill stay blanks."""
    escaped = escaped_line(printable(text))
    return re.sub(r"(?<!\\)_{2,}", lambda blank: r"\_" * len(blank[0]), escaped)


def bare(text: str) -> str:
    """Return a text that was shown as it stood: what its backslashes escape is code."""
    return re.sub(r"\\(?=[!-/:-@\[-`{-~])", "", text)


def marked(pieces: Sequence[Piece]) -> str:
    """Join runs of one kind: word processors split a bold phrase into many."""
    result = ""
    for (mark, address), group in groupby(pieces, key=lambda piece: piece[:2]):
        text = "".join(piece[2] for piece in group)
        bare = text.strip()
        if not bare or "\n" in bare or not (mark or address):
            result += text
            continue
        lead = text[: len(text) - len(text.lstrip())]
        trail = text[len(text.rstrip()) :]
        shown = f"{mark}{bare}{mark}"
        if address and bare not in {address, escaped_line(address)}:
            shown = f"[{shown}]({address})"
        result += f"{lead}{shown}{trail}"
    return result


def listed(marker: str, rows: Sequence[str], depth: int) -> list[str]:
    """Return the rows of an item with the marker that is seen before it."""
    pad = "   " * min(depth, 6)
    if re.fullmatch(r"-|\d{1,9}[.)]", marker):
        return [f"{pad}{marker} {rows[0]}", *(f"{pad}  {row}" for row in rows[1:])]
    pad = "" if _LETTERED.match(marker) else pad
    return [f"{pad}{escaped_line(marker)} {rows[0]}", *rows[1:]]


def table(rows: Sequence[Sequence[Sequence[Sequence[str]]]]) -> Iterator[list[str]]:
    """Return a table of cells of paragraphs; one that only frames its text as that."""
    width = max((len(row) for row in rows), default=0)
    if width < 2:
        yield from (list(lines) for row in rows for cell in row for lines in cell)
        return
    texts = [
        [
            "<br>".join(line.replace("|", "\\|") for lines in cell for line in lines)
            for cell in row
        ]
        for row in rows
    ]
    shown_rows = [
        f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in texts
    ]
    yield [shown_rows[0], f"|{' --- |' * width}", *shown_rows[1:]]


def fenced(code: list[str]) -> Iterator[list[str]]:
    """Return lines of code as a fence, and forget them."""
    if code:
        fence = fences.around("\n".join(code))
        yield [fence, *code, fence]
        code.clear()


def numbered(paragraphs: Iterable[Sequence[str]]) -> list[NumberedLine]:
    """Return paragraphs as numbered lines; the items of a list stand close together."""
    lines: list[NumberedLine] = []
    was_item = False
    for number, rows in enumerate(paragraphs, start=1):
        is_item = bool(rows) and re.match(r" *(?:-|\d+[.)]) ", rows[0]) is not None
        if not (is_item and was_item):
            lines.append((number, ""))
        lines += [(number, row) for row in rows]
        was_item = is_item
    return lines
