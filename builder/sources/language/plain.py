"""A line of Markdown as a reader sees it."""

from __future__ import annotations

import html
import re
from functools import lru_cache

IMAGE = re.compile(r"!\[([^\[\]]{0,300})\]\([^()]{0,500}\)")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--.{0,500}?-->")
_LINK = re.compile(
    r"\[((?:[^\[\]]|\[[^\[\]]{0,99}\]){0,300})\]"
    r"(?:\([^()]{0,500}(?:\([^()]{0,99}\)[^()]{0,99}){0,3}\)|\[[^\[\]]{0,99}\])"
)
_EMPHASIS = re.compile(
    r"(\*\*\*|\*\*|(?<![_\w])__(?!_)|~~|==)(?=\S)(.+?)(?<=[^\s_])\1(?!_)"
)
_ITALIC = re.compile(
    r"(?<![\w*])\*(?=\S)([^*]+)(?<=\S)\*(?![\w*])|(?<!\w)_(?=\S)([^_]+)_(?!\w)"
)
_MARKED_UP = re.compile(r"[*_~=<\[\]{]")
CODE = re.compile(
    r"(?<!`)(?P<ticks>`+)(?!`)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)", re.DOTALL
)
"""A code span: what stands in it is text, whatever it looks like."""
_ESCAPED = re.compile(r"\\[*_~=\[\]<]")
# They stand for a code span, or for what is no mark, while the marks around it are taken off.
_STAND_IN = re.compile("\ue000(\\d+)\ue001")
# Longer texts are no titles, and are not looked at closely.
_LONGEST = 4_000
# Emphasis stands in emphasis, and no deeper.
_DEPTH = 2


@lru_cache(maxsize=16_384)
def plain(text: str) -> str:
    """Return a line of Markdown as a reader sees it, but for its inline code."""
    if len(text) > _LONGEST or not _MARKED_UP.search(text):
        return " ".join(text.split())
    text = re.sub(r"<code>([^`<>]*)</code>", _as_span, text)
    spans: list[str] = []
    text = text.replace("\ue000", "")
    for kept in (CODE, _ESCAPED):
        text = kept.sub(lambda one: _stand_in(one[0], spans), text)
    text = IMAGE.sub(r"\1", text)
    text = _LINK.sub(r"\1", text)
    text = _TAG.sub(lambda tag: tag[0] if _is_placeholder_tag(tag[0]) else "", text)
    for _ in range(_DEPTH):
        text = _EMPHASIS.sub(r"\2", text)
    text = _ITALIC.sub(lambda match: match[1] or match[2], text)
    text = re.sub(r"\s*\{#[\w-]+\}\s*$", "", text)
    text = _STAND_IN.sub(lambda found: spans[int(found[1])], text)
    return re.sub(r"\s+", " ", text).strip()


def _as_span(tagged: re.Match[str]) -> str:
    return f"`{html.unescape(tagged[1])}`"


def masked(text: str) -> str:
    """Return a text of the same length that has no marks in code, links or pictures.

    Each of these is one piece: a question mark in it ends nothing.
    """
    if "`" in text:
        text = CODE.sub(_covered, text)
    if "](" in text:
        text = _LINK.sub(_covered, IMAGE.sub(_covered, text))
    return text


def masked_code(text: str) -> str:
    """Return a text of the same length that has no marks in code."""
    return CODE.sub(_covered, text) if "`" in text else text


def masked_bold(text: str) -> str:
    """Return a text of the same length that has no marks in what stands out either."""
    return _EMPHASIS.sub(_covered, masked(text))


def _covered(piece: re.Match[str]) -> str:
    return "x" * len(piece[0])


def _stand_in(code: str, spans: list[str]) -> str:
    spans.append(code)
    return f"\ue000{len(spans) - 1}\ue001"


def as_written(text: str, end: str) -> str:
    """Return the end of a text that a reader sees as ``end``, with its marks."""
    starts = (match.start() for match in re.finditer(re.escape(end[:9]), text))
    tails = (text[start:] for start in starts)
    return next((tail for tail in tails if plain(tail) == end), end)


# fmt: off
_HTML_NAMES = frozenset(
    [
        "a", "abbr", "b", "big", "blockquote", "br", "body", "button", "center", "cite",
        "code", "dd", "del", "details", "div", "dl", "dt", "em", "font", "footer", "h1",
        "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "i", "img", "input", "ins",
        "kbd", "label", "li", "main", "mark", "nav", "ol", "p", "pre", "q", "s", "samp",
        "section", "small", "span", "strike", "strong", "sub", "summary", "sup", "table",
        "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul", "var",
    ]
)
# fmt: on


def _is_placeholder_tag(tag: str) -> bool:
    """Whether ``<name>`` stands for something, as in ``kubectl drain <node>``."""
    match = re.fullmatch(r"</?([A-Za-z][\w-]*)[^<>]*>", tag)
    return match is not None and match[1].lower() not in _HTML_NAMES


def without_number(title: str) -> str:
    """Return a title without a number before it."""
    return re.sub(
        r"^\s*(?:\d{1,4}(?:\.\d+)*\s*[.、)）:：]?\s+|\d{1,4}[.、)）]|[一二三四五六七八九十]+[、.])",
        "",
        title,
    )
