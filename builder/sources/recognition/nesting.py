"""What stands in the answers of others, or goes on with their questions."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from builder.sources.readers.block import Block
from builder.sources.recognition.styles import WeighedStyle, is_unanswered
from builder.sources.recognition.weights import WEIGHTS

# A single question is no habit.
_FEW = 2


def stands_in(
    inner: WeighedStyle, outer: WeighedStyle, blocks: Sequence[Block]
) -> bool:
    """Whether all marks of a style are parts of what those of another ask."""
    if outer.asking_share < WEIGHTS.half or len(outer.marks) < _FEW:
        return False
    asking = {mark.index for mark in outer.marks}
    if inner.style.kind == "pair":
        is_list = inner.asking_share < WEIGHTS.half and outer.style.is_titled
        return is_list and _are_below(inner, blocks, asking)
    return _is_deeper(inner, outer) and _are_further_questions(inner, blocks, asking)


def _is_deeper(inner: WeighedStyle, outer: WeighedStyle) -> bool:
    are_items = inner.style.kind == outer.style.kind == "item"
    return are_items and inner.style.depth > outer.style.depth


def _are_below(
    inner: WeighedStyle, blocks: Sequence[Block], asking: Collection[int]
) -> bool:
    """Whether the next title above each mark is one that asks."""
    is_below = False
    below: list[bool] = []
    for index, block in enumerate(blocks):
        if index in asking:
            is_below = True
        elif block.kind == "heading":
            is_below = False
        below.append(is_below)
    return all(below[mark.index] for mark in inner.marks)


def _are_further_questions(
    inner: WeighedStyle, blocks: Sequence[Block], asking: Collection[int]
) -> bool:
    """Whether marks have no answers and are nested in entries that ask."""
    parents = _entries_above(blocks)
    return all(
        parents[mark.index] in asking and is_unanswered(mark, blocks)
        for mark in inner.marks
    )


def _entries_above(blocks: Sequence[Block]) -> list[int]:
    """Return, for each block, the index of what it is indented below, or -1."""
    found: list[int] = []
    above: list[int] = []
    for index, block in enumerate(blocks):
        while above and blocks[above[-1]].indent >= block.indent:
            above.pop()
        found.append(above[-1] if above else -1)
        above.append(index)
    return found


def inner_headings(blocks: Sequence[Block]) -> dict[int, int]:
    """Return the headings that are indented below a list entry, each with that entry."""
    found: dict[int, int] = {}
    entries: list[int] = []
    for index, block in enumerate(blocks):
        if block.kind not in {"item", "heading", "paragraph"}:
            continue
        while entries and blocks[entries[-1]].indent >= block.indent:
            entries.pop()
        if block.kind == "heading" and not block.marker and entries:
            found[index] = entries[-1]
        elif block.marker:
            entries.append(index)
    return found
