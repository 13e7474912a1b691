"""A card's question and answer, made of a template and fields as Anki's engine does.

Held against the engine by the tests (rslib/src/template.rs and
rslib/src/notetype/render.rs of ankitects/anki). A side is kept in pieces, those of the
template and those of the fields, so that whoever keeps many sides keeps each piece once.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from builder.anki.avtags import Played, SideMark, take_out
from builder.anki.fieldfilters import filtered
from builder.anki.template import is_blank
from builder.text.clozereveal import numbers_in

_OTHER_BRACES = "{{=<% %>=}}"
_COMMENT = "<!--.*?-->"
_TOKENS = re.compile(rf"\{{\{{(?P<inside>.*?)\}}\}}|{_COMMENT}", re.DOTALL)
_OTHER_TOKENS = re.compile(rf"<%(?P<inside>.*?)%>|{_COMMENT}", re.DOTALL)
_CLOZE_CONDITION = re.compile(r"c[0-9]+")
_FRONT = "FrontSide"
_SIGNS = frozenset("#^/")


@dataclass(frozen=True, slots=True)
class CardSource:
    """What a card is made of: both templates, all fields by name, its ordinal.

    ``fields`` hold Anki's own too (``special_fields``).
    """

    front: str
    back: str
    fields: Mapping[str, str]
    ordinal: int
    is_cloze: bool


@dataclass(frozen=True, slots=True)
class CardSide:
    """One side: its HTML in pieces, and what is played in the places of its marks."""

    pieces: tuple[str, ...]
    sounds: tuple[Played, ...] = ()

    @property
    def html(self) -> str:
        """The side as one text."""
        return "".join(self.pieces)


@dataclass(frozen=True, slots=True)
class CardSides:
    """A card as it is shown; ``problem`` says why Anki shows no card but a message."""

    question: CardSide
    answer: CardSide
    problem: str = ""


@dataclass(frozen=True, slots=True)
class _Value:
    field: str
    filters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Condition:
    field: str
    is_negated: bool
    nodes: tuple[_Node, ...]


_Node: TypeAlias = str | _Value | _Condition


class _Unusable(Exception):  # noqa: N818 -- of a template, in words for the author
    """A template that Anki shows a message for."""


def special_fields(
    *, tags: Sequence[str], note_type: str, deck: str, template: str, card_id: int
) -> dict[str, str]:
    """Return the fields that every note has; a field of its own of the name goes first."""
    return {
        "Tags": " ".join(tags),
        "Type": note_type,
        "Deck": deck,
        "Subdeck": deck.rpartition("::")[2],
        "Card": template,
        "CardFlag": "flag0",
        "CardID": str(card_id),
    }


def card_sides(card: CardSource) -> CardSides:
    """Return both sides of a card as Anki shows them."""
    fields = {f"c{card.ordinal + 1}": "1", **card.fields}
    rendering = _Rendering(fields, card.ordinal)
    try:
        front = _parsed(card.front)
        shown = tuple(rendering.pieces(front, None))
    except _Unusable as error:
        return _message(f"the front of the template has a problem: {error}")
    if card.is_cloze:
        number = card.ordinal + 1
        if all(number not in numbers_in(value) for value in fields.values()):
            return _message(f"no deletion {number} on this card")
    elif not rendering.shows_a_field(front):
        return _message("the front of this card is blank")
    question = _with_sounds(shown, "q")
    try:
        shown = tuple(rendering.pieces(_parsed(card.back), question.pieces))
    except _Unusable as error:
        return _message(f"the back of the template has a problem: {error}")
    return CardSides(question, _with_sounds(shown, "a"))


def _message(problem: str) -> CardSides:
    side = CardSide(())
    return CardSides(side, side, problem)


def _with_sounds(pieces: tuple[str, ...], side: SideMark) -> CardSide:
    """Take the sounds out of a side, and out of its pieces where none goes over an end."""
    sounds: list[Played] = []
    whole = take_out("".join(pieces), side, sounds)
    again: list[Played] = []
    parted = (
        tuple(take_out(piece, side, again) for piece in pieces) if sounds else pieces
    )
    return CardSide(parted if "".join(parted) == whole else (whole,), tuple(sounds))


class _Rendering:
    """The fields of one card, shown through templates."""

    def __init__(self, fields: Mapping[str, str], ordinal: int) -> None:
        self.fields = fields
        self.ordinal = ordinal
        self.filled = {name for name, value in fields.items() if not is_blank(value)}

    def pieces(
        self, nodes: Sequence[_Node], front: Sequence[str] | None
    ) -> Iterator[str]:
        """Yield a side piece by piece; ``front`` is the question when it is the answer."""
        for node in nodes:
            if isinstance(node, str):
                yield node
            elif isinstance(node, _Condition):
                # What is not shown must be sound, too.
                inner = list(self.pieces(node.nodes, front))
                if self._holds(node):
                    yield from inner
            elif node.field == _FRONT:
                yield from front or ()
            elif node.field or not node.filters:
                yield self._value(node, is_question=front is None)

    def shows_a_field(self, nodes: Sequence[_Node]) -> bool:
        """Whether a side shows any field that has text."""
        return any(
            (isinstance(node, _Value) and node.field in self.filled)
            or (
                isinstance(node, _Condition)
                and (node.field in self.filled) is not node.is_negated
                and self.shows_a_field(node.nodes)
            )
            for node in nodes
        )

    def _holds(self, node: _Condition) -> bool:
        name = node.field
        if name not in self.fields and not _CLOZE_CONDITION.fullmatch(name):
            sign = "^" if node.is_negated else "#"
            raise _Unusable(f"there is no field for `{{{{{sign}{name}}}}}`")
        return (name in self.filled) is not node.is_negated

    def _value(self, node: _Value, *, is_question: bool) -> str:
        if node.field not in self.fields:
            written = ":".join([*reversed(node.filters), node.field])
            raise _Unusable(f"there is no field for `{{{{{written}}}}}`")
        return filtered(
            self.fields[node.field],
            node.filters,
            node.field,
            self.ordinal + 1,
            is_question=is_question,
        )


@functools.lru_cache(maxsize=512)
def _parsed(template: str) -> tuple[_Node, ...]:
    """Read a template; the legacy braces ``<% %>`` too."""
    text, tokens = template, _TOKENS
    if template.lstrip().startswith(_OTHER_BRACES):
        text, tokens = template.lstrip(), _OTHER_TOKENS
        while text.startswith(_OTHER_BRACES):
            text = text.removeprefix(_OTHER_BRACES)
    open_nodes: list[list[_Node]] = [[]]
    open_names: list[tuple[str, bool]] = []
    for token in _pieces_of(text, tokens):
        if isinstance(token, str):
            open_nodes[-1].append(token)
            continue
        sign, name = token
        if not sign:
            *filters, field = name.split(":")
            open_nodes[-1].append(_Value(field, tuple(reversed(filters))))
        elif sign != "/":
            open_nodes.append([])
            open_names.append((name, sign == "^"))
        elif open_names and open_names[-1][0] == name:
            nodes = tuple(open_nodes.pop())
            open_nodes[-1].append(_Condition(*open_names.pop(), nodes))
        else:
            raise _Unusable(f"`{{{{/{name}}}}}` closes what is not open")
    if open_names:
        raise _Unusable(f"`{{{{/{open_names[-1][0]}}}}}` is missing")
    return tuple(open_nodes[0])


def _pieces_of(text: str, tokens: re.Pattern[str]) -> Iterator[str | tuple[str, str]]:
    """Yield text, and for what is in braces its sign and name."""
    position = 0
    for match in tokens.finditer(text):
        if match["inside"] is None:
            continue  # a comment is text, whatever is in it
        if match.start() > position:
            yield text[position : match.start()]
        position = match.end()
        inside = match["inside"].lstrip("{").strip()
        if len(inside) > 1 and inside[0] in _SIGNS:
            yield inside[0], inside[1:].lstrip()
        else:
            yield "", inside
    if position < len(text):
        yield text[position:]
