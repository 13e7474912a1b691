"""Anki's card template language: what a template asks of a note's fields.

The rules are those of the engine (rslib/src/template.rs and
rslib/src/notetype/cardgen.rs of ankitects/anki), re-told here and held against the
engine itself by the tests. https://docs.ankiweb.net/templates/intro.html
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TypeAlias

# These always have a value, so a front that shows one is never blank.
ALWAYS_FILLED = frozenset({"CardFlag", "CardID", "Card", "Deck", "Subdeck", "Type"})
SPECIAL_FIELDS = ALWAYS_FILLED | {"FrontSide", "Tags"}

_HANDLEBARS = re.compile(r"\{\{(?P<inside>(?:(?!\{\{|\}\}).)*)\}\}", re.DOTALL)
# Far more than a person nests, far less than a stack holds.
_DEEPEST = 100
# What the engine takes for an empty field: ASCII blanks, <br> and <div>.
_BLANK_FIELD = re.compile(r"(?:[ \t\n\v\f\r]|</?(?:br|div) ?/?>)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Replacement:
    """``{{filter:Field}}``; filters in the order they are applied."""

    field: str
    filters: tuple[str, ...]
    offset: int


@dataclass(frozen=True, slots=True)
class Section:
    """``{{#Field}}…{{/Field}}``, or ``{{^Field}}…{{/Field}}`` when negated."""

    field: str
    is_negated: bool
    parts: tuple[Part, ...]
    offset: int


Part: TypeAlias = Replacement | Section


_Token: TypeAlias = tuple[str, str, int]
"""The sign (``#``, ``^``, ``/`` or none), what follows it, the offset."""


class TemplateError(Exception):
    """A template that Anki would refuse; ``offset`` is where, in characters."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


def parse(template: str) -> tuple[Part, ...]:
    """Read a card template.

    Raises:
        TemplateError: A ``{{#…}}`` and a ``{{/…}}`` do not match, or braces do not
            close, or sections are nested too deep.
    """
    tokens = _tokens(template)
    return _parse_until(tokens, None, 0, depth=0)


def _tokens(template: str) -> Iterator[_Token]:
    position = 0
    for match in _HANDLEBARS.finditer(template):
        _refuse_open_braces(template, position, match.start())
        inside = match["inside"].strip()
        position = match.end()
        if len(inside) > 1 and inside[0] in "#^/":
            yield inside[0], inside[1:].lstrip(), match.start()
        else:
            yield "", inside, match.start()
    _refuse_open_braces(template, position, len(template))


def _refuse_open_braces(template: str, start: int, end: int) -> None:
    opened = template.find("{{", start, end)
    if opened >= 0:
        raise TemplateError("`{{` is not closed with `}}`", opened)


def _parse_until(
    tokens: Iterator[_Token],
    opened: str | None,
    opened_at: int,
    *,
    depth: int,
) -> tuple[Part, ...]:
    parts: list[Part] = []
    for sign, inside, offset in tokens:
        if sign == "/":
            if inside == opened:
                return tuple(parts)
            expected = f"expected `{{{{/{opened}}}}}`" if opened else "nothing is open"
            raise TemplateError(f"`{{{{/{inside}}}}}` here, but {expected}", offset)
        if sign:
            if depth == _DEEPEST:
                message = f"sections are nested more than {_DEEPEST} levels deep"
                raise TemplateError(message, offset)
            inner = _parse_until(tokens, inside, offset, depth=depth + 1)
            parts.append(Section(inside, sign == "^", inner, offset))
        else:
            *filters, field = inside.split(":")
            parts.append(Replacement(field, tuple(reversed(filters)), offset))
    if opened is not None:
        raise TemplateError(f"`{{{{#{opened}}}}}` is never closed", opened_at)
    return tuple(parts)


def replacements(parts: Collection[Part]) -> Iterator[Replacement]:
    """Yield every replacement, also those inside sections."""
    for part in parts:
        if isinstance(part, Replacement):
            yield part
        else:
            yield from replacements(part.parts)


def sections(parts: Collection[Part]) -> Iterator[Section]:
    """Yield every section, the outer before the inner."""
    for part in parts:
        if isinstance(part, Section):
            yield part
            yield from sections(part.parts)


def renders_with(parts: Collection[Part], filled: Collection[str]) -> bool:
    """Whether the front shows anything when just these fields have text.

    A card exists if and only if it does.
    """
    return any(_part_renders(part, filled) for part in parts)


def _part_renders(part: Part, filled: Collection[str]) -> bool:
    has_text = part.field in filled or part.field in ALWAYS_FILLED
    if isinstance(part, Replacement):
        return has_text
    return has_text is not part.is_negated and renders_with(part.parts, filled)


def shown_fields(parts: Collection[Part], filled: Collection[str]) -> Iterator[str]:
    """Yield the fields that a side shows when just these fields have text."""
    for part in parts:
        has_text = part.field in filled or part.field in SPECIAL_FIELDS
        if isinstance(part, Replacement):
            if has_text:
                yield part.field
        elif has_text is not part.is_negated:
            yield from shown_fields(part.parts, filled)


def is_blank(field: str) -> bool:
    """Whether Anki takes a field for empty."""
    return _BLANK_FIELD.fullmatch(field) is not None
