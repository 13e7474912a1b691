"""A question and its answer, front and back."""

from __future__ import annotations

from builder.sources.items import Item
from builder.sources.makers.maker import Fields, beside


def fields(item: Item) -> Fields:
    """Return the fields of a basic note; options of which none is right are listed."""
    flags = {item.form: "true"} if item.form else {}
    back = _with_options(item)
    return {"front": item.question, "back": back, **flags, **beside(item)}


def _with_options(item: Item) -> str:
    if not item.choices:
        return item.answer
    options = "\n".join(f"- {choice}" for choice in item.choices)
    return f"{item.answer}\n\n{options}"
