"""What the notes beside an item's own have in common: the question, then what is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from builder.cards.gate import size, weight
from builder.sources.items import Item
from builder.sources.language.askedparts import POINTS_BACK, PRAISE
from builder.sources.makers.answerblocks import blocks_of
from builder.sources.makers.maker import Candidate

# Sets that have no end, and virtues and faults that everybody words in his own way.
_OPEN = re.compile(
    r"优点|缺点|区别|不同|差异|优势|劣势|好处|坏处|特点|特性|特征|注意|建议|原因|为什么|"
    r"场景|最佳实践|"
    r"技巧|优化|例子|举例|一些|指标|你了解|你知道|你用过|"
    r"(?i:\b(?:dis)?advantages?\b|\bbenefits?\b|\bpros\b|\bcons\b|\bdrawbacks?\b|"
    r"\bdifferences?\b|\bdistinctions?\b|"
    r"\bfeatures?\b|\bwhy\b|"
    r"\bconsiderations?\b|\bbest practices?\b|\btips?\b|\buse cases?\b|\bexamples?\b|"
    r"\bchallenges?\b|"
    r"\blimitations?\b|\bproblems?\b|\breasons?\b|\bimportan(?:t|ce)\b|\bimprove\b|"
    r"\boptimi[sz]e\b)"
)
_LOOSE = re.compile(
    r"常见|常用|比较|主流|可能|哪些情况|(?i:\bsome\b|\bcommon(?:ly)?\b|\bpossible\b|"
    r"\btypical(?:ly)?\b|\bfamiliar\b|"
    r"\bvarious\b|\bincluding\b|\bpopular\b|\bhave you\b|\bdo you know\b|\bone or more\b|"
    r"\bways?\b|\bsuch as\b|\blike\b)"
)
_SHORTEST_LEAD, _FEWEST_WORDS, _NEARLY_ALL = 10, 4, 0.8
_MARKS = re.compile(r"\{\{|\}\}|::|==")


def cloze_note(
    item: Item,
    rows: Sequence[str],
    *,
    asked: str = "",
    part: str = "",
    covers: frozenset[int] = frozenset(),
) -> Candidate:
    """Return a cloze note: what is asked, and below it what has the deletions."""
    text = "\n".join([asked or item.question, "", *rows])
    return Candidate("cloze", {"cloze": text}, part, covers)


def question_for(item: Item, lead: str, first: int, last: int) -> str:
    """Return what some blocks of an answer answer; nothing when nobody says so.

    Most of an answer answers the question, and so do lists that are nearly all of it. What
    is less answers the sentence that leads into it, if that says by itself what of.
    """
    blocks = blocks_of(item.answer)
    weights = [weight(block.text) for block in blocks]
    lists = [
        heavy
        for block, heavy in zip(blocks, weights, strict=True)
        if block.kind == "list"
    ]
    is_most = sum(weights[first : last + 1]) * 2 >= sum(weights)
    if is_most or sum(lists) >= sum(weights) * _NEARLY_ALL:
        return item.question
    bare = lead.strip(" :：,，")
    is_clear = weight(bare) >= _SHORTEST_LEAD and size(bare) >= _FEWEST_WORDS
    return bare if is_clear and not POINTS_BACK.holds(bare) else ""


def can_ask(item: Item) -> bool:
    """Whether notes can be made beside an item's own."""
    is_answered = not item.is_draft and not item.choices and item.form != "cloze"
    return is_answered and not item.note_type and not has_marks(item.question)


def is_open(text: str) -> bool:
    """Whether what a question or a lead asks for can be worded in many ways."""
    return bool(_OPEN.search(text))


def is_praise(text: str) -> bool:
    """Whether what is asked for are virtues, faults or advice."""
    return PRAISE.holds(text)


def is_loose(text: str) -> bool:
    """Whether a list below it is one of many that could stand there."""
    return is_open(text) or bool(_LOOSE.search(text))


def has_marks(text: str) -> bool:
    """Whether a text holds what Anki or a card file would take for a deletion."""
    return bool(_MARKS.search(text))


def deleted(rows: Sequence[str], names: Sequence[str]) -> list[str]:
    """Return rows with every name deleted wherever it is said, not inside longer words."""
    numbers = {name.casefold(): place for place, name in enumerate(names, start=1)}
    longest_first = sorted(names, key=len, reverse=True)
    pattern = re.compile("|".join(map(_bounded, longest_first)), re.IGNORECASE)

    def hidden(match: re.Match[str]) -> str:
        number = numbers.get(match[0].casefold())
        return match[0] if number is None else f"{{{{c{number}::{match[0]}}}}}"

    return [pattern.sub(hidden, row) for row in rows]


def _bounded(name: str) -> str:
    before = r"(?<![A-Za-z0-9_-])" if re.match(r"[A-Za-z0-9]", name) else ""
    after = r"(?![A-Za-z0-9_-])" if re.search(r"[A-Za-z0-9]$", name) else ""
    return f"{before}{re.escape(name)}{after}"
