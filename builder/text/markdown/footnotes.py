"""Footnotes: those that nobody refers to are told of, and regular expressions are none."""

from __future__ import annotations

import re

from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.footnote.index import footnote_inline

from builder.base.code import Code
from builder.text.markdown.fieldtext import FieldText, OpenDeletion

# Behind a word, and no part of a regular expression.
_REFERENCE = re.compile(r"(?<=[\w.,;:!?)。，；：！？）])\[\^[\w-]{1,20}\](?![+*?{:(])")
_WORD_BEFORE = re.compile(r"[^\s\W_]|[^\x00-\x7f\s]|[)\]*_.,!?]$")


def inline_footnote(state: StateInline, silent: bool) -> bool:
    """``word^[note]``: behind a word alone, for ``^[a-z]`` is an expression."""
    before = state.src[max(state.pos - 1, 0) : state.pos]
    if not before or not _WORD_BEFORE.match(before):
        return False
    field: FieldText = state.env["field"]
    outer, field.open = field.open, [OpenDeletion(is_short=True)]
    try:
        return bool(footnote_inline(state, silent))
    finally:
        field.open = outer


def check_references(content: str, field: FieldText) -> None:
    """Warn of references in a text that are to no footnote of the field."""
    for match in _REFERENCE.finditer(content):
        name = match.group()
        message = f"no footnote `{name}`: write `{name}: …` in a line below the text"
        field.warn(field.place(name), Code.FOOTNOTE, message)


def lost_footnotes(state: StateCore) -> None:
    """Warn of footnotes that nothing refers to: their text would be left out."""
    found = state.env.get("footnotes")
    if not found:
        return
    field: FieldText = state.env["field"]
    for label, number in found.get("refs", {}).items():
        if number < 0:
            name = f"[^{label[1:]}]"
            message = (
                f"nothing refers to the footnote `{name}`: its text is left out; write "
                f"`{name}` where it belongs"
            )
            field.warn(field.place(f"{name}:"), Code.FOOTNOTE, message)
