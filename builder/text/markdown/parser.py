"""The parser of Markdown: which rules it has, and in which order."""

from __future__ import annotations

from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin

from builder.text.markdown import linemarks
from builder.text.markdown.deletions import deletion
from builder.text.markdown.renderer import FieldHtmlRenderer

# As deep as Python's stack allows; markdown-it drops the text of what lies deeper.
MAXIMUM_NESTING = 60


@cache
def field_parser() -> MarkdownIt:
    """Return the parser of fields: it keeps nothing of one text for the next."""
    options = {"html": True, "maxNesting": MAXIMUM_NESTING}
    parser = MarkdownIt("commonmark", options, renderer_cls=FieldHtmlRenderer)
    # A picture that cannot be shown is told to the author, not left as text.
    parser.validateLink = _is_link  # type: ignore[method-assign]  # meant to be replaced
    parser.enable(["table", "strikethrough"])
    dollarmath_plugin(
        parser,
        allow_labels=False,
        allow_space=False,
        allow_digits=False,
        double_inline=True,
    )
    parser.inline.ruler.before("link", "sound", linemarks.sound)
    parser.inline.ruler.before("link", "live", linemarks.live)
    parser.inline.ruler.after("backticks", "deletion", deletion)
    parser.inline.ruler.before("emphasis", "wide_emphasis", linemarks.wide_emphasis)
    renderer = parser.renderer
    assert isinstance(renderer, FieldHtmlRenderer)  # noqa: S101 -- for the type checker
    rules: dict[str, Any] = renderer.rules
    rules["math_inline"] = renderer.math_inline
    rules["math_inline_double"] = rules["math_block"] = renderer.math_block
    return parser


def _is_link(url: str) -> bool:
    return not url.strip().lower().startswith(("javascript:", "vbscript:"))
