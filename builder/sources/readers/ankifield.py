"""A field of a note of Anki as Markdown: what Anki shows stays what a card shows.

Nothing in it is Markdown; its math, sounds and deletions stay as they are.
"""

from __future__ import annotations

import html
import re

from builder.sources.readers import markup

_KEPT = re.compile(
    r"\\\((?:[^\\]|\\(?!\))){1,5000}\\\)|\\\[(?:[^\\]|\\(?!\])){1,5000}\\\]"
    r"|\[sound:[^\[\]\n]*\]"
)
_MATH_TAG = re.compile(
    r"(?i)<anki-mathjax(?P<block>[^<>]{0,200})>(?P<tex>[^<>]{0,5000})</anki-mathjax>"
)
_HTML = re.compile(r"<[a-zA-Z/!]|&(?:#?\w+);")
_MARK = "\ue010"
"""Stands for what is kept while the rest is read."""

OCCLUSION = re.compile(r"\{\{c\d+::image-occlusion:")


def as_markdown(field: str, *, is_html: bool) -> str:
    """Return a field as Markdown."""
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(html.unescape(match[0]) if is_html else match[0])
        return f"{_MARK}{len(kept) - 1}{_MARK}"

    text = _KEPT.sub(keep, _MATH_TAG.sub(_math, field.replace(_MARK, "")))
    has_tags = is_html and _HTML.search(text) is not None
    text = markup.html_as_markdown(text) if has_tags else markup.literal(text)
    return re.sub(f"{_MARK}(\\d+){_MARK}", lambda match: kept[int(match[1])], text)


def _math(match: re.Match[str]) -> str:
    opening, closing = ("\\[", "\\]") if "true" in match["block"] else ("\\(", "\\)")
    return f"{opening}{match['tex']}{closing}"
