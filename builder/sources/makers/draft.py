"""A question without an answer: a note that waits for its author."""

from __future__ import annotations

from builder.sources.items import Item
from builder.sources.makers.maker import NO_FIELDS, Fields, beside


def fields(item: Item) -> Fields:
    """Return the fields of a note whose back is empty; its options stand in front."""
    if not item.is_draft:
        return NO_FIELDS
    options = "\n".join(f"- {choice}" for choice in item.choices)
    front = f"{item.question}\n\n{options}" if options else item.question
    return {"front": front, "back": "", **beside(item)}
