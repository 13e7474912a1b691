"""Marks of kindred styles beside the chosen one: other levels, other numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from builder.sources.language.confidence import SURE
from builder.sources.language.headings import is_boilerplate
from builder.sources.readers.block import Block
from builder.sources.recognition import styles
from builder.sources.recognition.marks import Marking
from builder.sources.recognition.nesting import inner_headings
from builder.sources.recognition.style import NO_LEVEL
from builder.sources.recognition.styles import WeighedStyle
from builder.sources.recognition.weights import WEIGHTS

_FEW = 2


def companions(
    main: WeighedStyle,
    ranked: Sequence[WeighedStyle],
    chosen: Mapping[int, Marking],
    blocks: Sequence[Block],
    counts: Sequence[int],
    *,
    promised: bool,
) -> dict[int, Marking]:
    """Return marks of kindred styles: headings of another level, or without number."""
    more: dict[int, Marking] = {}
    for one in ranked:
        if one is main:
            continue
        if one.style.kind == "label" and main.style.kind == "label":
            more |= {mark.index: mark for mark in one.marks}
        if main.style.kind == "item" and one.style.is_beside(main.style):
            more |= {mark.index: mark for mark in _items_beside(main, one, blocks)}
        if one.is_heading and main.is_heading:
            more |= _headings_beside(one, chosen, blocks, counts, promised=promised)
    return more


def _items_beside(
    main: WeighedStyle, one: WeighedStyle, blocks: Sequence[Block]
) -> list[Marking]:
    """Return the items of the same list, in bold or not, that are questions too."""
    is_list = one.asking_share >= WEIGHTS.nearly_all
    leads = main.style.is_bullet and styles.lead_down(main.marks, blocks)
    return [
        mark
        for mark in one.marks
        if is_list
        or mark.evidence >= SURE
        or (leads and styles.leads_down(mark, blocks))
    ]


def _headings_beside(
    one: WeighedStyle,
    chosen: Mapping[int, Marking],
    blocks: Sequence[Block],
    counts: Sequence[int],
    *,
    promised: bool,
) -> dict[int, Marking]:
    """Return the headings of another level, or another number, that are asked too."""
    level = max((mark.level for mark in chosen.values()), default=NO_LEVEL)
    titles = [index for index, block in enumerate(blocks) if block.kind == "heading"]
    next_title = dict(zip(titles, [*titles[1:], len(blocks)], strict=False))
    numbered = {mark.form for mark in chosen.values()} - {"", "q"}
    parents = _parents(blocks)
    parted = set(parents.values())
    entries = inner_headings(blocks)
    more: dict[int, Marking] = {}
    topics: dict[int, Marking] = {}
    for mark in one.marks:
        if entries.get(mark.index) in chosen:
            continue
        is_direct = counts[next_title[mark.index]] > counts[mark.index + 1]
        is_below_section = parents[mark.index] not in chosen
        if _belongs(mark, level, numbered, is_direct=is_direct) or (
            mark.level == level + 1 and mark.evidence >= SURE and is_below_section
        ):
            more[mark.index] = mark
        elif is_direct and is_below_section and mark.index not in parted:
            topics[mark.index] = mark
    asking_in = {parents[index] for index in more}
    topics_there = {at: one for at, one in topics.items() if parents[at] in asking_in}
    return more | topics_there | _topics_beside(topics, chosen, promised=promised)


def _topics_beside(
    topics: Mapping[int, Marking], chosen: Mapping[int, Marking], *, promised: bool
) -> dict[int, Marking]:
    """Return the headings with a text of their own that are as many as a habit.

    Topics end at different levels: where some are parted further, others are not.
    """
    numbered = {mark.form for mark in chosen.values()} - {"", "q"}
    kept = {
        index: mark
        for index, mark in topics.items()
        if not is_boilerplate(mark.title) and (mark.form or not numbered)
    }
    is_habit = len(kept) >= max(_FEW, WEIGHTS.quarter * len(chosen))
    return kept if is_habit and (promised or numbered) else {}


def _parents(blocks: Sequence[Block]) -> dict[int, int]:
    """Return, for each heading, the index of the heading above it, or -1."""
    parents: dict[int, int] = {}
    above: list[int] = []
    for index, block in enumerate(blocks):
        if block.kind == "heading":
            while above and blocks[above[-1]].level >= block.level:
                above.pop()
            parents[index] = above[-1] if above else -1
            above.append(index)
    return parents


def _belongs(mark: Marking, level: int, numbered: set[str], *, is_direct: bool) -> bool:
    if is_boilerplate(mark.title):
        return False
    if mark.level == level:
        return mark.is_strong
    if mark.level < level:
        return mark.evidence >= SURE and is_direct
    return mark.form in numbered and mark.evidence >= SURE and mark.level == level + 1
