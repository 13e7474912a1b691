"""A question without an answer: a note that waits for its author."""

from __future__ import annotations

from builder.sources.items import Item
from builder.sources.makers.maker import NO_FIELDS, Fields


def fields(item: Item) -> Fields:
    """Return the fields of a note whose back is empty."""
    return {"front": item.question, "back": ""} if item.is_draft else NO_FIELDS
