"""A text whose source says what is to be filled in."""

from __future__ import annotations

from builder.sources.items import Item
from builder.sources.makers.maker import NO_FIELDS, Fields, beside


def fields(item: Item) -> Fields:
    """Return the fields of a cloze note, when the source has made it one."""
    if item.form != "cloze":
        return NO_FIELDS
    return {"cloze": item.question, **beside(item)}
