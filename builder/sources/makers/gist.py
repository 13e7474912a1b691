"""A long answer that says it first: what stands first is the answer, the rest is beside it.

Yes: a sentence or two and then code, `什么是 Pod?` answered by `Pod 是…` and three paragraphs.
No: a question for code or for a list, an answer in parts, a first paragraph that leads on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from builder.cards.gate import stands_in, weight
from builder.sources.items import Item
from builder.sources.language.directanswers import (
    ASKS_FOR_MORE,
    ASKS_WHAT,
    ASKS_WHETHER,
    COUNTS_OUT,
    SAYS_WHETHER,
    SHOWS,
)
from builder.sources.language.plain import plain
from builder.sources.makers import points
from builder.sources.makers.answerblocks import AnswerBlock, blocks_of
from builder.sources.makers.labelled import first_sentences, written
from builder.sources.makers.maker import Candidate
from builder.sources.makers.parts import LONGEST_WHOLE, parted_groups
from builder.sources.makers.questionnote import can_ask

_SHORTEST, _LONGEST = 30, 150


def candidates(item: Item) -> Iterator[Candidate]:
    """Yield the short answer that stands first in a long one, with the rest as `extra`."""
    is_long = can_ask(item) and weight(item.answer) > LONGEST_WHOLE
    if not is_long or parted_groups(item) or any(points.candidates(item)):
        return
    blocks = blocks_of(item.answer)
    told = _told_first(blocks)
    said = "\n\n".join(told)
    rest = _after(blocks, told)
    if not rest or not _SHORTEST <= weight(said) <= _LONGEST or COUNTS_OUT.holds(said):
        return
    if not re.search(r"[:：,，]\W*$", said) and _is_answer(item, said, rest):
        written_rest = "\n\n".join(written(block) for block in rest)
        extra = "\n\n".join(part for part in (written_rest, item.extra.strip()) if part)
        fields = {"front": item.question, "back": said, "extra": extra}
        yield Candidate("basic", fields, covers=frozenset(range(len(blocks))))


def _told_first(blocks: Sequence[AnswerBlock]) -> list[str]:
    """Return the paragraphs that stand first and can be said; of a long one, sentences."""
    told: list[str] = []
    left = float(_LONGEST)
    for block in blocks:
        if block.kind != "paragraph" or SHOWS.holds(block.text):
            break
        left -= weight(block.text)
        if left < 0:
            break
        told.append(block.text)
    if not told and blocks and blocks[0].kind == "paragraph":
        first = first_sentences(blocks[0].text, _LONGEST)
        told = [first] if first else []
    return told


def _after(blocks: Sequence[AnswerBlock], told: Sequence[str]) -> list[AnswerBlock]:
    """Return what follows what is told first."""
    if not told:
        return []
    first = blocks[0].text
    if len(told) == 1 and told[0] != first:
        left = first.removeprefix(told[0]).strip()
        return [AnswerBlock("paragraph", left), *blocks[1:]]
    return list(blocks[len(told) :])


def _is_answer(item: Item, said: str, rest: Sequence[AnswerBlock]) -> bool:
    """Whether what stands first answers a question, and the rest only shows or adds."""
    question = plain(item.question.split("\n")[0])
    if ASKS_WHETHER.holds(question):
        return SAYS_WHETHER.holds(said)
    match = ASKS_WHAT.pattern.match(question)
    if match is not None:
        name = "".join(filter(None, match.groups())).strip(" `\"'“”")
        return stands_in(name, said.split("\n", 1)[0][: len(name) + 40])
    if ASKS_FOR_MORE.holds(question) or not re.fullmatch(r"[^?？]+[?？]\W*", question):
        return False
    shows = rest[0].kind in {"fence", "other"} or SHOWS.holds(rest[0].text)
    return shows or all(block.kind in {"fence", "table", "other"} for block in rest)
