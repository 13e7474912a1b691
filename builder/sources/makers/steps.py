"""A sequence: each step is asked for by those before it.

Yes: a counted list below a question for a process, one whose entries say first and then.
No: counted reasons, kinds or features, steps of a paragraph each, what something is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.cards.gate import weight
from builder.sources.items import Item
from builder.sources.language.directanswers import ASKS_WHAT
from builder.sources.language.plain import plain
from builder.sources.makers.answerblocks import AnswerBlock, blocks_of
from builder.sources.makers.labelled import first_sentence, lead_of
from builder.sources.makers.maker import Candidate, Fields
from builder.sources.makers.phrases import phrase
from builder.sources.makers.questionnote import can_ask, has_marks, question_for

_FEWEST, _MOST = 3, 9
_LONGEST = 90
_ASKS = re.compile(
    r"步骤|流程|(?<!多)过程|顺序|阶段|(?i:\bsteps?\b|\bprocess\b|\bworkflow\b|\bstages\b|"
    r"\bphases\b|"
    r"\bsequence\b|\bhappens\b.{0,24}\b(?:when|after|if)\b|\bin (?:what|which) order\b)"
)
_FIRST = re.compile(r"(?i)^(?:首先|第一步|first\b|start(?: by|\b)|begin)")
_LATER = re.compile(
    r"(?i)^(?:然后|接着|接下来|随后|最后|最终|再|then\b|next\b|finally\b|lastly\b|after that)"
)
_NOT_STEPS = re.compile(
    r"区别|优点|缺点|特点|方式|方法|哪几种|(?i:\bmethods?\b|\bdifferences?\b|"
    r"\badvantages?\b|\bways?\b|\btypes?\b)"
)


def candidates(item: Item) -> Iterator[Candidate]:
    """Yield the steps of each sequence that an answer tells."""
    if not can_ask(item):
        return
    blocks = blocks_of(item.answer)
    lists = [place for place, one in enumerate(blocks) if _is_long_enough(one)]
    for place in lists:
        block, lead = blocks[place], lead_of(blocks, place)
        front = _front(item, lead, place, is_alone=len(lists) == 1)
        if not front or not is_sequence(block, f"{front}\n{lead}"):
            continue
        steps = tuple(_step(entry.text) for entry in block.entries)
        whole = all(
            step.rstrip("。.;；") == entry.text.strip().rstrip("。.;；")
            and not entry.below
            for step, entry in zip(steps, block.entries, strict=True)
        )
        covers = frozenset([place]) if whole else frozenset()
        is_open = any(re.search(r"[:：]$", step) for step in steps)
        if (
            not is_open
            and max(map(weight, steps)) <= _LONGEST
            and not any(map(has_marks, steps))
        ):
            front = phrase("in order", front, like=item.question)
            fields: Fields = {"front": front, "steps": steps}
            yield Candidate("steps", fields, "" if len(lists) == 1 else lead, covers)


def _is_long_enough(block: AnswerBlock) -> bool:
    return block.is_ordered and _FEWEST <= len(block.entries) <= _MOST


def is_sequence(block: AnswerBlock, asked: str) -> bool:
    """Whether a list tells what comes after what, by its words or by what is asked."""
    texts = [entry.text for entry in block.entries]
    if _FIRST.search(texts[0]) and any(_LATER.search(one) for one in texts[1:]):
        return True
    return bool(_ASKS.search(asked)) and not _NOT_STEPS.search(asked)


def _step(text: str) -> str:
    """Return a step in a sentence; the whole of it when it is short enough."""
    line = re.sub(r"\s*\n\s*", " ", text).strip()
    if weight(line) <= _LONGEST / 2:
        return line
    return first_sentence(line)


def _front(item: Item, lead: str, place: int, *, is_alone: bool) -> str:
    """Return what asks for a list of steps: what something is asks for none."""
    asked = question_for(item, lead, place, place)
    if asked != item.question:
        return asked
    bare = lead.strip(" :：,，")
    if ASKS_WHAT.holds(plain(item.question)) and not _ASKS.search(asked):
        return f"{item.question} {bare}" if bare else ""
    return asked if is_alone or not bare else f"{asked} {bare}"
