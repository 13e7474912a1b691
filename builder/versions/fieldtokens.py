"""The words and HTML tags of a field, and what of them a person reads.

A word is a run of letters, or one Chinese or Japanese character. Tags become the text
they make: a line break, the name of a picture, mostly nothing.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from typing import TypeAlias

Tokens: TypeAlias = Sequence[str]

LINE_BREAK = "⏎"
SHOWN_BREAK = f" {LINE_BREAK} "

_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_WORD = rf"\s+|[{_WIDE}]|[^\W{_WIDE}]+|."
_WORDS = re.compile(_WORD, re.DOTALL)
_WORDS_AND_TAGS = re.compile(
    rf"<!--.*?-->|</?[A-Za-z][^<>]*>|&#?\w+;|{_WORD}", re.DOTALL
)
_TAG = re.compile(r"</?([A-Za-z][\w-]*)[^<>]*>|<!--.*?-->", re.DOTALL)
_BARE = re.compile(r"</?[A-Za-z][\w-]*\s*/?>")
_SOURCE = re.compile(r"""\b(?:src|data)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""")
_BREAKS = re.compile(rf"\s*{LINE_BREAK}[\s{LINE_BREAK}]*")
_BLOCKS = frozenset(
    {"blockquote", "br", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6"}
    | {"hr", "li", "ol", "p", "pre", "table", "tr", "ul"}
)
_MEDIA = frozenset({"audio", "img", "object", "source", "video"})
_CELLS = frozenset({"td", "th"})
# Highlighters and editors wrap every other word in one.
_NOISE = frozenset({"span"})


def words(text: str) -> list[str]:
    """Cut a template or style sheet into words; tags are no more than text."""
    return _WORDS.findall(text)


def words_and_tags(text: str) -> list[str]:
    """Cut a field into words, tags and entities."""
    return _WORDS_AND_TAGS.findall(text)


def tag_name(token: str) -> str | None:
    """Return the name of an HTML tag, empty for a comment; nothing for text."""
    match = _TAG.fullmatch(token)
    return (match[1] or "").lower() if match else None


def tags(tokens: Tokens) -> list[str]:
    """Return those tokens that are tags."""
    return [token for token in tokens if tag_name(token) is not None]


def is_noise(tag: str) -> bool:
    """Whether a tag may stand between any two words."""
    return tag_name(tag) in _NOISE


def is_hidden(tag: str) -> bool:
    """Whether a tag says nothing beside text that changed, attributes included."""
    name = tag_name(tag)
    is_bare = _BARE.fullmatch(tag) is not None
    return name in _NOISE | _MEDIA or (name in _BLOCKS | _CELLS and is_bare)


def length(tokens: Tokens) -> int:
    """Return how many letters there are, without tags and spaces."""
    return sum(len(token.strip()) for token in tokens if tag_name(token) is None)


def source(tokens: Tokens) -> str:
    """Return tokens as they are written, in one line."""
    return "".join(tokens).replace("\r\n", "\n").replace("\n", LINE_BREAK)


def readable(tokens: Tokens) -> str:
    """Return the text that the tokens make, in one line."""
    return _one_line(
        html.unescape(token) if tag_name(token) is None else _shown_tag(token)
        for token in tokens
    )


def with_tags(tokens: Tokens) -> str:
    """Return the text with the tags of emphasis, code and links, as source."""
    return _one_line(
        _shown_tag(token) if is_hidden(token) else token for token in tokens
    )


def _one_line(pieces: Iterable[str]) -> str:
    text = "".join(pieces).replace("\n", LINE_BREAK)
    return _BREAKS.sub(SHOWN_BREAK, text)


def _shown_tag(tag: str) -> str:
    name = tag_name(tag)
    if name in _BLOCKS:
        return LINE_BREAK
    if name in _CELLS:
        return " "
    address = _SOURCE.search(tag) if name in _MEDIA else None
    return f"[{address[1] or address[2] or address[3] or ''}]" if address else ""
