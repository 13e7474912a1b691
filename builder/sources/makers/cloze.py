"""What every cloze note of an import has in common: the question, then the deletions."""

from __future__ import annotations

import re
from collections.abc import Callable

from builder.sources.items import Item
from builder.sources.makers.maker import NO_FIELDS, Fields

# Fewer deletions are no list, more are too many cards of one answer.
FEWEST, MOST = 2, 7
_MARKS = re.compile(r"\{\{|\}\}|::")


def fields(item: Item, deleted: Callable[[str], str]) -> Fields:
    """Return the fields of a note that asks for what ``deleted`` deletes in an answer."""
    if item.choices or item.note_type or "{{" in item.question or "}}" in item.question:
        return NO_FIELDS
    text = deleted(item.answer)
    return {"cloze": f"{item.question}\n\n{text}"} if text else NO_FIELDS


def has_marks(text: str) -> bool:
    """Whether a text holds what Anki would take for the marks of a deletion."""
    return bool(_MARKS.search(text))
