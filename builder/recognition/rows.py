"""Tables with a column of questions and one of answers, taken apart row by row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from builder.readers.block import Block
from builder.readers.names import role_of
from builder.readers.records import blocks_of
from builder.recognition import wording

_CELL = re.compile(r"(?<!\\)\|")


def with_rows(blocks: Sequence[Block]) -> Iterator[Block]:
    """Return the blocks, with the rows of tables of questions as blocks of their own."""
    for block in blocks:
        if block.kind == "table":
            yield from _rows(block)
        else:
            yield block


def _rows(block: Block) -> Iterator[Block]:
    rows = [_cells(row) for row in block.text.split("\n")]
    roles = [role_of(wording.plain(cell)) for cell in rows[0]]
    if "question" not in roles or "answer" not in roles or "](#" in block.text:
        yield block
        return
    for number, row in enumerate(rows[2:], start=2):
        values: dict[str, list[str]] = {}
        for role, cell in zip(roles, row, strict=False):
            if role and cell:
                values.setdefault(role, []).append(re.sub(r"<br\s*/?>", "\n", cell))
        yield from blocks_of(values, block.line + number)


def _cells(row: str) -> list[str]:
    return [
        cell.strip().replace("\\|", "|") for cell in _CELL.split(row.strip().strip("|"))
    ]
