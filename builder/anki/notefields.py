"""The fields of one note, from what stands under its author's keys."""

from __future__ import annotations

from builder.anki.fieldmedia import sound_tag
from builder.anki.fieldrenderer import FieldRenderer
from builder.anki.kinds import FILLED
from builder.anki.speech import speech_of
from builder.base.code import Code
from builder.base.diagnostic import Problem
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
    _add_speech(values, note, rendering)
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


def _add_speech(values: dict[str, str], note: Note, rendering: FieldRenderer) -> None:
    """Add what says a text aloud: a recording, else the voice of the learner's device."""
    for key, language in note.speech.items():
        name = key if note.kind.name == "own" else note.kind.field_of(key)
        into = note.kind.spoken.get(key, name)
        if into != name and values.get(into):
            continue  # a recording that the author names
        heard = _recorded(key, note, rendering) or speech_of(
            values.get(name, ""),
            language.value,
            rendering.voices.get(language.value, ()),
            has_deletions=name in rendering.note_type.cloze_fields,
        )
        # A file speaks as far as its notes have words.
        if not heard and values.get(name) and language.location > note.location:
            message = f"`{key}` has no word to say aloud"
            rendering.warn(language.location, Code.SPEAK, message)
        values[into] = f"{values.get(into, '')} {heard}".strip()
        rendering.said.append(heard.partition("]")[0])


def _recorded(key: str, note: Note, rendering: FieldRenderer) -> str:
    """Return the recording that is called as the note: ``ID.mp3``, ``ID.back.mp3``."""
    is_main = key == next(iter(note.texts), "")
    file = rendering.media.recording(note.id if is_main else f"{note.id}.{key}")
    if isinstance(file, Problem):
        rendering.diagnostics.append(file.at(note.location))
        return ""
    return sound_tag(file) if file else ""


def _source(text: Text) -> str:
    """Return where the fact came from, as text in which nothing is live."""
    value = text.value.strip()
    return escape(value, cloze.breaks(value))
