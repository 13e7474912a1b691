"""Marks inside of a line that are Anki's, or that Chinese and Japanese need."""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

from builder.base.cjk import is_wide


def sound(state: StateInline, silent: bool) -> bool:
    """``[sound:a.mp3]``, kept from emphasis and link rules."""
    if state.src.find("]", state.pos, state.posMax) < 0:
        return False
    match = _SOUND.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push("sound", "", 0).content = match[1]
    state.pos = match.end()
    return True


_SOUND = re.compile(r"\[sound:([^\]\n]+)\]")


def live(state: StateInline, silent: bool) -> bool:
    """LaTeX and speech as Anki writes them; after a backslash they are text."""
    match = _LIVE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push("live", "", 0).content = match.group()
    state.pos = match.end()
    return True


_LIVE = re.compile(r"(?i)\[(?:/?latex|anki:[^\]\n]*)\]")


def wide_emphasis(state: StateInline, silent: bool) -> bool:
    """``*`` beside a CJK character.

    CommonMark asks for a space or a Latin letter there, which Chinese and Japanese do
    not have: ``**“镜像”**是`` would show its asterisks.
    """
    source, start = state.src, state.pos
    if silent or source[start] != "*":
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
