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
from builder.text.drawings import LANGUAGE
from builder.text.highlight import with_inert_attributes
from builder.text.markdown.deletionchecks import check_deletions, check_levels
from builder.text.markdown.deletions import hide_bare_markers, number_short_forms
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
    "as_written",
    "diagrams_in",
    "number_in_order",
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


def render(  # noqa: PLR0913 -- what a field may say or not is its note type's to tell
    text: str,
    *,
    find_media: FindMedia,
    mode: ClozeMode = "off",
    number_deletions: NumberDeletions = number_in_order,
    has_latex: bool = False,
    has_readings: bool = True,
) -> Rendered:
    """Return the HTML of one field.

    A text of one paragraph gets no ``<p>`` around it. ``has_latex`` says that LaTeX was
    asked for, ``has_readings`` that no template reads ``漢字[かんじ]`` itself.
    """
    source = FieldText(
        text, find_media, mode, has_latex=has_latex, has_readings=has_readings
    )
    environment = {"field": source}
    parser = field_parser(text)
    tokens = parser.parse(text.replace("\0", ""), environment)
    numbered: dict[int, str] = {}
    if mode == "deletions":
        numbered = number_short_forms(tokens, text, number_deletions)
        hide_bare_markers(tokens)
    if len(tokens) > MAXIMUM_NESTING and _is_too_deep(tokens):
        message = f"lists and quotes nested more than {MAXIMUM_NESTING} deep"
        source.problems.append(Problem(0, Code.NESTING, message))
    result = parser.renderer.render(_unwrapped(tokens), parser.options, environment)
    result = with_inert_attributes(result)
    if mode == "deletions":
        check_deletions(source, result)
        result = cloze.for_every_engine(result)
        check_levels(source, result)
    return Rendered(result.strip("\n"), tuple(source.problems), numbered)


def _is_too_deep(tokens: Sequence[Token]) -> bool:
    return any(token.level >= MAXIMUM_NESTING - 1 for token in tokens)


def diagrams_in(text: str) -> list[str]:
    """Return what the fences of a text describe that ``decks draw`` can draw."""
    if LANGUAGE not in text.lower():
        return []
    environment = {"field": FieldText(text, as_written)}
    return [
        token.content
        for token in field_parser(text).parse(text.replace("\0", ""), environment)
        if token.type == "fence" and token.info.lower().split()[:1] == [LANGUAGE]
    ]


def as_written(reference: str, *, is_unseen: bool = False) -> str:
    """Return a reference as it is: for text that no package is made of."""
    return reference


def _unwrapped(tokens: list[Token]) -> list[Token]:
    is_one_paragraph = len(tokens) == 3 and tokens[0].type == "paragraph_open"  # noqa: PLR2004 -- open, inline, close
    return tokens[1:2] if is_one_paragraph else tokens
