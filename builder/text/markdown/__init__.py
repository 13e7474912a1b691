"""Markdown to a field's HTML: the only folder that knows markdown-it.

CommonMark with tables, strikethrough and dollar math, the cloze deletions of Anki and
the short form ``==…==``; pictures and sound are looked up as they are met.
https://docs.ankiweb.net/editing.html
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from builder.base.code import Code
from builder.base.diagnostic import Problem
from builder.text import cloze
from builder.text.highlight import with_inert_attributes
from builder.text.markdown.deletionchecks import check_deletions, check_levels
from builder.text.markdown.deletions import hide_bare_marks, number_short_forms
from builder.text.markdown.fieldtext import (
    ClozeMode,
    FieldText,
    FindMedia,
    NumberDeletions,
)
from builder.text.markdown.parser import MAXIMUM_NESTING, field_parser

__all__ = [
    "ClozeMode",
    "FindMedia",
    "NumberDeletions",
    "Rendered",
    "number_in_order",
    "passed_through",
    "render",
]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A field as it goes into the package.

    ``deletions`` maps the numbers given to ``==…==`` deletions to their texts.
    """

    html: str
    problems: tuple[Problem, ...] = ()
    deletions: Mapping[int, str] = field(default_factory=dict)


def number_in_order(texts: Sequence[str], taken: frozenset[int]) -> list[int]:
    """Number short-form deletions from 1 on, in order, leaving out what is taken."""
    free = (n for n in range(1, len(texts) + len(taken) + 1) if n not in taken)
    return [next(free) for _ in texts]


def render(
    text: str,
    *,
    find_media: FindMedia,
    mode: ClozeMode = "off",
    number_deletions: NumberDeletions = number_in_order,
) -> Rendered:
    """Return the HTML of one field.

    A text of one paragraph gets no ``<p>`` around it.
    """
    field_text = FieldText(text, find_media, mode)
    environment = {"field": field_text}
    parser = field_parser()
    tokens = parser.parse(text.replace("\0", ""), environment)
    deletions = (
        number_short_forms(tokens, text, number_deletions)
        if field_text.short_forms
        else {}
    )
    hide_bare_marks(tokens)
    if any(token.level >= MAXIMUM_NESTING - 1 for token in tokens):
        message = f"lists and quotes nested more than {MAXIMUM_NESTING} deep"
        field_text.problems.append(Problem(0, Code.NESTING, message))
    result = parser.renderer.render(_unwrapped(tokens), parser.options, environment)
    result = with_inert_attributes(result)
    if mode == "deletions":
        check_deletions(field_text, result)
        result = cloze.for_every_engine(result)
        check_levels(field_text, result)
    return Rendered(result.strip("\n"), tuple(field_text.problems), deletions)


def passed_through(text: str) -> tuple[list[str], list[str]]:
    """Return the HTML and the link addresses that a text puts on a card as they are."""
    environment = {"field": FieldText(text, str, "off")}
    tokens = field_parser().parse(text.replace("\0", ""), environment)
    every = [one for token in tokens for one in (token, *(token.children or ()))]
    raw = [one.content for one in every if one.type in {"html_block", "html_inline"}]
    links = [str(one.attrs.get("href", "")) for one in every if one.type == "link_open"]
    return raw, links


def _unwrapped(tokens: list[Token]) -> list[Token]:
    is_one_paragraph = len(tokens) == 3 and tokens[0].type == "paragraph_open"  # noqa: PLR2004 -- open, inline, close
    return tokens[1:2] if is_one_paragraph else tokens
