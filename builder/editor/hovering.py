"""What a field looks like when it is rendered, beside the text that is written."""

from __future__ import annotations

import re

from builder.base.diagnostic import Location
from builder.cards.note import Note
from builder.cards.yamltree import Text
from builder.editor.desk import Desk
from builder.text.markdown import as_written, render

_DELETION = re.compile(
    r"\{\{c[\d,]+::((?:(?!\{\{c|\}\}).)*?)(?:::[^{}]*)?\}\}", re.DOTALL
)
_SHORT = re.compile(r"==(?=\S)([^=\n]+?)==")


def shown_at(desk: Desk, place: Location) -> str:
    """Return the field at a place as Markdown for an editor, and as the card's HTML."""
    found = desk.note_at(place)
    if found is None:
        return ""
    note, text = found
    is_cloze = text is note.texts.get("cloze")
    rendered = render(
        text.value, find_media=as_written, mode="deletions" if is_cloze else "off"
    )
    seen = text.value
    if is_cloze:
        seen = _SHORT.sub(r"**[\1]**", _DELETION.sub(r"**[\1]**", seen))
    shown = text.value if note.is_html else rendered.html
    return f"{_head(note, text)}\n\n{seen}\n\n```html\n{shown}\n```"


def _head(note: Note, text: Text) -> str:
    key = next((key for key, one in note.texts.items() if one is text), "")
    return " · ".join(filter(None, (f"**{note.id}**", note.kind.name, key)))
