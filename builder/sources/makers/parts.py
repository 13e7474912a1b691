"""A long answer whose parts have names: a note for each part, and one to say them all.

Yes: sub-headings, bold lead-ins, `kube-proxy: …`, `1. Node management. …`.
Of a part that is long, its first sentences are to be said and the rest is beside them.
No: a list short enough to be asked as it stands, paragraphs without names, benefits, tips.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.cards.gate import stands_in, weight
from builder.sources.items import Item
from builder.sources.makers.answerblocks import AnswerBlock, blocks_of
from builder.sources.makers.labelled import (
    LabelGroup,
    NamedPart,
    first_sentences,
    is_name,
    label_groups,
)
from builder.sources.makers.maker import Candidate
from builder.sources.makers.questionnote import can_ask, is_praise, question_for

LONGEST_WHOLE = 260
"""As much as a learner can recite: a longer answer is divided."""

_FENCES = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)
_SHORTEST_PART, _LONGEST_PART, _LONGEST_LEAD = 20, 110, 60
_FEWEST, _MOST = 2, 12


def candidates(item: Item) -> Iterator[Candidate]:
    """Yield a note for each part of a long answer."""
    for group in parted_groups(item):
        whole = range(group.first, group.last + 1) if group.is_whole else ()
        covers = frozenset(whole)
        for label in group.labels:
            front = f"{item.question}\n\n**{shown_name(label)}**"
            back, extra = _told_of(label)
            beside = {"extra": extra} if extra else {}
            if weight(_FENCES.sub("", back)) <= _LONGEST_PART:
                fields = {"front": front, "back": back, **beside}
                yield Candidate("basic", fields, label.name, covers)


def _told_of(label: NamedPart) -> tuple[str, str]:
    """Return what is to be said of a part, and what can be read after it."""
    if weight(label.whole) <= _LONGEST_PART or not label.said:
        return label.whole, ""
    back = first_sentences(label.said, _LONGEST_PART) or label.said
    rest = label.said.removeprefix(back).strip()
    return back, "\n\n".join(text for text in (rest, label.below) if text)


def is_asked_by_parts(item: Item, covered: frozenset[int]) -> bool:
    """Whether notes that cover some blocks of an answer leave nothing unasked in it."""
    blocks = blocks_of(item.answer)
    rest = [block for place, block in enumerate(blocks) if place not in covered]
    return bool(covered) and all(map(_leads, rest))


def _leads(block: AnswerBlock) -> bool:
    is_lead = block.kind == "heading" or re.search(r"[:：]\s*$", block.text)
    return bool(is_lead) and weight(block.text) <= _LONGEST_LEAD


def parted_groups(item: Item) -> list[LabelGroup]:
    """Return the groups of parts that are worth a note each, none inside another."""
    is_long = can_ask(item) and weight(item.answer) > LONGEST_WHOLE
    if not is_long or is_praise(item.question):
        return []
    found: list[LabelGroup] = []
    taken: set[int] = set()
    widest = sorted(label_groups(item.answer), key=lambda one: one.first - one.last)
    for group in widest:
        places = set(range(group.first, group.last + 1))
        if not places & taken and _is_worth_it(item, group):
            found.append(group)
            taken |= places
    return sorted(found, key=lambda one: one.first)


def _is_worth_it(item: Item, group: LabelGroup) -> bool:
    labels = group.labels
    if not _FEWEST <= len(labels) <= _MOST:
        return False
    weights = [weight(_FENCES.sub("", label.whole)) for label in labels]
    if min(weights) < _SHORTEST_PART or sum(weights) < LONGEST_WHOLE / 2:
        return False
    if question_for(item, "", group.first, group.last) != item.question:
        return False
    return all(
        is_name(label.name) and not stands_in(label.whole, item.question)
        for label in labels
    )


def shown_name(label: NamedPart) -> str:
    """Return the name of a part as it stands above it."""
    return label.name.replace("*", "")
