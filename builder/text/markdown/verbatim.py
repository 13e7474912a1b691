"""Code to HTML: what it holds is text, but for the deletions around and inside of it."""

from __future__ import annotations

from builder.text import cloze
from builder.text.highlight import escape, highlight
from builder.text.markdown.fieldtext import FieldText

# Code that a line of a phone has room for does not break after its hyphens.
_SHORT_CODE = 26


def verbatim(content: str, field: FieldText) -> tuple[str, list[cloze.Mark]]:
    """Return text in which nothing is Markdown, without its markers, and these."""
    if field.mode == "deletions":
        return cloze.split_verbatim(content, is_inside=field.is_inside)
    return content, cloze.breaks(content) if field.mode == "literal" else []


def inline_code(content: str, field: FieldText) -> str:
    """Return code in a line."""
    plain, marks = verbatim(content, field)
    is_short = "-" in plain and len(plain) <= _SHORT_CODE
    whole = ' class="whole"' if is_short else ""
    return f"<code{whole}>{escape(plain, marks)}</code>"


def code_block(content: str, language: str, field: FieldText) -> str:
    """Return lines of code, coloured where a language is named."""
    plain, marks = verbatim(content.removesuffix("\n"), field)
    code = highlight(plain, language, marks) if language else escape(plain, marks)
    return f'<pre class="code"><code>{code}</code></pre>\n'
