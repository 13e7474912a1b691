"""What stands in a cell or a string: Markdown, HTML, or text with entities."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from builder.sources.readers.html import webpage

_CLOSED = re.compile(r"</[a-z][a-z0-9]*\s*>", re.IGNORECASE)
_VOID = re.compile(r"<(?:br|hr)\s*/?>|<img\s[^<>]*src", re.IGNORECASE)
_LITERAL = re.compile(
    r"(?<!\\)<(?=/?(?:a|b|br|body|button|code|div|em|form|h[1-6]|head|html|i|img|input|"
    r"li|link|main|meta|nav|ol|p|pre|script|section|span|strong|style|table|td|th|tr|u|ul)"
    r"\b)",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-f]{1,5}|[a-z]{2,8});", re.IGNORECASE)
_QUOTE = re.compile(r"&(?:quot|apos|#0?39|[lr][sd]quo|nbsp|amp;quot);", re.IGNORECASE)


def uses_entities(texts: Iterable[str]) -> bool:
    """Whether a file writes its quotes as entities, and means none of them."""
    return any(
        "&" in text and "`" not in text and _QUOTE.search(text) for text in texts
    )


def text_as_markdown(text: str, *, has_entities: bool = False) -> str:
    """Return the Markdown of a text that may be HTML."""
    if "<" in text and "`" not in text and "**" not in text:
        if _CLOSED.search(text) or _VOID.search(text):
            return webpage.piece_as_markdown(text)
        text = _LITERAL.sub(r"\\<", text)
    if has_entities and "`" not in text:
        text = _ENTITY.sub(_character, text)
    return text


def lines_apart(text: str) -> str:
    """Return a text whose lines are paragraphs, but for those of code and lists."""
    if "\n" not in text or "```" in text:
        return text
    return _SAME_PARAGRAPH.sub("\n\n", text)


_SAME_PARAGRAPH = re.compile(r"(?<=\S)[ \t]*\n(?!\s|[-*+|>]|\d{1,3}[.)]\s)")


def literal(text: str) -> str:
    """Return the Markdown that shows a text as it was typed, line by line."""
    return "\n\n".join(
        _LINE_START.sub(r"\1\\\2", _MEANS_SOMETHING.sub(r"\\\g<0>", row.rstrip()))
        for row in text.split("\n")
        if row.strip()
    )


_MEANS_SOMETHING = re.compile(
    r"[*`]|(?<!\w)_|_(?!\w)|<(?=[A-Za-z/!?])|&(?=#?\w+;)|\$(?=\S[^$]*\$)|~~|==(?=\S)"
    r"|\\(?=[!-/:-@\[-`{-~])|\[\[|(?<=\])\(|\[\^"
)
# A heading, a quotation or an item of a list.
_LINE_START = re.compile(r"^(\s*)(#{1,6}(?=\s)|>|[-+](?=\s)|(?<=\d)[.)](?=\s))")


def _character(entity: re.Match[str]) -> str:
    shown = html.unescape(entity[0])
    return "\\<" if shown == "<" else " " if shown == "\u00a0" else shown
