"""Code to coloured HTML: the only module that knows Pygments.

Colours are class names; the two themes are in ``builder/notetypes/style.css``.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from builder.base.diagnostic import did_you_mean
from builder.text.cloze import Mark

if TYPE_CHECKING:
    from pygments.lexer import Lexer
    from pygments.token import _TokenType

# ruff: noqa: PLC0415 -- most texts have no code: Pygments is loaded for those that do

# https://docs.ankiweb.net/media.html and https://docs.ankiweb.net/math.html#latex; a
# field to type into is found in the finished card: qt/aqt/reviewer.py, typeAnsPat.
_LIVE = re.compile(r"\[(?=sound:|anki:|/?(?i:latex)\]|/?\$\$?\]|\[type:)")
_TAG = re.compile(r"<[A-Za-z][^<>]*>")

_Piece: TypeAlias = "tuple[int, _TokenType, str]"

# Names, punctuation and blanks look like the text around them.
_PLAIN = frozenset({"n", "nx", "p", "w"})

# Keeps two characters apart that Anki would read as one marker; shows as nothing.
BREAK = "<!-- -->"


def highlight(code: str, language: str, marks: Sequence[Mark] = ()) -> str:
    """Return code as HTML with ``marks`` set in at their offsets, whole."""
    lexer = _lexer(language)
    if lexer is None:
        return escape(code, marks)
    # Some lexers read whole lines only and would drop the last without its end.
    tokens = list(lexer.get_tokens_unprocessed(f"{code}\n"))
    if "".join(value for _, _, value in tokens) != f"{code}\n":
        return escape(code, marks)
    return "".join(_pieces(_without_end(tokens), marks))


def escape(text: str, marks: Sequence[Mark] = (), *, separator: str = BREAK) -> str:
    """Return plain text as HTML with ``marks`` set in; breaks become ``separator``."""
    shown = inert(live(text, marks, separator=separator))
    # A learner types a space where the answer has one, and the engine takes only the
    # entity for a space.
    return shown.replace("\u00a0", "&nbsp;") if "\u00a0" in shown else shown


def live(text: str, marks: Sequence[Mark] = (), *, separator: str = BREAK) -> str:
    """Return the same, in which Anki plays and typesets what it knows."""
    pieces = []
    position = 0
    for mark in marks:
        pieces.append(html.escape(text[position : mark.offset], quote=False))
        pieces.append(_marker(mark, separator))
        position = mark.offset
    pieces.append(html.escape(text[position:], quote=False))
    return "".join(pieces)


def inert(markup: str) -> str:
    """Break what Anki would play or typeset where it is meant to be read."""
    return _LIVE.sub(f"[{BREAK}", markup) if "[" in markup else markup


def is_inert(markup: str) -> bool:
    """Whether Anki would play or typeset nothing of it."""
    return not _LIVE.search(markup)


def with_inert_attributes(markup: str) -> str:
    """Break the same in the tags of a whole field, where no comment can stand."""
    if not _LIVE.search(markup):
        return markup
    return _TAG.sub(lambda tag: _LIVE.sub("&#91;", tag[0]), markup)


def knows(language: str) -> bool:
    """Whether code in this language can be coloured."""
    return _lexer(language) is not None


@cache
def suggestion(language: str) -> str:
    """Return the language that may be meant, in words, or nothing."""
    from pygments.lexers import get_all_lexers

    known = [alias for _, aliases, _, _ in get_all_lexers() for alias in aliases]
    return did_you_mean(language, known)


@cache
def _lexer(language: str) -> Lexer | None:
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


def _without_end(tokens: list[_Piece]) -> list[_Piece]:
    """Take back the line end that was added for the lexer."""
    last = max(index for index, token in enumerate(tokens) if token[2])
    start, kind, value = tokens[last]
    return [*tokens[:last], (start, kind, value.removesuffix("\n"))]


def _pieces(tokens: Iterable[_Piece], marks: Sequence[Mark]) -> Iterator[str]:
    waiting = list(reversed(marks))
    for start, kind, value in tokens:
        position = start
        end = start + len(value)
        while waiting and waiting[-1].offset < end:
            mark = waiting.pop()
            yield _span(kind, value[position - start : mark.offset - start])
            yield _marker(mark, BREAK)
            position = mark.offset
        yield _span(kind, value[position - start :])
    for mark in reversed(waiting):
        yield _marker(mark, BREAK)


def _span(kind: _TokenType, value: str) -> str:
    if not value:
        return ""
    text = inert(html.escape(value, quote=False))
    name = _class_name(kind)
    return f'<span class="{name}">{text}</span>' if name and value.strip() else text


@cache
def _class_name(kind: _TokenType) -> str:
    from pygments.token import STANDARD_TYPES

    while kind not in STANDARD_TYPES and kind.parent is not None:
        kind = kind.parent
    name = STANDARD_TYPES.get(kind, "")
    return "" if name in _PLAIN else name


def _marker(mark: Mark, separator: str) -> str:
    return separator if mark.is_break else html.escape(mark.text, quote=False)
