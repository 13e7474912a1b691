"""What asks, and how surely: wordings in their order, the first that holds decides."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from builder.sources.language import (
    askingchinese,
    askingenglish,
    askingothers,
    askingtopics,
)
from builder.sources.language.askingon import asking_length
from builder.sources.language.confidence import (
    ASKING,
    CERTAIN,
    DEMANDED,
    EVIDENT,
    NONE,
    SURE,
)
from builder.sources.language.plain import masked_code
from builder.sources.language.remarks import judgement, without_remarks
from builder.sources.language.signs import (
    LEAD_INS,
    LEAD_INS_CHINESE,
    LONGEST_WITH_MARK,
    SIGNS,
    WONDERS,
)
from builder.sources.language.wording import Wording, Wordings, examples, phrases

# Longer texts are no questions.
_LONGEST = 400

_MARK_INSIDE = Wording(
    "question mark inside",
    EVIDENT,
    "[?？؟]",
    ("What is it? In short, please", "是什么？简单说说", "ما هو؟ باختصار"),
    ("What is it? " + "boats " * 32,),
    longest=LONGEST_WITH_MARK,
)
WORDINGS = Wordings(
    "wording",
    (
        _MARK_INSIDE,
        *askingenglish.ENGLISH_WORDINGS,
        *askingchinese.CHINESE_WORDINGS,
        *askingothers.OTHER_WORDINGS,
        askingenglish.COMPARISON,
        *askingchinese.FAINTER_WORDINGS,
        *askingtopics.TOPIC_WORDINGS,
    ),
)

# What a line ends with, or its length, makes it weaker by this factor.
_COLON = rf"\A(?!{WONDERS})[\s\S]*[:：]$"
_BEFORE_A_LIST = Wording(
    "a colon, as before a list",
    0.6,
    _COLON,
    examples(
        "Do the boats float: | 如何靠岸： | How to moor: | What ever floats: | "
        "Is it so, when: | Whichever floats, is it so:"
    ),
    examples(
        "What you need: | Which boats float: | Why boats float: | How boats float: | "
        "Who steers: | When boats float: | Where boats float: | Explain this: | "
        "Predict this: | 如何靠岸"
    ),
)
_BEHIND_A_TOPIC = Wording(
    "a colon, as behind a topic",
    0.95,
    _COLON,
    ("靠岸步骤：", "Name it:"),
    ("What you need:",),
)
_GOES_ON = Wording(
    "an end as of a statement",
    0.5,
    rf"\A(?![\s\S]*?{askingchinese.TELLS_LATER})[\s\S]*[。；;,，、]$",
    examples(
        "如何靠岸。 | Is it so; | 如何靠岸； | Is it so, | 如何靠岸， | 如何靠岸、"
    ),
    ("关于潮汐，说说看法。", "说说看法。", "如何靠岸"),
)
_LONG = Wording(
    "longer than a title",
    0.4,
    r"\A[\s\S]{161}",
    ("How " + "a" * 157,),
    ("How " + "a" * 156,),
)
DOUBTS = Wordings("doubt", (_BEFORE_A_LIST, _GOES_ON, _LONG))
# Of what hardly more than a topic is named, a colon takes nothing.
TOPIC_DOUBTS = Wordings("doubt of a topic", (_BEHIND_A_TOPIC, _GOES_ON, _LONG))


@dataclass(frozen=True, slots=True)
class Reading:
    """How surely a line asks, by which wording, and what made it less sure."""

    confidence: float = NONE
    wording: str = ""
    doubts: tuple[str, ...] = ()


_JUDGED = Reading(SURE, "statement with its verdict")
_ASKED_TWICE = Reading(CERTAIN, "question with a request behind it")
_PLAIN = Reading()


@lru_cache(maxsize=4_096)
def read(text: str) -> Reading:
    """Return how a line asks, read by itself."""
    bare = masked_code(without_remarks(text)).strip(" \t\"'“”‘’「」*_`~#-–—").strip()
    if not bare or len(bare) > _LONGEST:
        return _PLAIN
    if judgement(bare)[1]:
        return _JUDGED
    for table in (SIGNS, LEAD_INS, LEAD_INS_CHINESE):
        row = table.decided_by(bare)
        if row is not None:
            return Reading(row.confidence, row.name)
    row = WORDINGS.decided_by(bare)
    if row is _MARK_INSIDE and _only_asks(bare):
        return _ASKED_TWICE
    return _PLAIN if row is None else _doubted(row, bare)


def _only_asks(bare: str) -> bool:
    """Whether what stands behind the first question mark of a line asks as well."""
    behind = re.split("[?？؟]", bare, maxsplit=1)[1].strip()
    return asking_length(behind, bare) == len(behind)


def _doubted(row: Wording, bare: str) -> Reading:
    table = DOUBTS if row.confidence > DEMANDED else TOPIC_DOUBTS
    doubts = [doubt for doubt in table.rows if table.matches(doubt, bare)]
    confidence = row.confidence
    for doubt in doubts:
        confidence *= doubt.confidence
    return Reading(confidence, row.name, tuple(doubt.name for doubt in doubts))


def interrogation(text: str) -> float:
    """Return how surely a line asks: 1 for a question mark, 0 for a plain sentence."""
    return read(text).confidence


def asks(text: str) -> bool:
    """Whether the wording alone makes a line a question."""
    return interrogation(text) >= ASKING


_BEGINNINGS = phrases(
    "beginning",
    (rf"\A(?:{askingenglish.OPENS})\b", "What a quay is", "Explain it"),
    (askingchinese.QUESTION_WORDS, "码头是什么"),
)


def asks_by_words(bare: str) -> bool:
    """Whether a line begins with a word that asks."""
    return _BEGINNINGS.holds(bare)


_ORDERS = phrases(
    "order",
    (
        rf"\A(?:{askingenglish.IMPERATIVE})",
        *examples(
            "Explain it. | Describe it. | Define it. | Differentiate them. | "
            "Distinguish them. | Discuss it. | Compare them. | Tell them. | "
            "Briefly: it."
        ),
    ),
)


def is_imperative(bare: str) -> bool:
    """Whether a sentence tells the reader to explain something."""
    return _ORDERS.holds(bare)
