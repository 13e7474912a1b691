"""A field apart from what Anki's editors change in it by themselves, and its short hash.

AnkiDroid writes every line end as ``<br>``, the browser behind Anki's own editor writes
character references as characters, and an import composes letters: none is an edit.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable

from builder.base.hashing import short_hash

# Enough to tell whether a field is what was shipped.
_LENGTH = 8
LINE_BREAK_TAG = "<br>"
"""A line break as the browser writes it."""

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_LINE_END = re.compile(r"\r\n?")
_CLOSED = re.compile(r"\s*/>")
_REFERENCE = re.compile(r"&(?:(?:#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);)?")
_BRACKET = re.compile(r"<[^<>]*>|>")
# The name of a list of options and their order are made of their texts.
_OPTIONS = re.compile(r' id="choices-[0-9a-f]+"([^>]*>)(.*?)(?=</ol>)', re.DOTALL)
_OPTION = re.compile(r"<li\b.*?</li>", re.DOTALL)
_KEPT = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "\xa0": "&nbsp;"}
# Anki's import drops them (rslib/src/notes/mod.rs).
_DROPPED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def settled(value: str) -> str:
    """Return a field so that two are alike if they differ in nothing an author did."""
    return with_options_in_order(steady(value)).replace(LINE_BREAK_TAG, "\n")


def with_options_in_order(value: str) -> str:
    """Return a field whose options stand in the order of their texts, under no name.

    The tool makes both of the texts, so an edit of one moves them.
    """
    if ' id="choices-' not in value:
        return value
    return _OPTIONS.sub(_settled_options, value)


def steady(value: str) -> str:
    """Return a settled field in which breaks are other than line ends, as they show."""
    if not value.isascii():
        value = unicodedata.normalize("NFC", value).replace("\xa0", "&nbsp;")
    if not value.isprintable():
        value = _DROPPED.sub("", value)
    if "<" in value or "\r" in value:
        value = _LINE_END.sub("\n", _CLOSED.sub(">", _BREAK.sub(LINE_BREAK_TAG, value)))
    if ">" in value:
        value = _BRACKET.sub(_settled_bracket, value)
    return _REFERENCE.sub(_settled_reference, value) if "&" in value else value


def _settled_options(match: re.Match[str]) -> str:
    return match[1] + "".join(sorted(_OPTION.findall(match[2])))


def _settled_bracket(match: re.Match[str]) -> str:
    return "&gt;" if match[0] == ">" else match[0]


def _settled_reference(match: re.Match[str]) -> str:
    """Return a character as the browser writes it: few stay references in a text."""
    plain = html.unescape(match[0])
    return _KEPT.get(plain, plain)


def field_mark(value: str) -> str:
    """Return a short hash of a settled field; of an empty one nothing."""
    return short_hash(settled(value))[:_LENGTH] if value else ""


def field_marks(values: Iterable[str]) -> tuple[str, ...]:
    """Return the hashes of fields, without those of empty ones at the end."""
    marks = [field_mark(value) for value in values]
    while marks and not marks[-1]:
        marks.pop()
    return tuple(marks)
