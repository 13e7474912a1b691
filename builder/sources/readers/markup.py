"""What stands in a cell or a string: Markdown, HTML, or text with entities."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

_CLOSED = re.compile(r"</[a-z][a-z0-9]*\s*>", re.IGNORECASE)
_VOID = re.compile(r"<(?:br|hr)\s*/?>|<img\s[^<>]*src", re.IGNORECASE)
_LITERAL = re.compile(
    r"(?<!\\)<(?=/?(?:a|b|br|body|button|code|div|em|form|h[1-6]|head|html|i|img|input|"
    r"li|link|main|meta|nav|ol|p|pre|script|section|span|strong|style|table|td|th|tr|u|ul)"
    r"\b)",
    re.IGNORECASE,
)
_ESCAPED_SOUND = re.compile(r"\\\[sound:([^\[\]\n]*?)\\?\]")
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
            return _ESCAPED_SOUND.sub(_sound, html_as_markdown(text))
        text = _LITERAL.sub(r"\\<", text)
    if has_entities and "`" not in text:
        text = _ENTITY.sub(_character, text)
    return text


def _sound(escaped: re.Match[str]) -> str:
    """Return Anki's mark of a sound, which is no text that Markdown might change."""
    name = re.sub(r"[\\](?=[^\w\s])", "", escaped[1])
    return f"[sound:{name}]"


def html_as_markdown(text: str) -> str:
    """Return the Markdown of a piece of HTML."""
    # Few cells hold any: the others need not wait for the reader of web pages.
    from builder.sources.readers.html import webpage  # noqa: PLC0415

    return webpage.piece_as_markdown(text)


def rich_text(text: str, form: str = "") -> str:
    """Return a text of a learning platform, which says what it is written in.

    ``html`` is HTML, ``markdown`` is Markdown, ``plain`` shows as typed; anything else
    is HTML where it has tags, and keeps the code that people mark with back-ticks.
    """
    if form == "markdown":
        return text.strip()
    if form != "plain" and (form == "html" or _ANY_TAG.search(text)):
        return html_as_markdown(text)
    if form == "plain":
        return literal(text)
    parts = _CODE_SPAN.split(text)
    if len(parts) == 1:
        return literal(text)
    shown = "".join(
        part if place % 2 else literal_line(part) for place, part in enumerate(parts)
    )
    return "\n\n".join(row.strip() for row in shown.split("\n") if row.strip())


_ANY_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>|&(?:#?\w{2,8});")
_CODE_SPAN = re.compile(r"(`[^`\n]+`)")


def lines_apart(text: str) -> str:
    """Return a text whose lines are paragraphs, but for those of code and lists."""
    if "\n" not in text or "```" in text:
        return text
    return _SAME_PARAGRAPH.sub("\n\n", text)


_SAME_PARAGRAPH = re.compile(r"(?<=\S)[ \t]*\n(?!\s|[-*+|>]|\d{1,3}[.)]\s)")


def literal(text: str) -> str:
    """Return the Markdown that shows a text as it was typed, line by line."""
    rows = map(literal_line, text.split("\n"))
    return "\n\n".join(
        _LINE_START.sub(r"\1\\\2", row.rstrip()) for row in rows if row.strip()
    )


def literal_line(text: str) -> str:
    """Return the Markdown that shows a part of a line as it was typed."""
    return _MEANS_SOMETHING.sub(r"\\\g<0>", text)


_MEANS_SOMETHING = re.compile(
    r"[*`]|(?<!\w)_|_(?!\w)|<(?=[A-Za-z/!?])|&(?=#?\w+;)|\$(?=\S[^$]*\$)|~~|==(?=\S)"
    r"|\\(?=[!-/:-@\[-`{-~])|\[\[|(?<=\])\(|\[\^"
)
# A heading, a quotation or an item of a list.
_LINE_START = re.compile(r"^(\s*)(#{1,6}(?=\s)|>|[-+](?=\s)|(?<=\d)[.)](?=\s))")


def _character(entity: re.Match[str]) -> str:
    shown = html.unescape(entity[0])
    return "\\<" if shown == "<" else " " if shown == "\u00a0" else shown
