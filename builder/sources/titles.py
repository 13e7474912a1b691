"""What the titles in a document become: tags, and names of decks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from builder.cards.names import RESERVED_TAGS
from builder.sources.language import remarks
from builder.sources.language.plain import plain
from builder.sources.readers.encoding import printable

_LONGEST_TAG = 80
_LONGEST_LEVEL = 60
_DEEPEST = 7
# What stands around the name of a section: `第一章`, `Part 2:`, `1.2)`, `(20 points)`.
_PART = re.compile(
    r"(?i)^(?:第?\s*[一二三四五六七八九十百\d]{1,4}\s*[章节部篇]\s*[:：、.]?|part\s+\d+\s*[:.\-]?)\s*"
)
_NUMBER = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}|\d{1,3}(?:\.\d+)*)\s*[、.．:：)）]\s*|^\d{1,2}\s+(?=\D)"
)
# `:rocket:`, and pictures of letters.
_EMOJI_CODE = re.compile(r"(?<![\w:]):[a-z][a-z0-9_+-]*:(?![\w:])")
_EMOJI = re.compile(
    "[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f\u200d\u20e3]+"
)
# `(25)`, `【12题】`, `- 30 questions`: how many questions a section holds.
_THING = (
    r"(?:道?题|个|問|questions?|q(?:&a)?s?|items?|cards?|fragen|preguntas|perguntas|"
    r"domande|вопрос\w*|pytań|vragen)"
)
_COUNT = re.compile(
    rf"(?i)\s*[(（\[【]\s*共?\s*(?:\d{{1,4}}\s*{_THING}|(?:[4-9]|[1-9]\d{{1,2}}))\s*"
    rf"[)）\]】]\s*$|\s+[-–—|]\s*\d{{1,4}}\s*{_THING}\s*$"
)
_POINTS = re.compile(
    r"\s*[(（][^()（）]*\d+\s*(?:分|points?|marks?)[^()（）]*[)）]\s*$"
)
# A template may show tags and decks, and Anki puts them there as they are.
_NO_TAG = re.compile(r"[\s\"'`“”<>]+")
_NO_DECK = re.compile(r"[\s<>]+")


def tag_name(text: str) -> str:
    """Return a text as a tag that Anki can hold, or nothing."""
    text = without_emoji(plain(printable(text))).strip(" :：#.。,，;；!！?？*_-")
    parts = [_NO_TAG.sub("-", part).strip("-:") for part in text.split("::")]
    name = "::".join(part.replace(":", "-") for part in parts if part)
    name = name[:_LONGEST_TAG].strip(":-")
    return "" if not name or name.casefold() in RESERVED_TAGS else name


def section_tag(path: Iterable[str]) -> str:
    """Return the tag of a section, below those of the sections around it."""
    parts = [tag_name(section_name(title)).replace("::", "-") for title in path]
    return "::".join(part for part in parts if part)


def section_name(title: str) -> str:
    """Return the title of a section without its number and its mark."""
    bare = without_emoji(title)
    for around in (_PART, _NUMBER, _POINTS, _COUNT):
        bare = around.sub("", bare)
    bare = remarks.without_remarks(bare)
    return bare.strip(" #:：-–—*") or title.strip()


def without_emoji(text: str) -> str:
    """Return a text without emoji and their codes, but for one that is nothing else."""
    bare = _EMOJI.sub("", _EMOJI_CODE.sub("", text)).strip()
    return bare if re.search(r"\w", bare) else text.strip()


def deck_of_titles(titles: Iterable[str]) -> str:
    """Return a deck's name from the titles of its levels."""
    kept = [
        _NO_DECK.sub(" ", title.replace("::", " ").replace('"', "")).strip()
        for title in titles
    ]
    return "::".join(title[:_LONGEST_LEVEL].strip() for title in kept if title)


def deck_below(deck: str, section: Sequence[str]) -> str:
    """Return the deck of a section below another deck."""
    titles = [*deck.split("::"), *(section_name(title) for title in section)]
    return deck_of_titles(titles[:_DEEPEST])
