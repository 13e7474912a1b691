"""Small elements of a web page as Markdown: pictures, formulas, code on a line."""

from __future__ import annotations

import re

from builder.sources.readers.html import mathml
from builder.sources.readers.html.element import Element

_SPECIAL = re.compile(
    r"[*`\[\]\\]|(?<!\w)_|_(?!\w)|<(?=[A-Za-z/!?])|&(?=#?\w+;)|\$(?=\S[^$]*\$)|~~|==(?=\S)"
)


def picture(node: Element) -> str:
    """Return a picture as Markdown, or nothing without its address."""
    given = node.attributes
    source = (given.get("src") or "").strip()
    lazy = (given.get("data-src") or given.get("data-original") or "").strip()
    if lazy and (not source or source.startswith("data:")):
        source = lazy
    if not source:
        return ""
    alt = squeezed(given.get("alt", "")).translate({91: 32, 93: 32})
    source = squeezed(source).replace("<", "%3C").replace(">", "%3E")
    address = f"<{source}>" if re.search(r"[\s()]", source) else source
    return f"![{alt}]({address})"


def office_marker(node: Element) -> str:
    """Return the marker that an office program writes before an item of a list."""
    text = node.text()
    return f"{text} " if re.search(r"\w", text) and text != "o" else "- "


def formula(node: Element) -> str:
    """Return a formula as the TeX it was written in, where the page tells it."""
    told = node.attributes.get("alttext", "")
    for one in node.walk():
        if one.name == "annotation" and "tex" in one.attributes.get("encoding", ""):
            told = one.text()
    if not told.strip() and node.name == "math":
        told = mathml.as_tex(node)
    bare = " ".join(told.split())
    if not bare or "$" in bare:
        return escaped(node.text())
    return f"${bare}$"


def is_alone(node: Element) -> bool:
    """Whether nothing but an element stands in the one around it."""
    return node.parent is None or node.parent.size <= node.size * 1.2


def ticked(code: str) -> str:
    """Return code as it stands on a line."""
    code = squeezed(code)
    if not code:
        return ""
    ticks = "``" if "`" in code else "`"
    pad = " " if "`" in code else ""
    return f"{ticks}{pad}{code}{pad}{ticks}"


def escaped(text: str) -> str:
    """Return a text that Markdown shows as it stands."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def squeezed(text: str) -> str:
    """Return a text as one line."""
    return " ".join(text.split())
