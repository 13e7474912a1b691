"""Marks inside of a line: emphasis beside Chinese, sub- and superscript."""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

from builder.base.cjk import is_wide
from builder.text.markdown.fieldtext import FieldText

# What is lowered is one word or number behind a letter: `3~5、7~9` is a range.
_SUBSCRIPT = re.compile(
    r"(?<=[A-Za-z\u00c0-\u10ff\u1e00-\u1fff)\]}*^])~[^\W_](?:[\w+\-−–±()=∞′])*~(?!~)"
    r"|(?<=[A-Za-z\u00c0-\u10ff\u1e00-\u1fff)\]}*^])~[+\-−–±∞(][\w+\-−–±()=∞′]*~(?!~)"
)
_SUPERSCRIPT = re.compile(r"(?<=[^\s^])\^(?=[^\^]*[\w+\-−–∞′*°])[\w+\-−–±()=∞′*/°.]+\^")
# The same with a deletion in it, which the plugins would take for text.
_SIGNS = r"[\w+\-−–±()=∞′*/°.]*"
_DELETION = r"(?:\{\{c[\d,]+::[^{}~^\s]+(?:::[^{}~^\n]+)?\}\}|==[^=~^\s]+==)"
_SHIFTED = {
    sign: (
        name,
        re.compile(
            rf"(?<=[^\s{mark}]){mark}({_SIGNS}{_DELETION}{_SIGNS}){mark}(?!{mark})"
        ),
    )
    for sign, name, mark in (("~", "sub", "~"), ("^", "sup", r"\^"))
}


def shifted_deletion(state: StateInline, silent: bool) -> bool:
    """``H~{{c1::2}}~O`` and ``x^==2==^``: raised or lowered text that is asked for."""
    field: FieldText = state.env["field"]
    if silent or field.mode != "deletions":
        return False
    name, pattern = _SHIFTED[state.src[state.pos]]
    match = pattern.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    limit = state.posMax
    state.push(f"{name}_open", name, 1)
    state.pos, state.posMax = match.span(1)
    state.md.inline.tokenize(state)
    state.push(f"{name}_close", name, -1)
    state.pos, state.posMax = match.end(), limit
    return True


def no_subscript(state: StateInline, silent: bool) -> bool:
    """A tilde that lowers nothing: it is text, whatever the plugin thinks of it."""
    before = state.src[state.pos - 1] if state.pos else ""
    is_double = "~" in before + state.src[state.pos + 1 : state.pos + 2]
    return not is_double and _is_text(state, _SUBSCRIPT, silent=silent)


def no_superscript(state: StateInline, silent: bool) -> bool:
    """A caret that raises nothing, as in ``a ^ b`` or ``^[a-z]``."""
    return _is_text(state, _SUPERSCRIPT, silent=silent)


def _is_text(state: StateInline, pattern: re.Pattern[str], *, silent: bool) -> bool:
    if pattern.match(state.src, state.pos, state.posMax):
        return False
    if not silent:
        state.pending += state.src[state.pos]
    state.pos += 1
    return True


def wide_emphasis(state: StateInline, silent: bool) -> bool:
    """``*`` beside a CJK character.

    CommonMark asks for a space or a Latin letter there, which Chinese and Japanese do
    not have: ``**“镜像”**是`` would show its asterisks.
    """
    source, start = state.src, state.pos
    if silent:
        return False
    end = start
    while end < state.posMax and source[end] == "*":
        end += 1
    before = source[start - 1] if start else " "
    after = source[end] if end < state.posMax else " "
    if not (is_wide(before) or is_wide(after)):
        return False
    for _ in range(end - start):
        state.push("text", "", 0).content = "*"
        state.delimiters.append(
            Delimiter(
                marker=ord("*"),
                length=end - start,
                token=len(state.tokens) - 1,
                end=-1,
                open=not after.isspace(),
                close=not before.isspace(),
            )
        )
    state.pos = end
    return True
