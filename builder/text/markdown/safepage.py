"""Markdown of a description or a changelog to HTML that is safe anywhere.

Raw HTML is text, a link leads to the web or nowhere, and nothing is loaded.
"""

from __future__ import annotations

from markdown_it import MarkdownIt

_ALLOWED = ("https://", "http://", "mailto:", "#")


def safe_page(text: str) -> str:
    """Return the HTML of a text that strangers may have written."""
    parser = MarkdownIt("commonmark", {"html": False}).enable(
        ["table", "strikethrough"]
    )
    parser.disable(["image"])
    parser.validateLink = _is_harmless  # type: ignore[assignment,method-assign]
    rendered: str = parser.render(text)
    return rendered


def _is_harmless(address: str) -> bool:
    return address.strip().lower().startswith(_ALLOWED)
