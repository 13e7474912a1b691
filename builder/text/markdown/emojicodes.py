"""Emoji codes in a line: ``:rocket:``, but not the ``:id:`` of ``key:id:value``."""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline

from builder.text.emojis import emoji_called

_CODE = re.compile(r":(?P<name>[a-z0-9_+-]+):(?![A-Za-z0-9:/])")
_BEFORE = re.compile(r"[A-Za-z0-9:/]$")


def emoji_code(state: StateInline, silent: bool) -> bool:
    """A code whose name is an emoji's; any other stays text."""
    match = _CODE.match(state.src, state.pos, state.posMax)
    if silent or match is None or _BEFORE.search(state.pending[-1:]):
        return False
    found = emoji_called(match["name"])
    if not found:
        return False
    state.push("text", "", 0).content = found
    state.pos = match.end()
    return True
