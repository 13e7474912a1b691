"""Cards of Mochi: two sides, parted by a line of three dashes.

https://mochi.cards/docs/markdown/advanced-formatting
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from builder.sources.items import Item
from builder.sources.language.asking import asks
from builder.sources.readers import deletions, lines
from builder.sources.readers.block import Document
from builder.sources.readers.dialects import marked
from builder.sources.readers.dialects.marked import MarkedLine, MarkedText, Sheet

_RULE = re.compile(r"---[ \t]*$")
_GAP = re.compile(r"\{\{(?!c\d+::)(?:(?P<number>\d{1,3})::)?(?P<gap>[^{}]+)\}\}")
_MOSTLY = 0.8
_FEWEST = 2
_MOST_WORDS = 12
_LONGEST_SIDE = 300
_LONGEST_CARD = 2_000
_MOST_SIDES = 4


def read(text: MarkedText) -> Document | None:
    """Return the cards of a text: one a paragraph, or a file that is one card."""
    sheet = Sheet(text.head)
    paragraphs = list(text.paragraphs())
    if _are_cards(paragraphs):
        for paragraph in paragraphs:
            _add_paragraph(paragraph, sheet)
    else:
        sides = _parted(text.lines)
        if _is_one_card(text, sides):
            _add(sides, sheet)
    return sheet.document()


def _are_cards(paragraphs: Sequence[Sequence[MarkedLine]]) -> bool:
    """Whether nearly all paragraphs have a line of dashes within them."""
    cards = sum(len(_parted(one)) > 1 for one in paragraphs)
    others = [one for one in paragraphs if not lines.HEADING.match(one[0].bare)]
    return cards >= _FEWEST and cards >= len(others) * _MOSTLY


def _parted(rows: Sequence[MarkedLine]) -> list[list[MarkedLine]]:
    """Return the sides of a card; nothing when one of them is blank."""
    sides: list[list[MarkedLine]] = [[]]
    for line in rows:
        if not line.is_code and _RULE.match(line.text):
            sides.append([])
        else:
            sides[-1].append(line)
    is_filled = all(any(line.bare for line in side) for side in sides)
    return sides if is_filled else []


def _is_one_card(text: MarkedText, sides: Sequence[Sequence[MarkedLine]]) -> bool:
    """Whether a short text has a front that asks, or names something."""
    if not 1 < len(sides) <= _MOST_SIDES:
        return False
    if any(lines.NUMBER.match(line.bare) for line in sides[0]):
        return False  # a list of questions above the line, their answers below it
    front, *backs = (_text(side) for side in sides)
    size = sum(map(len, (front, *backs)))
    has_headings = any(
        lines.HEADING.match(line.bare) and not line.is_code
        for side in sides
        for line in side
    )
    if has_headings or len(front) > _LONGEST_SIDE or size > _LONGEST_CARD:
        return False
    is_name = len(front.split()) <= _MOST_WORDS and not re.search(r"[.。:：]$", front)
    return (
        asks(front.split("\n")[-1])
        or bool(_GAP.search(front))
        or (is_name and not text.head.title)
    )


def _add_paragraph(paragraph: Sequence[MarkedLine], sheet: Sheet) -> None:
    heading = lines.HEADING.match(paragraph[0].bare)
    sides = _parted(paragraph)
    if heading is not None and len(sides) < _FEWEST:
        sheet.enter(len(heading["marks"]), heading["text"].strip(), paragraph[0].number)
    elif len(sides) < _FEWEST:
        sheet.leave(paragraph[0].number, _text(paragraph))
    else:
        _add(sides, sheet)


def _add(sides: Sequence[Sequence[MarkedLine]], sheet: Sheet) -> None:
    front, *backs = (_text(side) for side in sides)
    line = next(one.number for one in sides[0] if one.bare)
    front = re.sub(r"^#{1,6}\s+", "", front)
    gapped = deletions.with_deletions(front, _GAP)
    answer = "\n\n".join(backs)
    if gapped != front and deletions.is_cloze(gapped):
        item = Item(gapped, "", line, section=sheet.section, extra=answer, form="cloze")
    else:
        front, tags = marked.without_tags(front)
        item = Item(front, answer, line, tags, sheet.section)
    sheet.items.append(item)


def _text(rows: Sequence[MarkedLine]) -> str:
    return "\n".join(line.text.rstrip() for line in rows).strip("\n ")
