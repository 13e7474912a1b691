"""An abbreviation and what it stands for.

Yes: `RWO（ReadWriteOnce）`, `Container Runtime Interface (CRI)`.
No: brackets that only explain, letters that are not those of the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.cards.gate import stands_in
from builder.sources.items import Item
from builder.sources.makers.answerblocks import blocks_of
from builder.sources.makers.maker import Candidate
from builder.sources.makers.phrases import phrase
from builder.sources.makers.questionnote import can_ask

_SHORT = r"[A-Z][A-Za-z]{0,2}[A-Z][A-Z0-9a-z]{0,4}|[A-Z]{2,7}"
_BEFORE = re.compile(
    rf"(?<![\w-])(?P<short>{_SHORT})\s?[(（](?:全称|简称|"
    rf"即)?[:：]?\s?(?P<long>[A-Z][A-Za-z]+(?:[ -]?[A-Za-z]+){{0,6}})\s?[)）,，]"
)
_BEHIND = re.compile(
    rf"(?P<long>(?:[A-Z][A-Za-z]+|of|and|for|to|the|in)(?:[ -](?:[A-Z][A-Za-z]+|of|and|"
    rf"for|to|the|in)){{1,6}})\s?[(（](?P<short>{_SHORT})[)）]"
)
_NAMED = re.compile(
    r"(?P<long>[A-Z][a-z]+(?:[A-Z][a-z]+){1,4})[,，、(（\s]*(?:简写|简称|缩写)(?:为|"
    r"是)?[:：]?\s?(?P<short>[A-Z]{2,6})(?![A-Za-z])"
)
_SMALL = frozenset(["of", "and", "for", "to", "the", "in", "on", "a", "an"])
_MOST = 3


def candidates(item: Item) -> Iterator[Candidate]:
    """Yield a note for each abbreviation that an answer spells out."""
    if not can_ask(item):
        return
    text = "\n".join(
        block.text
        for block in blocks_of(item.answer)
        if block.kind in {"paragraph", "list"}
    )
    found: dict[str, str] = {}
    for pattern in (_BEFORE, _BEHIND, _NAMED):
        for match in pattern.finditer(text):
            long = _spelt_by(match["short"], match["long"])
            if long and not stands_in(long, item.question):
                found.setdefault(match["short"], long)
    for short, long in list(found.items())[:_MOST]:
        front = phrase("stands for", short, like=item.question)
        yield Candidate("basic", {"front": front, "back": long}, short)


def _spelt_by(short: str, long: str) -> str:
    """Return the words at the end of a text whose first letters an abbreviation is."""
    words = re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", long)
    letters = short.rstrip("s").upper()
    for start in range(len(words)):
        kept = words[start:]
        full = "".join(word[0] for word in kept).upper()
        main = "".join(word[0] for word in kept if word.lower() not in _SMALL).upper()
        if letters in {full, main} and kept[0].lower() not in _SMALL and len(kept) > 1:
            return long[long.index(kept[0]) :] if start == 0 else _tail(long, kept)
    return ""


def _tail(long: str, words: list[str]) -> str:
    match = re.search(r"[ -]*".join(map(re.escape, words)) + "$", long)
    return match[0] if match else ""
