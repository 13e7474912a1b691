"""A Markdown file: the quiz in its front matter, or else what its lines mark."""

from __future__ import annotations

from dataclasses import replace

from builder.sources.items import LeftOut
from builder.sources.readers import frontmatter, markdown
from builder.sources.readers.block import Document


def read(text: str) -> Document:
    """Read a Markdown file; an article below the questions of its head is left out."""
    document = markdown.read(text)
    head = frontmatter.read(text)
    asked = _quiz_in(text, head.rows) if head.rows else None
    if asked is None:
        return document
    told = tuple(
        LeftOut(block.line, block.text, "below the questions of the front matter")
        for block in document.blocks
        if block.text.strip() and block.marker != frontmatter.MARKER
    )
    return replace(
        asked,
        title=document.title,
        tags=document.tags,
        left_out=(*asked.left_out, *told),
    )


def _quiz_in(text: str, rows: int) -> Document | None:
    # Few heads hold questions: the others need not wait for the readers of records.
    from builder.sources.readers import yaml  # noqa: PLC0415

    return yaml.quiz_in("\n" + "\n".join(text.split("\n")[1 : rows - 1]))
