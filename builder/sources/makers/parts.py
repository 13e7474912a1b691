"""A long answer whose parts have names: a note for each part, and one to say them all.

Yes: sub-headings, bold lead-ins, `kube-proxy: …`, `1. Node management. …`.
No: a list short enough to be asked as it stands, paragraphs without names.
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
    label_groups,
)
from builder.sources.makers.maker import Candidate
from builder.sources.makers.questionnote import can_ask

LONGEST_WHOLE = 260
"""As much as a learner can recite: a longer answer is divided."""

_FENCES = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)
_SHORTEST_PART, _LONGEST_LEAD = 20, 60
_FEWEST, _MOST = 2, 12


def candidates(item: Item) -> Iterator[Candidate]:
    """Yield a note for each part of a long answer."""
    for group in parted_groups(item):
        whole = range(group.first, group.last + 1) if group.is_whole else ()
        covers = frozenset(whole)
        for label in group.labels:
            front = f"{item.question}\n\n**{shown_name(label)}**"
            yield Candidate(
                "basic", {"front": front, "back": label.whole}, label.name, covers
            )


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
    if not can_ask(item) or weight(item.answer) <= LONGEST_WHOLE:
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
    return not any(stands_in(label.whole, item.question) for label in labels)


def shown_name(label: NamedPart) -> str:
    """Return the name of a part as it stands above it."""
    return label.name.replace("*", "")
