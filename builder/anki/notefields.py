"""The fields of one note, from what stands under its author's keys."""

from __future__ import annotations

from builder.anki.fieldrenderer import FieldRenderer
from builder.anki.kinds import FILLED
from builder.base.code import Code
from builder.cards.keys import SHAPES
from builder.cards.note import Note
from builder.cards.yamltree import Text
from builder.text import cloze
from builder.text.highlight import escape


def note_fields(note: Note, rendering: FieldRenderer) -> list[str]:
    """Return the field values in the order of the note type."""
    is_own = note.kind.name == "own"
    values = _own_texts(note, rendering) if is_own else _texts(note, rendering)
    _add_common(values, note, rendering)
    return [values.get(name, "") for name in rendering.note_type.fields]


def _texts(note: Note, rendering: FieldRenderer) -> dict[str, str]:
    kind = note.kind
    values = {
        kind.fields[key]: rendering.render(kind.fields[key], text)
        for key, text in note.texts.items()
        if SHAPES[key] != "file"
    }
    values |= {kind.fields[flag]: "1" for flag in kind.flags if flag in note.flags}
    if kind.name in FILLED:
        values |= FILLED[kind.name](note, rendering)
    return values


def _own_texts(note: Note, rendering: FieldRenderer) -> dict[str, str]:
    known = rendering.note_type.fields
    return {
        name: rendering.render(name, text)
        for name, text in note.texts.items()
        if name in known
    }


def _add_common(values: dict[str, str], note: Note, rendering: FieldRenderer) -> None:
    """Add the texts that a note of any kind may have."""
    for key, text in note.common.items():
        name = note.kind.field_of(key)
        if values.get(name):
            # What the head of the file gives to all its notes yields to the note.
            if text.location > note.location:
                message = f"`{key}` is given twice: the field `{name}` has text too"
                rendering.report(text.location, Code.DUPLICATE_KEY, message)
        elif name in rendering.note_type.fields:
            is_source = key == "source"
            values[name] = _source(text) if is_source else rendering.render(name, text)
        elif key != "source":
            message = f"the note type `{rendering.note_type.key}` has no field `{name}`"
            rendering.report(text.location, Code.UNKNOWN_FIELD, message)


def _source(text: Text) -> str:
    """Return where the fact came from, as text in which nothing is live."""
    value = text.value.strip()
    return escape(value, cloze.breaks(value))
