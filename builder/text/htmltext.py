"""The text in HTML, and text as an attribute, as Anki's engine takes them.

Held against the engine by the tests (rslib/src/text.rs of ankitects/anki).
"""

from __future__ import annotations

import html
import re
from html.entities import html5

_MARKUP = re.compile(
    r"<!--.*?-->|<style.*?>.*?</style>|<script.*?>.*?</script>|<.*?>",
    re.DOTALL | re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);|&")
_NAMED = {'"': "&quot;", "&": "&amp;", "'": "&#x27;", "<": "&lt;", ">": "&gt;"}
# What lies beyond Latin-1 stays, too.
_SPECIAL = re.compile(r"[^0-9A-Za-z\u0100-\U0010ffff]")


def without_tags(markup: str) -> str:
    """Return HTML without its tags, comments, styles and scripts."""
    return _MARKUP.sub("", markup) if "<" in markup else markup


def text_of(markup: str) -> str:
    """Return the text of HTML."""
    return decoded(without_tags(markup))


def decoded(plain: str) -> str:
    """Return what entities stand for; with one that is none, all stay as written."""
    if "&" not in plain:
        return plain
    if not all(_is_entity(match.group()) for match in _ENTITY.finditer(plain)):
        return plain
    return html.unescape(plain).replace("\u00a0", " ")


def encoded_attribute(text: str) -> str:
    """Return a text as the value of an attribute: letters and digits stay as they are."""
    return _SPECIAL.sub(
        lambda match: _NAMED.get(match.group()) or f"&#x{ord(match.group()):02X};", text
    )


def _is_entity(written: str) -> bool:
    return written != "&" and (written[1] == "#" or written[1:] in html5)
