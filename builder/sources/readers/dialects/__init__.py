"""Flash cards as programs write them into Markdown: a file a program, and their table.

Their marks say what is question and answer, so that nothing is left to be recognised.
A reader returns nothing when a text does not hold its program's marks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from builder.sources.readers import frontmatter
from builder.sources.readers.block import Document
from builder.sources.readers.dialects import (
    fencedcards,
    hashcards,
    logseq,
    mochi,
    obsidian,
    remnote,
)
from builder.sources.readers.dialects.marked import MarkedText

DIALECTS: Sequence[Callable[[MarkedText], Document | None]] = (
    logseq.read,
    fencedcards.read,
    obsidian.read,
    hashcards.read,
    remnote.read,
    mochi.read,
)


def read(text: str) -> Document | None:
    """Return the cards of a text that is written in one of the dialects."""
    head = frontmatter.read(text)
    rows = list(enumerate(text.split("\n"), start=1))[head.rows :]
    marked = MarkedText(rows, head)
    return next((found for one in DIALECTS if (found := one(marked))), None)
