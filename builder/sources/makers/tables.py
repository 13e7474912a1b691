"""A table: row by row, the head in sight.

Yes: names with what they mean, a setting with its default, a comparison of two things.
No: tables longer than seven rows, cells of a paragraph each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from builder.cards.gate import size, weight
from builder.sources.items import Item
from builder.sources.language.plain import plain
from builder.sources.makers.answerblocks import AnswerBlock, blocks_of
from builder.sources.makers.labelled import is_name
from builder.sources.makers.maker import Candidate
from builder.sources.makers.questionnote import can_ask, cloze_note, has_marks

_FEWEST, _MOST, _FEWEST_COLUMNS, _MOST_COLUMNS = 2, 7, 2, 5
_SHORTEST_CUE, _LONGEST_CELL = 3, 24


def candidates(item: Item) -> Iterator[Candidate]:
    """Yield a cloze note for each small table of an answer."""
    if not can_ask(item):
        return
    told = 0
    for block in blocks_of(item.answer):
        if block.kind != "table" or has_marks(block.text):
            continue
        rows = _with_deletions(block)
        if rows:
            yield cloze_note(item, rows, part=plain(block.rows[1][0]) if told else "")
            told += 1


def _with_deletions(block: AnswerBlock) -> list[str]:
    head, *body = block.rows
    is_even = all(len(row) == len(head) for row in body)
    if not is_even or not _FEWEST <= len(body) <= _MOST:
        return []
    if not _FEWEST_COLUMNS <= len(head) <= _MOST_COLUMNS:
        return []
    named = _names_deleted(body)
    if _is_comparison(head) or not (len(head) == _FEWEST_COLUMNS or _are_typed(body)):
        named = []
    rows = named or _cells_deleted(body)
    if not rows:
        return []
    rule = ["---"] * len(head)
    return [_written(row) for row in (head, rule, *rows)]


def _is_comparison(head: Sequence[str]) -> bool:
    """Whether the columns are things and the rows what tells them apart."""
    return len(head) > _FEWEST_COLUMNS and (
        not head[0]
        or bool(
            re.search(
                r"(?i)对比|比较|特性|特征|区别|维度|方面|项目?$|feature|aspect|criteri|"
                r"property|attribute|compar|parameter|basis|point",
                head[0],
            )
        )
    )


def _are_typed(body: Sequence[Sequence[str]]) -> bool:
    """Whether the names of rows are written as they are typed."""
    return all(re.search(r"`|[a-z][A-Z]|_|^[A-Z0-9-]{2,}$", row[0]) for row in body)


def _names_deleted(body: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return rows whose first cells, names all of them, are deletions."""
    names = [row[0] for row in body]
    if not all(map(is_name, names)) or len({name.casefold() for name in names}) < len(
        names
    ):
        return []
    if any(size(plain(" ".join(row[1:]))) < _SHORTEST_CUE for row in body):
        return []
    return [
        [_deletion(number, row[0]), *row[1:]]
        for number, row in enumerate(body, start=1)
    ]


def _cells_deleted(body: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return rows whose cells behind the first are one deletion each row."""
    if any(not row[0] or not all(map(_is_short, row[1:])) for row in body):
        return []
    return [
        [row[0], *(_deletion(number, cell) for cell in row[1:])]
        for number, row in enumerate(body, start=1)
    ]


def _is_short(cell: str) -> bool:
    return bool(re.search(r"\w", cell)) and weight(plain(cell)) <= _LONGEST_CELL


def _deletion(number: int, cell: str) -> str:
    inner = re.fullmatch(r"(?P<a>\*\*|`)(?P<t>[^*`]+)(?P<b>\*\*|`)", cell)
    if inner is None:
        return f"{{{{c{number}::{cell}}}}}"
    return f"{inner['a']}{{{{c{number}::{inner['t']}}}}}{inner['b']}"


def _written(row: Sequence[str]) -> str:
    return f"| {' | '.join(row)} |"
