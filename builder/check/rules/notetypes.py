"""Notes of the author's own note types fit these."""

from __future__ import annotations

from collections.abc import Iterator

from builder.anki.notetype import NoteType
from builder.base.code import Code
from builder.base.diagnostic import Diagnostic, Severity, did_you_mean
from builder.cards.note import BUILT_IN_NOTE_TYPES, Note
from builder.check.subject import Subject


def known_note_types(subject: Subject) -> Iterator[Diagnostic]:
    """A note's type and fields exist, and its first field has text."""
    own = {
        key: note_type
        for key, note_type in subject.note_types.items()
        if key not in BUILT_IN_NOTE_TYPES
    }
    for note in subject.notes:
        if note.kind.name != "own" or not note.note_type:
            continue
        note_type = own.get(note.note_type)
        if note_type is None:
            message = (
                f"no note type `{note.note_type}` in cards/notetypes/"
                f"{did_you_mean(note.note_type, own)}"
            )
            yield Diagnostic(note.location, Code.NOTE_TYPE, message)
        elif note_type.own_fields:
            yield from _misfits(note, note_type)


def _misfits(note: Note, note_type: NoteType) -> Iterator[Diagnostic]:
    for name, text in note.texts.items():
        if name not in note_type.fields:
            message = (
                f"the note type `{note.note_type}` has no field `{name}`"
                f"{did_you_mean(name, note_type.fields)}"
            )
            yield Diagnostic(text.location, Code.UNKNOWN_FIELD, message)
    first = note_type.fields[0]
    is_filled = first in note.texts and note.texts[first].value.strip()
    if not is_filled and not note.has_mistakes:
        message = f"the first field, `{first}`, is empty: Anki refuses such a note"
        severity: Severity = "warning" if note_type.kept else "error"
        yield Diagnostic(note.location, Code.EMPTY, message, severity)
