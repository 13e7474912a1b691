"""Cards of RemNote: bullets whose marks part a front from a back.

``front >> back``, ``back << front``, ``one <> other``, ``concept :: definition``,
``descriptor ;; value``, ``front >>>`` with the answer below, and ``{{gaps}}``.
https://help.remnote.com/en/articles/6025481-creating-flashcards
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from builder.sources.items import Item
from builder.sources.readers import deletions
from builder.sources.readers.block import Document
from builder.sources.readers.dialects import outline as outlines
from builder.sources.readers.dialects.marked import MarkedLine, MarkedText, Sheet
from builder.sources.readers.dialects.outline import Bullet

_INLINE = re.compile(
    r"^(?P<left>.*?\S)[ \t]+(?P<mark>>>|<<|<>|::|;;)[ \t]+(?P<right>\S.*)$", re.DOTALL
)
_BELOW = re.compile(
    r"^(?P<left>.*?\S)[ \t]*(?P<mark>>>>|<<<|<><|:::|;;;|>>(?:1\.|A\))|(?<=\s)(?:>>|;;))$",
    re.DOTALL,
)
_OWN = re.compile(r"(?:^|\s)(?:>>>?|<<|<>|;;)(?:\s|1\.$|A\)$|$)")
_GAP = re.compile(r"\{\{(?!c\d+::)(?P<gap>[^{}]+)\}\}(?:\{\(\{(?P<hint>[^{}]+)\}\)\})?")
_COMMAND = re.compile(r"^\s*(?:[$%#>]|sudo\b|echo\b|cat\b|printf\b|\w+\s+-{1,2}\w)")
_FEWEST = 2
_SHARE = 0.3
_LONGEST_SECTION = 80


def read(text: MarkedText) -> Document | None:
    """Return the cards of an outline of RemNote."""
    said = [line for line in text.lines if line.bare and not line.is_code]
    own = [line for line in said if _is_own(line)]
    cards = [line for line in said if _is_own(line) or _INLINE.match(line.plain)]
    if len(own) < _FEWEST or len(cards) < _SHARE * len(said):
        return None
    sheet = Sheet(text.head)
    told: set[int] = set()
    for bullet, above in outlines.walk(outlines.outline(text.lines)):
        item = None if id(bullet) in told else _item(bullet, above)
        if item is not None:
            sheet.items.append(replace(item, section=_section(above)))
            if _BELOW.match(_plain(bullet)):
                told |= {id(one) for one, _ in outlines.walk(bullet.children)}
        elif id(bullet) not in told and not bullet.children:
            sheet.leave(bullet.line, bullet.text)
    return sheet.document()


def _is_own(line: MarkedLine) -> bool:
    """Whether a line has a mark that no other program writes, and is no command."""
    return bool(_OWN.search(line.plain)) and not _COMMAND.match(line.plain)


def _plain(bullet: Bullet) -> str:
    return "\n".join(line.plain or line.text for line in bullet.lines).rstrip()


def _item(bullet: Bullet, above: Sequence[Bullet]) -> Item | None:
    below = _BELOW.match(_plain(bullet))
    if below is not None and bullet.children:
        return _with_answer_below(bullet, below)
    sides = _sides(bullet)
    if sides is not None:
        front = sides.left
        if sides.mark == ";;" and above:
            parent = _sides(above[-1])
            front = f"{parent.left if parent else above[-1].text}: {front}"
        item = Item(front, sides.right, bullet.line)
        if sides.mark == "<<":
            item = replace(item, question=sides.right, answer=front)
        return replace(item, form="reversed") if sides.mark in {"<>", "::"} else item
    gapped = deletions.with_deletions(bullet.text, _GAP)
    if gapped != bullet.text and deletions.is_cloze(gapped):
        return Item(gapped, "", bullet.line, form="cloze")
    return None


@dataclass(frozen=True, slots=True)
class _Sides:
    """The two sides of a card on one line, and what stands between them."""

    left: str
    mark: str
    right: str


def _sides(bullet: Bullet) -> _Sides | None:
    plain = _plain(bullet)
    match = _INLINE.match(plain)
    if match is None:
        return None
    text = "\n".join(line.text for line in bullet.lines).rstrip()
    left, right = text[: match.end("left")].strip(), text[match.start("right") :]
    return _Sides(re.sub(r"^\*\*([^*]+)\*\*$", r"\1", left), match["mark"], right)


def _with_answer_below(bullet: Bullet, match: re.Match[str]) -> Item:
    front = bullet.text[: match.end("left")].strip()
    if match["mark"] == ">>A)":
        options = tuple(one.text for one in bullet.children)
        return Item(front, options[0], bullet.line, choices=options, right=(0,))
    children = bullet.children
    if match["mark"] == ">>1.":
        for one in children:
            one.is_numbered = True
    return Item(front, outlines.as_markdown(children), bullet.line)


def _section(above: Sequence[Bullet]) -> tuple[str, ...]:
    """Return the bullets above as titles, those that are cards by their front."""
    titles = [(sides.left if (sides := _sides(one)) else one.text) for one in above]
    bare = [title.strip("# *").split("\n")[0] for title in titles]
    return tuple(one for one in bare if 0 < len(one) <= _LONGEST_SECTION)
