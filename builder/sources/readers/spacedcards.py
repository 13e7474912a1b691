"""Cards in plain text that two blank lines part, and one blank line their sides.

The front asks, has a gap, or leads into its back with a colon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import median

from builder.sources.items import Item
from builder.sources.language.asking import asks
from builder.sources.readers import markup
from builder.sources.readers.block import Document

_BETWEEN_CARDS = re.compile(r"\n(?:[ \t]*\n){2,}")
_BETWEEN_SIDES = re.compile(r"\n[ \t]*\n")
_LEADS = re.compile(r"[:：]\s*$|\[[^\[\]]*\]|_{3,}|\.{3}|…")
_FEWEST = 4
_NEARLY_ALL = 0.8
_HALF = 0.5
# Sides are short; the parts of an article are not.
_LONGEST_FRONT = 400
_SHORT_BACK = 300
_MOST_SIDES = 3


def read(text: str) -> Document | None:
    """Return the cards of a text, when nearly all of its parts are two sides."""
    parts = list(_parts(text))
    cards = [(sides[0], sides[1]) for _, sides in parts if len(sides) == 2]
    if len(cards) < _FEWEST or len(cards) < _NEARLY_ALL * len(parts):
        return None
    if any(len(sides) > _MOST_SIDES for _, sides in parts):
        return None
    fronts = [front for front, _ in cards]
    leading = sum(asks(one) or bool(_LEADS.search(one)) for one in fronts)
    is_short = median(len(back) for _, back in cards) <= _SHORT_BACK
    if leading < _HALF * len(cards) or not is_short:
        return None
    if max(map(len, fronts)) > _LONGEST_FRONT:
        return None
    has_entities = markup.uses_entities([text])
    shown = [
        (
            line,
            [markup.text_as_markdown(one, has_entities=has_entities) for one in sides],
        )
        for line, sides in parts
    ]
    return Document(
        items=tuple(
            Item(sides[0], "\n\n".join(sides[1:]), line) for line, sides in shown
        )
    )


def _parts(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield what stands between the blank lines with its line, and its sides."""
    start = 0
    for end in [
        *(match.span() for match in _BETWEEN_CARDS.finditer(text)),
        (len(text),) * 2,
    ]:
        part = text[start : end[0]]
        if part.strip():
            line = text.count("\n", 0, start + len(part) - len(part.lstrip())) + 1
            sides = [one.strip() for one in _BETWEEN_SIDES.split(part.strip())]
            yield line, _two(sides)
        start = end[1]


def _two(sides: list[str]) -> list[str]:
    """Return the sides of a card, whose front may end at its first line."""
    front, _, back = sides[0].partition("\n")
    is_split = len(sides) == 1 and back and (asks(front) or _LEADS.search(front))
    return [front, back] if is_split else sides
