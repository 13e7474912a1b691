"""Tables with a column of questions and one of answers, taken apart row by row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from builder.readers.block import Block
from builder.readers.names import role_of
from builder.readers.records import blocks_of
from builder.recognition import wording

_ASKS = 0.6
_SAYS_QUESTION = re.compile(
    r"(?i)(?:interview )?questions?|q|front|prompt|term|问题?|题目|题干|面试题|正面|术语"
)
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
    place = roles.index("question")
    asked = [row[place] for row in rows[2:] if len(row) == len(roles)]
    if not _are_questions(rows[0][place], asked):
        yield block
        return
    for number, row in enumerate(rows[2:], start=2):
        values: dict[str, list[str]] = {}
        for role, cell in zip(roles, row, strict=False):
            if role and cell:
                values.setdefault(role, []).append(re.sub(r"<br\s*/?>", "\n", cell))
        yield from blocks_of(values, block.line + number)


def _are_questions(head: str, cells: Sequence[str]) -> bool:
    """Whether a column says that it holds questions, or does; numbers are none."""
    if not any(re.search(r"[^\W\d]", cell) for cell in cells):
        return False
    asking = sum(wording.interrogation(wording.plain(cell)) >= _ASKS for cell in cells)
    says = _SAYS_QUESTION.fullmatch(wording.plain(head))
    return bool(says) or asking * 2 >= len(cells)


def _cells(row: str) -> list[str]:
    return [
        cell.strip().replace("\\|", "|") for cell in _CELL.split(row.strip().strip("|"))
    ]
