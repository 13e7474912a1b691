"""How much of a source is in no card, and where it stood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from builder.sources.items import Item, LeftOut

# What nobody would look for: it was never meant to be read.
_UNSPOKEN = frozenset({"comment", "markup"})
# What is no loss: it stands elsewhere in the cards, or only leads around the source.
_NO_LOSS = frozenset(
    {
        "dropped by you",
        "front matter",
        "header or footer of the pages",
        "heading of a section",
        "key, put into the answers",
        "navigation or advertisement",
        "neither question nor answer",
        "table of contents",
        "tags of a heading",
        "title of the document",
    }
)
# From here on an author should look at what is left out.
_MUCH = 0.1


@dataclass(frozen=True, slots=True)
class Losses:
    """What is left out of the cards; ``share`` is the part of the text that is lost.

    The most of it stands from ``first`` to ``last`` line, for one ``reason``.
    """

    pieces: int = 0
    share: float = 0.0
    first: int = 0
    last: int = 0
    reason: str = ""

    @property
    def is_much(self) -> bool:
        """Whether so much is lost that the cards may not be what the author wants."""
        return self.share > _MUCH


def spoken(left_out: Sequence[LeftOut]) -> list[LeftOut]:
    """Return the pieces that a reader of the source would miss."""
    return [one for one in left_out if one.reason not in _UNSPOKEN and one.text.strip()]


def losses(items: Sequence[Item], left_out: Sequence[LeftOut]) -> Losses:
    """Return how much of a source is in none of its items."""
    told = spoken(left_out)
    lost = [one for one in told if one.reason not in _NO_LOSS]
    if not lost:
        return Losses(len(told))
    length = _length(lost)
    kept = sum(map(_item_length, items))
    largest = max(_runs(lost, [item.line for item in items]), key=_length)
    reasons = Counter({one.reason: len(one.text) for one in largest})
    return Losses(
        len(told),
        length / (length + kept),
        largest[0].line,
        largest[-1].line + largest[-1].text.strip().count("\n"),
        reasons.most_common(1)[0][0],
    )


def _length(pieces: Sequence[LeftOut]) -> int:
    return sum(len(one.text) for one in pieces)


def _item_length(item: Item) -> int:
    texts = (item.question, item.answer, item.extra, item.hint, *item.choices)
    return sum(map(len, texts))


def _runs(lost: Sequence[LeftOut], kept: Sequence[int]) -> list[list[LeftOut]]:
    """Split pieces where a question stands between them, whose lines are ``kept``."""
    runs: list[list[LeftOut]] = []
    coming = sorted(kept, reverse=True)
    for one in sorted(lost, key=lambda piece: piece.line):
        is_parted = False
        while coming and coming[-1] <= one.line:
            coming.pop()
            is_parted = True
        if is_parted or not runs:
            runs.append([])
        runs[-1].append(one)
    return runs
