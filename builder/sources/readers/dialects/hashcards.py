"""Cards of hashcards and SuperMemo: lines that begin with ``Q:``, ``A:`` and ``C:``.

https://github.com/eudoxia0/hashcards
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from builder.sources.items import Item
from builder.sources.language import questionwords
from builder.sources.readers import deletions, lines
from builder.sources.readers.block import Document
from builder.sources.readers.dialects.marked import MarkedLine, MarkedText, Sheet

_LABEL = re.compile(r"(?P<label>[QAC]):(?:[ \t]+|$)")
_OTHER = re.compile(r"[BDE]:[ \t]")
_RULE = re.compile(r"-{3,}[ \t]*$")
_GAP = re.compile(
    r"(?<![!\\\]])\[(?P<gap>(?:[^\[\]\\\n]|\\.)*[^\[\]\\\s](?:[^\[\]\\\n]|\\.)*)\](?![\[(:])"
)


def read(text: MarkedText) -> Document | None:
    """Return the cards of a text in which labels begin all lines that are no other's."""
    if not any(_LABEL.match(line.text) for line in text.lines):
        return None
    cards = _cards(text.lines)
    if not _is_marked(text, cards):
        return None
    sheet = Sheet(text.head)
    for card in cards:
        card.add_to(sheet)
    return sheet.document()


@dataclass(slots=True)
class _Card:
    """The lines behind each label; what stands behind none has the label ``""``."""

    parts: list[tuple[str, list[MarkedLine]]] = field(default_factory=list)

    def of(self, label: str) -> list[list[MarkedLine]]:
        return [part for name, part in self.parts if name == label]

    def text(self, label: str) -> str:
        """Return what stands behind a label; what is labelled twice goes on below."""
        texts = [
            "\n".join(line.text for line in part).strip("\n ")
            for part in self.of(label)
        ]
        # Paths from `@` on begin at the folder of the collection.
        whole = "\n".join(text for text in texts if text.strip())
        return whole.replace("](@/", "](/")

    def add_to(self, sheet: Sheet) -> None:
        first = self.parts[0][1][0]
        if self.of("C"):
            gapped = deletions.with_deletions(self.text("C"), _GAP)
            if deletions.is_cloze(gapped):
                text = re.sub(r"\\([\[\]])", r"\1", gapped)
                sheet.items.append(
                    Item(text, "", first.number, section=sheet.section, form="cloze")
                )
            else:
                sheet.leave(first.number, self.text("C"), "a text without a gap")
        elif self.of("Q"):
            sheet.items.append(
                Item(
                    self.text("Q"), self.text("A"), first.number, section=sheet.section
                )
            )
        elif self.of("#"):
            heading = lines.HEADING.match(first.bare)
            if heading is not None:
                sheet.enter(
                    len(heading["marks"]), heading["text"].strip(), first.number
                )
        else:
            text = "\n".join(line.text for _, part in self.parts for line in part)
            sheet.leave(first.number, text, "behind no label")


def _is_marked(text: MarkedText, cards: Sequence[_Card]) -> bool:
    """Whether labels part the text in a way that the general rules would not see."""
    if any(_OTHER.match(line.text) for line in text.lines if not line.is_code):
        return False
    asked = [card for card in cards if card.of("Q")]
    gaps = [card for card in cards if card.of("C")]
    if gaps:
        found = sum(bool(_GAP.search(card.text("C"))) for card in gaps)
        is_first = bool(cards[0].of("C"))
        return found * 2 > len(gaps) and (bool(asked) or found > 1 or is_first)
    is_whole = bool(asked) and all(card.of("A") for card in asked)
    return is_whole and any(_is_own(card) for card in asked)


def _is_own(card: _Card) -> bool:
    """Whether a card has a second answer, or a question of several lines."""
    filled = [
        line
        for part in card.of("Q")
        for line in part
        if line.bare and not questionwords.FACT_LABELS.holds(line.bare)
    ]
    return len(card.of("A")) > 1 or len(card.of("Q")) > 1 or len(filled) > 1


def _cards(rows: Sequence[MarkedLine]) -> list[_Card]:
    """Take lines apart: a question, a text with gaps or a rule begins anew."""
    cards = [_Card()]
    label = ""
    for place, line in enumerate(rows):
        match = None if line.is_code else _LABEL.match(line.text)
        if match is not None:
            new = match["label"]
            is_new = new == "C" or (new == "Q" and label != "Q") or not cards[-1].parts
            if is_new:
                cards.append(_Card())
            label = new
            rest = MarkedLine(line.number, line.text[match.end() :])
            cards[-1].parts.append((label, [rest]))
        elif not line.is_code and _RULE.match(line.text):
            cards.append(_Card())
            label = ""
        elif not line.is_code and _is_section(rows, place):
            cards.append(_Card([("#", [line])]))
            label = "#"
        elif cards[-1].parts and label != "#":
            cards[-1].parts[-1][1].append(line)
        elif line.bare:
            cards.append(_Card([("", [line])]))
            label = ""
    return [card for card in cards if card.parts]


def _is_section(rows: Sequence[MarkedLine], place: int) -> bool:
    """Whether a line is a heading right above a label."""
    if not lines.HEADING.match(rows[place].bare):
        return False
    after = place + 1
    while after < len(rows) and not rows[after].bare:
        after += 1
    return after < len(rows) and bool(
        _LABEL.match(rows[after].text) or lines.HEADING.match(rows[after].bare)
    )
