"""A row of a table whose columns are the fields of a note type."""

from __future__ import annotations

import re

from builder.cards.note import KINDS
from builder.sources.items import Item
from builder.sources.makers.maker import NO_FIELDS, Fields

_MEDIA = re.compile(r"!\[[^\[\]]*\]\((?P<file>[^()]+)\)")
_FILES = frozenset({"picture", "sound"})


def fields(item: Item) -> Fields:
    """Return the fields of a note of another type than the tool would choose."""
    if not item.note_type:
        return NO_FIELDS
    kind = next((one for one in KINDS if one.note_type == item.note_type), None)
    if kind is None:
        return {"type": item.note_type, "fields": dict(item.fields)}
    found = {
        name: _file(text) if name in _FILES else text for name, text in item.fields
    }
    return {name: text for name, text in found.items() if text}


def _file(text: str) -> str:
    """Return the file of media/ that a text shows or plays, or nothing."""
    match = _MEDIA.fullmatch(text.strip())
    return match["file"].strip("<>") if match else ""
