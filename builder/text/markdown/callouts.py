"""Callouts: GitHub's ``> [!NOTE]``, and Obsidian's with a title, folded or not.

https://help.obsidian.md/callouts
"""

from __future__ import annotations

import re
from dataclasses import replace

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_FIRST_LINE = re.compile(
    r"\[!(?P<kind>[A-Za-z][\w -]*)(?:\|[^\]]*)?\](?P<fold>[+-]?)[ \t]*(?P<title>[^\n]*)(?:\n|$)"
)

_LIKE = {
    "note": "note info todo",
    "tip": "tip hint abstract summary tldr success check done",
    "important": "important example",
    "warning": "warning attention question help faq",
    "caution": "caution danger error bug failure fail missing",
    "quote": "quote cite",
}
# How many tokens are done with: the quote's, the beginning of its first paragraph and
# the text, and the paragraph's end.
_QUOTE_AND_TEXT = 3
_QUOTE_AND_PARAGRAPH = 4
_LOOKS = {word: look for look, words in _LIKE.items() for word in words.split()}


def callouts(state: StateCore) -> None:
    """Make callouts of the quotes that begin with the name of a kind."""
    tokens = state.tokens
    made: list[Token] = []
    ends: list[str] = []
    position = 0
    while position < len(tokens):
        token = tokens[position]
        if token.type == "blockquote_open":
            match = _beginning(tokens, position)
            ends.append("")
            if match is not None:
                ends[-1] = _begin(made, token, match)
                position += _take_first_line(tokens, position, match, made)
                continue
        elif token.type == "blockquote_close":
            tag = ends.pop()
            if tag:
                token = replace(token, type="callout_close", tag=tag)
        made.append(token)
        position += 1
    state.tokens = made


def _beginning(tokens: list[Token], position: int) -> re.Match[str] | None:
    inside = tokens[position + 1 : position + 3]
    if [token.type for token in inside] != ["paragraph_open", "inline"]:
        return None
    return _FIRST_LINE.match(inside[1].content)


def _begin(made: list[Token], quote: Token, match: re.Match[str]) -> str:
    """Open a callout with its title; return its element."""
    kind = match["kind"].strip()
    look = _LOOKS.get(kind.lower(), "note")
    tag, title = ("details", "summary") if match["fold"] else ("div", "div")
    opening = replace(quote, type="callout_open", tag=tag)
    opening.attrs = {"class": f"callout {look}"}
    if match["fold"] == "+":
        opening.attrs["open"] = ""
    level = quote.level + 1
    text = Token("inline", "", 0, level=level + 1, children=[], map=quote.map)
    text.content = match["title"].strip() or kind.capitalize()
    made += [
        opening,
        Token(
            "callout_title_open",
            title,
            1,
            level=level,
            block=True,
            attrs={"class": "callout-title"},
        ),
        text,
        Token("callout_title_close", title, -1, level=level, block=True),
    ]
    return tag


def _take_first_line(
    tokens: list[Token], position: int, match: re.Match[str], made: list[Token]
) -> int:
    """Take the line of the kind out of its paragraph; return how many tokens are done."""
    opening, text = tokens[position + 1 : position + 3]
    rest = text.content[match.end() :]
    if not rest.strip():
        return _QUOTE_AND_PARAGRAPH
    text.content = rest
    text.map = [text.map[0] + 1, text.map[1]] if text.map else None
    made += [opening, text]
    return _QUOTE_AND_TEXT
