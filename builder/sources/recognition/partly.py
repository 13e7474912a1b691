"""Headings of which only a part asks: those that do are questions all the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import median

from builder.sources.language.confidence import CERTAIN, SURE
from builder.sources.language.headings import is_boilerplate
from builder.sources.language.plain import plain
from builder.sources.readers.block import Block
from builder.sources.recognition.itemise import title_key
from builder.sources.recognition.marks import Marking
from builder.sources.recognition.notcontent import CONTENTS
from builder.sources.recognition.styles import WeighedStyle
from builder.sources.recognition.weights import WEIGHTS

# So long is what stands below a question; the parts of an article are longer.
_LONGEST_ANSWER = 500


def asking_part(
    one: WeighedStyle, blocks: Sequence[Block], skipped: Mapping[int, str]
) -> WeighedStyle | None:
    """Return the headings of a style that are questions where about half of them ask.

    All of them, where a table of contents lists all: it shows that they are of one
    kind. None where this is an article that asks now and then.
    """
    if not one.is_heading:
        return None
    titled = [mark for mark in one.marks if not is_boilerplate(mark.title)]
    asking = [mark for mark in titled if mark.evidence >= SURE]
    certain = [mark for mark in asking if mark.evidence >= CERTAIN]
    if len(certain) < WEIGHTS.run or len(asking) < WEIGHTS.half * len(titled):
        return None
    if median(_lengths(asking, one.marks, blocks, skipped)) > _LONGEST_ANSWER:
        return None
    kept = titled if _are_listed(titled, blocks, skipped) else asking
    return replace(one, marks=tuple(kept), asking_share=1.0, sure_share=1.0)


def _lengths(
    asking: Sequence[Marking],
    marks: Sequence[Marking],
    blocks: Sequence[Block],
    skipped: Mapping[int, str],
) -> list[int]:
    """Return how much stands below each heading that asks."""
    ends = dict(
        zip(
            (mark.index for mark in marks),
            [*(mark.index for mark in marks[1:]), len(blocks)],
            strict=True,
        )
    )
    return [
        sum(
            len(blocks[index].text)
            for index in range(mark.index + 1, ends[mark.index])
            if index not in skipped
        )
        for mark in asking
    ]


def _are_listed(
    marks: Sequence[Marking], blocks: Sequence[Block], skipped: Mapping[int, str]
) -> bool:
    """Whether a table of contents lists these headings."""
    listed = {
        title_key(plain(line).strip(" *+-0123456789.)"))
        for index, reason in skipped.items()
        if reason == CONTENTS
        for line in blocks[index].text.split("\n")
    }
    found = sum(title_key(mark.title) in listed for mark in marks)
    return found >= WEIGHTS.nearly_all * len(marks)
