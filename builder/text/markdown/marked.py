"""Any text to HTML by markdown-it: what is not plain."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token

from builder.base.code import Code
from builder.base.diagnostic import Problem
from builder.text.drawings import LANGUAGE
from builder.text.markdown.deletions import hide_bare_markers, number_short_forms
from builder.text.markdown.fieldtext import FieldText, NumberDeletions
from builder.text.markdown.parser import MAXIMUM_NESTING, field_parser


def marked_html(
    field: FieldText, number: NumberDeletions
) -> tuple[str, dict[int, str]]:
    """Return the HTML of a field, and its numbered deletions."""
    environment = {"field": field}
    parser = field_parser(field.text)
    tokens = parser.parse(field.text.replace("\0", ""), environment)
    numbered: dict[int, str] = {}
    if field.mode == "deletions":
        numbered = number_short_forms(tokens, field.text, number)
        hide_bare_markers(tokens)
    if len(tokens) > MAXIMUM_NESTING and _is_too_deep(tokens):
        message = f"lists and quotes nested more than {MAXIMUM_NESTING} deep"
        field.problems.append(Problem(0, Code.NESTING, message))
    html = parser.renderer.render(_unwrapped(tokens), parser.options, environment)
    return html, numbered


def fenced_diagrams(field: FieldText) -> list[str]:
    """Return what the fences of a text describe that ``decks draw`` can draw."""
    tokens = field_parser(field.text).parse(
        field.text.replace("\0", ""), {"field": field}
    )
    return [
        token.content
        for token in tokens
        if token.type == "fence" and token.info.lower().split()[:1] == [LANGUAGE]
    ]


def _is_too_deep(tokens: Sequence[Token]) -> bool:
    return any(token.level >= MAXIMUM_NESTING - 1 for token in tokens)


def _unwrapped(tokens: list[Token]) -> list[Token]:
    is_one_paragraph = len(tokens) == 3 and tokens[0].type == "paragraph_open"  # noqa: PLR2004 -- open, inline, close
    return tokens[1:2] if is_one_paragraph else tokens
