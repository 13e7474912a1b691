"""Tables with a column of questions and one of answers, taken apart row by row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from builder.sources.language.asking import asks
from builder.sources.language.plain import plain
from builder.sources.readers import columns, entry, names
from builder.sources.readers import options as listed
from builder.sources.readers.block import Block
from builder.sources.readers.columns import Column
from builder.sources.readers.entry import SourceEntry
from builder.sources.readers.options import Option

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
    head = [plain(cell) for cell in rows[0]]
    roles = columns.by_name(
        [
            Column(name, [row[index] for row in rows[2:] if index < len(row)])
            for index, name in enumerate(head)
        ]
    )
    if roles is None or roles.is_guess or "answer" not in roles.by_column:
        yield block
        return
    asked_in = roles.by_column.index("question")
    asked = [row[asked_in] for row in rows[2:] if len(row) == len(rows[0])]
    if "](#" in block.text or not _are_questions(head[asked_in], asked):
        yield block
        return
    entries = [
        _entry(row, head, roles.by_column, block.line + number)
        for number, row in enumerate(rows[2:], start=2)
    ]
    yield from entry.blocks_of(entries)
    for one in entry.left_out_of(entries):
        yield Block("noise", one.text, one.line, one.text)


def _entry(
    row: Sequence[str], head: Sequence[str], roles: Sequence[str], line: int
) -> SourceEntry:
    values: dict[str, list[str]] = {}
    options: list[Option] = []
    leftover: list[tuple[str, str]] = []
    for name, role, cell in zip_longest(head, roles, row, fillvalue=""):
        text = re.sub(r"<br\s*/?>", "\n", cell)
        if role == "option":
            options.append(Option(text))
        elif role == "options":
            options += listed.options_in(text)
        elif role and text:
            values.setdefault(role, []).append(text)
        elif re.search(r"[^\W\d]", text):
            leftover.append((name, text))
    return SourceEntry(values, line, options, tuple(leftover), first=1)


def _are_questions(head: str, cells: Sequence[str]) -> bool:
    """Whether a column says that it holds questions, or does; numbers are none."""
    if not any(re.search(r"[^\W\d]", cell) for cell in cells):
        return False
    asking = sum(asks(plain(cell)) for cell in cells)
    says = names.role_of(head) == "question" or names.heads_terms(head)
    return bool(says) or asking * 2 >= len(cells)


def _cells(row: str) -> list[str]:
    return [
        cell.strip().replace("\\|", "|") for cell in _CELL.split(row.strip().strip("|"))
    ]
