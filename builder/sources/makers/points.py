"""An answer to be said aloud, point by point: the names of its parts, or a list.

Yes: a long answer whose parts have names, a list of three to seven sentences.
No: a list of names (each is asked for by itself), of steps, of links, of examples.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from builder.cards.gate import is_stop_word, size, weight
from builder.sources.items import Item
from builder.sources.language.askedparts import ENDLESS, SHOWS_ELSEWHERE
from builder.sources.language.plain import plain
from builder.sources.makers import steps
from builder.sources.makers.answerblocks import AnswerBlock, Entry, blocks_of
from builder.sources.makers.labelled import (
    NamedPart,
    label_of,
    lead_of,
    says_something,
)
from builder.sources.makers.maker import Candidate
from builder.sources.makers.parts import parted_groups, shown_name
from builder.sources.makers.phrases import phrase
from builder.sources.makers.questionnote import can_ask, has_marks, question_for

_FEWEST, _MOST = 3, 7
_SHORTEST_ANSWER, _LONGEST_ENTRY, _LONGEST_LEAD = 70, 60, 60
# What stands before an answer and says nothing: `Sure.`, `好的。`.
_LONGEST_NOD = 8
# Of an entry: a shorter one is a name.
_SHORTEST_ENTRY = 4
_LINKED = re.compile(r"https?://|\]\(|^\[[^\[\]]+\]\([^()]*\)$")


def candidates(item: Item) -> Iterator[Candidate]:
    """Yield the points of an answer: of its parts, or else of each of its lists."""
    if not can_ask(item):
        return
    groups = [group for group in parted_groups(item) if group.is_whole]
    if groups:
        if len(groups) == 1 and _FEWEST <= len(groups[0].labels) <= _MOST:
            yield from _of_parts(item, groups[0].labels)
    elif weight(item.answer) >= _SHORTEST_ANSWER:
        yield from _of_lists(item)


def _of_parts(item: Item, labels: Sequence[NamedPart]) -> Iterator[Candidate]:
    """Yield the names of parts: what is said of each is asked for by its own note."""
    points = tuple(f"**{shown_name(label)}**" for label in labels)
    front = phrase("every point", item.question, like=item.question)
    yield Candidate("spoken", {"front": front, "points": points})


def _of_lists(item: Item) -> Iterator[Candidate]:
    blocks = blocks_of(item.answer)
    lists = [place for place, block in enumerate(blocks) if block.kind == "list"]
    for place in lists:
        lead = lead_of(blocks, place)
        asked = question_for(item, lead, place, place)
        points = _of_list(blocks[place]) if asked and not ENDLESS.holds(asked) else ()
        if not points or not _is_about(item, blocks, place, lead):
            continue
        is_whole = not any(entry.below for entry in blocks[place].entries)
        covers = frozenset([place]) if is_whole else frozenset()
        part = "" if asked == item.question else lead
        front = phrase("every point", asked, like=item.question)
        yield Candidate("spoken", {"front": front, "points": points}, part, covers)


def _is_about(item: Item, blocks: Sequence[AnswerBlock], place: int, lead: str) -> bool:
    """Whether it is told what a list lists: by its lead, or by the question alone."""
    if SHOWS_ELSEWHERE.holds(lead) or steps.is_sequence(
        blocks[place], f"{item.question} {lead}"
    ):
        return False
    if lead:
        return weight(lead) <= _LONGEST_LEAD and not has_marks(lead)
    is_alone = all(weight(block.text) <= _LONGEST_NOD for block in blocks[:place])
    return is_alone and not SHOWS_ELSEWHERE.holds(item.question)


def _of_list(block: AnswerBlock) -> tuple[str, ...]:
    """Return a list of sentences as points, or nothing."""
    entries = [entry for entry in block.entries if says_something(entry)]
    if not _FEWEST <= len(entries) <= _MOST:
        return ()
    if all(label_of(entry.text) for entry in entries):
        return ()
    if any(_LINKED.fullmatch(entry.text.strip()) for entry in entries):
        return ()
    points = tuple(map(_line, entries))
    return points if all(map(_is_point, points)) else ()


def _line(entry: Entry) -> str:
    """Return an entry in a line; where it links to, a card does not ask."""
    text = re.sub(r"(?<!!)\[([^\[\]]+)\]\([^()\s]*\)", r"\1", entry.text)
    return re.sub(r"\s*\n\s*", " ", text).strip()


def _is_point(text: str) -> bool:
    bare = plain(text)
    if _LINKED.search(text) or has_marks(text) or is_stop_word(bare):
        return False
    is_open = re.search(r"[:：?？]\W*$", bare)
    return (
        not is_open and size(bare) >= _SHORTEST_ENTRY and weight(bare) <= _LONGEST_ENTRY
    )
