"""What a card shows of a field with cloze deletions: hidden, revealed, or for typing.

Held against the engine by the tests (rslib/src/cloze.rs of ankitects/anki).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from builder.text.htmltext import encoded_attribute, without_tags

_TOKEN = re.compile(r"\{\{c(?P<numbers>[0-9,]+)::|(?P<close>\}\})")
_LARGEST_NUMBER = 65_535
_MOST_OPEN = 10
_MATH = re.compile(r"(\\[(\[])(.*?)(\\[\])])", re.DOTALL)
_MASK = "image-occlusion:"
_MASK_PROPERTY = re.compile(r":(?P<name>[^=]+)=(?P<value>(?:[^\\:]|\\[\\:])+)")
_MASK_SHAPES = frozenset({"rect", "ellipse", "polygon", "text"})
# Attributes of a mask by the names of its properties; the second few are left out at 0.
_MASK_ATTRIBUTES = {
    "left": "left", "top": "top", "angle": "angle", "fill": "fill",
    "points": "points", "oi": "occludeInactive", "text": "text", "fs": "font-size",
    "width": "width", "height": "height", "rx": "rx", "ry": "ry", "scale": "scale",
}  # fmt: skip
_NOT_AT_ZERO = frozenset({"width", "height", "rx", "ry", "scale"})


@dataclass(slots=True)
class _Deletion:
    """A deletion that was read: its numbers, what is in it, its hint."""

    numbers: tuple[int, ...]
    nodes: list[_Node] = field(default_factory=list)
    hint: str = "..."

    @property
    def label(self) -> str:
        return ",".join(map(str, self.numbers))

    @property
    def text(self) -> str:
        """All of it, without the marks of what is inside."""
        return "".join(
            node if isinstance(node, str) else node.text for node in self.nodes
        )

    @property
    def mask(self) -> str | None:
        """What it says of a mask over a picture, if it is one."""
        first = self.nodes[0] if self.nodes else None
        is_mask = isinstance(first, str) and first.startswith(_MASK)
        return str(first).removeprefix(_MASK) if is_mask else None


_Node: TypeAlias = str | _Deletion


def reveal(text: str, number: int, *, is_question: bool) -> str:
    """Return a field on the card of a number; nothing when it hides nothing there."""
    shown = _Shown(number, is_question=is_question)
    result = "".join(shown.of(_nodes(text)))
    return _MATH.sub(_without_tags_inside, result) if shown.has_active else ""


def only_deletions(text: str, number: int, *, is_question: bool) -> str:
    """Return just the deletions of a card, with commas between them."""
    found = _active(_nodes(text), number)
    return ", ".join(one.hint if is_question else one.text for one in found)


def answer_to_type(text: str, number: int) -> str:
    """Return what a learner has to type for a card; what repeats is typed once."""
    texts = [one.text for one in _active(_nodes(text), number)]
    return texts[0] if len(set(texts)) == 1 else ", ".join(texts)


def numbers_in(text: str) -> set[int]:
    """Return the numbers of all closed deletions."""
    return {number for one in _all(_nodes(text)) for number in one.numbers if number}


def _without_tags_inside(match: re.Match[str]) -> str:
    return f"{match[1]}{without_tags(match[2])}{match[3]}"


def _nodes(text: str) -> list[_Node]:
    """Read a field; a deletion that is never closed is lost with what is in it."""
    output: list[_Node] = []
    opened: list[_Deletion] = []
    for piece in _tokens(text):
        if isinstance(piece, tuple):
            if len(opened) < _MOST_OPEN:
                opened.append(_Deletion(piece))
        elif piece is not None:
            _add_text(piece, opened[-1] if opened else None, output)
        elif opened:
            closed = opened.pop()
            (opened[-1].nodes if opened else output).append(closed)
        else:
            output.append("}}")
    return output


def _tokens(text: str) -> Iterator[tuple[int, ...] | str | None]:
    """Yield the numbers of a deletion that opens, text, and nothing where one closes."""
    position = 0
    for match in _TOKEN.finditer(text):
        numbers = _numbers(match["numbers"]) if match["close"] is None else None
        if numbers == ():
            continue  # no deletion: it is part of the text
        if match.start() > position:
            yield text[position : match.start()]
        yield numbers
        position = match.end()
    if position < len(text):
        yield text[position:]


def _numbers(digits: str) -> tuple[int, ...]:
    found = {int(part) for part in digits.split(",") if part and len(part) < 20}  # noqa: PLR2004 -- what no number of the engine has
    return tuple(sorted(number for number in found if number <= _LARGEST_NUMBER))


def _add_text(text: str, deletion: _Deletion | None, output: list[_Node]) -> None:
    if deletion is None:
        output.append(text)
        return
    if not text.startswith(_MASK) and "::" in text:
        text, _, deletion.hint = text.partition("::")
    deletion.nodes.append(text)


def _all(nodes: Sequence[_Node]) -> Iterator[_Deletion]:
    for node in nodes:
        if isinstance(node, _Deletion):
            yield node
            yield from _all(node.nodes)


def _active(nodes: Sequence[_Node], number: int) -> list[_Deletion]:
    return [one for one in _all(nodes) if number in one.numbers]


class _Shown:
    """One pass over a field; ``has_active`` tells whether the card hides anything."""

    def __init__(self, number: int, *, is_question: bool) -> None:
        self.number = number
        self.is_question = is_question
        self.has_active = False

    def of(self, nodes: Sequence[_Node]) -> Iterator[str]:
        for node in nodes:
            yield node if isinstance(node, str) else self._deletion(node)

    def _deletion(self, one: _Deletion) -> str:
        is_active = self.number in one.numbers
        self.has_active |= is_active
        if one.mask is not None:
            return self._mask(one, one.mask, is_active=is_active)
        inside = "".join(self.of(one.nodes))
        place = f'data-ordinal="{one.label}"'
        if not is_active:
            return f'<span class="cloze-inactive" {place}>{inside}</span>'
        if not self.is_question:
            return f'<span class="cloze" {place}>{inside}</span>'
        hidden = encoded_attribute(inside)
        return f'<span class="cloze" data-cloze="{hidden}" {place}>[{one.hint}]</span>'

    def _mask(self, one: _Deletion, mask: str, *, is_active: bool) -> str:
        if (is_active and self.is_question) or 0 in one.numbers:
            name = "cloze"
        else:
            name = "cloze-highlight" if is_active else "cloze-inactive"
        attributes = "".join(
            f'data-{key}="{value}" ' for key, value in _mask_data(mask)
        )
        return f'<div class="{name}" data-ordinal="{one.label}" {attributes}></div>'


def _mask_data(mask: str) -> Iterator[tuple[str, str]]:
    """Yield the attributes that a mask is drawn from."""
    shape, colon, _ = mask.partition(":")
    if not colon:
        return
    if shape in _MASK_SHAPES:
        yield "shape", shape
    position = len(shape)
    while match := _MASK_PROPERTY.match(mask, position):
        position = match.end()
        name, value = match["name"], re.sub(r"\\(.)", r"\1", match["value"])
        if name == "points":
            value = " ".join(pair for pair in value.split(" ") if "," in pair)
        if name not in _MASK_ATTRIBUTES or not value:
            continue
        if name in _NOT_AT_ZERO and value == "0":
            continue
        yield (
            _MASK_ATTRIBUTES[name],
            encoded_attribute(value) if name == "text" else value,
        )
