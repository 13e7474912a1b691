"""The words of all notes as numbers, the rarest first: what likeness is measured by.

Words of scripts that put spaces between them stand for themselves; Chinese, Japanese
and Thai are taken by pairs of characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from math import log, sqrt
from typing import TypeAlias

from builder.check.plaintext import plain

_WIDE = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
_WORD = re.compile(rf"[^\W{_WIDE}]+")
_WIDE_RUN = re.compile(rf"[{_WIDE}]+")

WordSet: TypeAlias = tuple[int, ...]
"""The words of a text, each once, the rarest of the deck first."""


@dataclass(frozen=True, slots=True)
class Words:
    """What is known of the words of a deck, by their numbers."""

    names: Sequence[str]
    counts: Sequence[int]
    texts: int

    def weight(self, words: Iterable[int]) -> float:
        """Return how much words tell: a rare one more than one of many notes."""
        return sum(log((self.texts + 1) / self.counts[word]) ** 2 for word in words)

    def likeness(self, one: set[int], other: set[int]) -> float:
        """Return how alike two texts are, by the weight of their words: from 0 to 1."""
        together = sqrt(self.weight(one) * self.weight(other))
        return self.weight(one & other) / together if together else 0.0


def word_sets(
    texts: Iterable[Sequence[str]],
) -> tuple[Words, list[tuple[WordSet, ...]]]:
    """Return the words of several texts each of many notes, and what is known of them."""
    first: defaultdict[str, int] = defaultdict(count().__next__)
    counts: Counter[int] = Counter()
    read: list[tuple[WordSet, ...]] = []
    for parts in texts:
        found = [set(map(first.__getitem__, words(part))) for part in parts]
        counts.update(set().union(*found))
        read.append(tuple(map(tuple, found)))
    names = list(first)
    by_rarity = sorted(range(len(names)), key=lambda number: (counts[number], number))
    rank = [0] * len(names)
    for place, number in enumerate(by_rarity):
        rank[number] = place
    known = Words(
        [names[number] for number in by_rarity],
        [counts[number] for number in by_rarity],
        len(read),
    )
    for place, sets in enumerate(read):
        read[place] = tuple(
            tuple(sorted([rank[number] for number in one])) for one in sets
        )
    return known, read


def words(text: str) -> list[str]:
    """Return the words of a text, as often as they stand there."""
    said = plain(text).casefold()
    if said.isascii():
        return _WORD.findall(said)
    said = unicodedata.normalize("NFKC", said)
    found = _WORD.findall(said)
    for run in _WIDE_RUN.findall(said):
        pairs = [run[place : place + 2] for place in range(len(run) - 1)]
        found += pairs or [run]
    return found
