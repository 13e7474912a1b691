"""What asks, and how surely: rules in their order, the first that holds decides."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from builder.sources.language import askingchinese, askingenglish
from builder.sources.language.confidence import (
    ASKING,
    CERTAIN,
    DEMANDED,
    EVIDENT,
    NONE,
    SURE,
)
from builder.sources.language.remarks import judgement, without_remarks
from builder.sources.language.rule import Rule, Rules, examples
from builder.sources.language.signs import (
    LEAD_INS,
    LEAD_INS_CHINESE,
    LONGEST_WITH_MARK,
    SIGNS,
    WONDERS,
)

# Longer texts are no questions.
_LONGEST = 400

_MARK_INSIDE = Rule(
    "question mark inside",
    EVIDENT,
    "[?？]",
    ("What is it? In short, please", "是什么？简单说说"),
    longest=LONGEST_WITH_MARK,
)
WORDINGS = Rules(
    "wording",
    (
        _MARK_INSIDE,
        *askingenglish.ENGLISH_WORDINGS,
        *askingchinese.CHINESE_WORDINGS,
        askingenglish.COMPARISON,
        *askingchinese.FAINTER_WORDINGS,
    ),
)

# What a line ends with, or its length, makes it weaker by this factor.
_COLON = rf"\A(?!{WONDERS})[\s\S]*[:：]$"
_BEFORE_A_LIST = Rule(
    "a colon, as before a list",
    0.6,
    _COLON,
    ("Do the boats float:", "如何靠岸："),
    ("What you need:", "如何靠岸"),
)
_BEHIND_A_TOPIC = Rule(
    "a colon, as behind a topic",
    0.95,
    _COLON,
    ("靠岸步骤：", "Name it:"),
    ("What you need:",),
)
_GOES_ON = Rule(
    "an end as of a statement",
    0.5,
    rf"\A(?![\s\S]*?{askingchinese.TELLS_LATER})[\s\S]*[。；;,，、]$",
    examples(
        "如何靠岸。 | Is it so; | 如何靠岸； | Is it so, | 如何靠岸， | 如何靠岸、"
    ),
    ("关于潮汐，说说看法。", "如何靠岸"),
)
_LONG = Rule(
    "longer than a title",
    0.4,
    r"\A[\s\S]{161}",
    ("How " + "a" * 157,),
    ("How " + "a" * 156,),
)
DOUBTS = Rules("doubt", (_BEFORE_A_LIST, _GOES_ON, _LONG))
# Of what hardly more than a topic is named, a colon takes nothing.
TOPIC_DOUBTS = Rules("doubt of a topic", (_BEHIND_A_TOPIC, _GOES_ON, _LONG))


@dataclass(frozen=True, slots=True)
class Reading:
    """How surely a line asks, by which rule, and what made it less sure."""

    confidence: float = NONE
    rule: str = ""
    doubts: tuple[str, ...] = ()


_JUDGED = Reading(SURE, "statement with its verdict")
_PLAIN = Reading()


@lru_cache(maxsize=4_096)
def read(text: str) -> Reading:
    """Return how a line asks, read by itself."""
    bare = without_remarks(text).strip(" \t\"'“”‘’「」*_`~#-–—").strip()
    if not bare or len(bare) > _LONGEST:
        return _PLAIN
    if judgement(bare)[1]:
        return _JUDGED
    for table in (SIGNS, LEAD_INS, LEAD_INS_CHINESE):
        rule = table.decided_by(bare)
        if rule is not None:
            return Reading(rule.confidence, rule.name)
    rule = WORDINGS.decided_by(bare)
    return _PLAIN if rule is None else _doubted(rule, bare)


def _doubted(rule: Rule, bare: str) -> Reading:
    table = DOUBTS if rule.confidence > DEMANDED else TOPIC_DOUBTS
    doubts = [doubt for doubt in table.rules if table.matches(doubt, bare)]
    confidence = rule.confidence
    for doubt in doubts:
        confidence *= doubt.confidence
    return Reading(confidence, rule.name, tuple(doubt.name for doubt in doubts))


def interrogation(text: str) -> float:
    """Return how surely a line asks: 1 for a question mark, 0 for a plain sentence."""
    return read(text).confidence


def asks(text: str) -> bool:
    """Whether the wording alone makes a line a question."""
    return interrogation(text) >= ASKING


_BEGINS = Rules(
    "beginning",
    tuple(
        Rule(name, CERTAIN, pattern, ())
        for name, pattern in (
            ("opens", rf"\A(?:{askingenglish.OPENS})\b"),
            ("Chinese", askingchinese.QUESTION_WORDS),
        )
    ),
)


def asks_by_words(bare: str) -> bool:
    """Whether a line begins with a word that asks."""
    return _BEGINS.holds(bare)


_ORDER = Rules(
    "order", (Rule("order", CERTAIN, rf"\A(?:{askingenglish.IMPERATIVE})", ()),)
)


def is_imperative(bare: str) -> bool:
    """Whether a sentence tells the reader to explain something."""
    return _ORDER.holds(bare)
