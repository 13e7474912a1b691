"""Cards of Logseq: blocks with the tag ``#card``, the blocks below are the answer.

https://docs.logseq.com/#/page/flashcards
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from builder.sources.items import Item
from builder.sources.readers import deletions
from builder.sources.readers.block import Document
from builder.sources.readers.dialects import marked
from builder.sources.readers.dialects import outline as outlines
from builder.sources.readers.dialects.marked import MarkedLine, MarkedText, Sheet
from builder.sources.readers.dialects.outline import Bullet

_CARD = re.compile(r"(?<!\S)(?:#card|#?\[\[card\]\])(?=[\s,.]|$)[ \t]?", re.IGNORECASE)
_BULLET = re.compile(r"\s*[-*+]\s")
_PROPERTY = re.compile(r"\s*(?P<name>[A-Za-z][\w./-]*):: ?(?P<value>.*)$")
_GAP = re.compile(
    r"\{\{c?loze[ \t]+(?P<gap>(?:(?!\}\}).)+?)(?:\s*\\\\\s*(?P<hint>(?:(?!\}\}).)+?))?\}\}",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST_SECTION = 60


def read(text: MarkedText) -> Document | None:
    """Return the cards of a page of Logseq."""
    cards = [line for line in text.lines if _CARD.search(line.plain)]
    if not any(_BULLET.match(line.text) for line in cards):
        return None
    sheet = Sheet(text.head)
    bullets = outlines.outline(text.lines)
    told: set[int] = set()
    for bullet, above in outlines.walk(bullets):
        names = _properties(bullet)
        if bullet.indent == 0 and not bullet.text:
            sheet.tags = (*sheet.tags, *names.get("tags", ()))
        if _is_card(bullet):
            sheet.items.append(_item(bullet, above, names.get("tags", ())))
            told |= {id(one) for one, _ in outlines.walk([bullet])}
        elif id(bullet) not in told and not bullet.children:
            sheet.leave(bullet.line, bullet.text)
    return sheet.document()


def _properties(bullet: Bullet) -> dict[str, tuple[str, ...]]:
    """Take the properties of a block out of its lines, and return them."""
    found: dict[str, tuple[str, ...]] = {}
    kept: list[MarkedLine] = []
    for line in bullet.lines:
        match = None if line.is_code else _PROPERTY.fullmatch(line.plain)
        if match is None:
            kept.append(line)
        else:
            values = re.split(r",\s*", match["value"])
            found[match["name"].lower()] = tuple(one.strip("#[] ") for one in values)
    bullet.lines = kept or [MarkedLine(bullet.line, "")]
    return found


def _is_card(bullet: Bullet) -> bool:
    return any(_CARD.search(line.plain) for line in bullet.lines)


def _item(bullet: Bullet, above: Sequence[Bullet], tags: Sequence[str]) -> Item:
    for one, _ in outlines.walk(bullet.children):
        _properties(one)
        one.lines = [_untagged(line) for line in one.lines]
    question, more = marked.without_tags(
        "\n".join(_untagged(line).text for line in bullet.lines)
    )
    question = re.sub(r"^#{1,6} ", "", question.strip())
    answer = outlines.as_markdown(bullet.children)
    section = [re.sub(r"^#{1,6} ", "", one.text.split("\n")[0]) for one in above]
    item = Item(
        question,
        answer,
        bullet.line,
        tuple(dict.fromkeys((*tags, *more))),
        tuple(one for one in section if 0 < len(one) <= _LONGEST_SECTION),
    )
    gapped = deletions.with_deletions(question, _GAP)
    if gapped != question and deletions.is_cloze(gapped):
        return replace(item, question=gapped, answer="", extra=answer, form="cloze")
    return item


def _untagged(line: MarkedLine) -> MarkedLine:
    if line.is_code:
        return line
    return replace(line, text=_CARD.sub("", line.text).rstrip())
