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
from builder.sources.readers.columns import Column, Roles
from builder.sources.readers.entry import SourceEntry
from builder.sources.readers.options import Option

_PAIR = ("question", "answer")
_TEXTS = ("paragraph", "item", "code", "quote")
# A cell of a list of words has so many on average.
_MOST_WORDS = 3
_BOLD = re.compile(r"\A(\*\*|__)((?:(?!\1).)+)\1\Z")
_CELL = re.compile(r"(?<!\\)\|")


def with_rows(blocks: Sequence[Block]) -> Iterator[Block]:
    """Return the blocks, with the rows of tables of questions as blocks of their own."""
    texts = sum(block.kind in _TEXTS for block in blocks)
    are_cards = sum(block.kind == "table" for block in blocks) >= texts
    title = ""
    for block in blocks:
        if block.kind == "table":
            yield from _rows(block, may_list_words=are_cards and not asks(title))
        else:
            yield block
        title = block.content if block.kind == "heading" else title


def _rows(block: Block, *, may_list_words: bool) -> Iterator[Block]:
    rows = [_cells(row) for row in block.text.split("\n")]
    head = [plain(cell) for cell in rows[0]]
    found = [
        Column(name, [row[index] for row in rows[2:] if index < len(row)])
        for index, name in enumerate(head)
    ]
    listed_words = _words(found) if may_list_words else None
    roles = listed_words or columns.by_name(found)
    if roles is None or roles.is_guess or "answer" not in roles.by_column:
        yield block
        return
    asked_in = roles.by_column.index("question")
    asked = [row[asked_in] for row in rows[2:] if len(row) == len(rows[0])]
    are_asked = listed_words is not None or _are_questions(head[asked_in], asked)
    if "](#" in block.text or not are_asked:
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
        if role == "question":
            text = _BOLD.sub(r"\2", text)
        if role == "option":
            options.append(Option(text))
        elif role == "options":
            options += listed.options_in(text)
        elif role and text:
            values.setdefault(role, []).append(text)
        elif re.search(r"[^\W\d]", text):
            leftover.append((name, text))
    return SourceEntry(values, line, options, tuple(leftover), first=1)


def _words(found: Sequence[Column]) -> Roles | None:
    """Return the roles of two columns of words, the second of which says it explains.

    Two languages with their names above them are such columns as well.
    """
    counted = [index for index, one in enumerate(found) if names.is_unspoken(one.name)]
    told = [index for index in range(len(found)) if index not in counted]
    if len(told) != len(_PAIR):
        return None
    term, meaning = (found[index] for index in told)
    explains = names.role_of(meaning.name) == "answer"
    explains = explains and names.role_of(term.name) in {"", "term"}
    if not (explains or names.are_languages([term.name, meaning.name])):
        return None
    is_code = term.share(lambda cell: cell.startswith("`"))
    if term.words > _MOST_WORDS or meaning.words > _MOST_WORDS or is_code:
        return None
    roles = dict(zip(told, _PAIR, strict=True))
    return Roles(tuple(roles.get(index, "") for index in range(len(found))))


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
