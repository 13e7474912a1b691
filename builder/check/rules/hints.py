"""What a hint has to say waits until it is asked for."""

from __future__ import annotations

from collections.abc import Iterator

from builder.anki.notetype import NoteType
from builder.base.code import Code
from builder.base.diagnostic import Diagnostic
from builder.check.subject import Subject


def silent_hints(subject: Subject) -> Iterator[Diagnostic]:
    """Anki plays the sound of a hint with its card, opened or not."""
    notes = {note.id: note for note in subject.notes}
    for anki_note in subject.anki_notes:
        note = notes.get(anki_note.id)
        if note is None or not any(map(_is_heard, anki_note.fields)):
            continue
        folded = _folded_fields(anki_note.note_type)
        shown = dict(zip(anki_note.note_type.fields, anki_note.fields, strict=True))
        for key, text in (*note.texts.items(), *note.common.items()):
            name = note.kind.field_of(key)
            if name not in folded:
                continue
            if _is_heard(shown.get(name, "")):
                message = (
                    f"the sound in `{key}` plays at once, before the hint is opened: "
                    "put it into `extra`, or into the answer"
                )
                yield Diagnostic(text.location, Code.HINT_SOUND, message, "warning")


def _is_heard(field: str) -> bool:
    return "[sound:" in field or "[anki:tts" in field


def _folded_fields(note_type: NoteType) -> frozenset[str]:
    """Return the fields that a card shows only when asked."""
    filtered = {
        part.field
        for one in note_type.templates
        for part in one.replacements
        if "hint" in part.filters
    }
    return frozenset({"Hint", *filtered})
