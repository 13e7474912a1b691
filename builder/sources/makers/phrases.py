"""What the tool itself says on a card that it makes, by the language of the question."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, TypeAlias

Phrase: TypeAlias = Literal["in order", "every point", "command", "stands for", "what"]

PHRASES: Mapping[Phrase, Mapping[str, str]] = {
    "in order": {"zh": "{}（按顺序）", "en": "{} (in order)", "": "{} (1, 2, 3 …)"},
    "every point": {"zh": "{}（说出要点）", "en": "{} (every point)", "": "{} (…)"},
    "command": {"zh": "{}：用什么命令？", "en": "{}: which command?", "": "{} (`$`)"},
    "stands for": {
        "zh": "{} 是什么的缩写？",
        "en": "What does {} stand for?",
        "": "{} = ?",
    },
    "what": {"zh": "什么{}？", "en": "What {}?", "": ""},
}
"""Sentences with a place for what stands in the source; ``""`` is for other languages."""


def phrase(name: Phrase, text: str, *, like: str) -> str:
    """Return a text as a phrase says it in the language of another."""
    return PHRASES[name][language_of(like)].format(text)


def language_of(text: str) -> str:
    """Return ``zh`` or ``en`` when a text is surely one of these, or nothing."""
    if re.search(
        r"[\u3040-\u30ff\uac00-\ud7a3\u0400-\u04ff\u0370-\u03ff\u0590-\u0e7f]", text
    ):
        return ""
    if re.search(r"[\u3400-\u9fff]", text):
        return "zh"
    words = set(re.findall(r"[a-z]+", text.casefold()))
    is_foreign = re.search(r"[\u00c0-\u024f]", text) or not words & _ENGLISH
    return "" if is_foreign else "en"


_WORDS = """
the of is are a an what how why which when where who do does to in and or for with
explain define describe list name can should between from on by it you your
"""
_ENGLISH = frozenset(_WORDS.split())
