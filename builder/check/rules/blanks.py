"""What is written is seen: no text, and no side of a card, shows nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from builder.anki import template
from builder.anki.ankinote import AnkiNote
from builder.anki.notetype import Template
from builder.base.code import Code
from builder.base.diagnostic import Diagnostic, Severity
from builder.cards.note import Note
from builder.cards.yamltree import Text
from builder.check.subject import Subject
from builder.text.markdown import as_written, render
from builder.text.visible import shows_nothing

_NOTHING = (
    "shows nothing: a comment, a line or a blank is nothing to learn; write what the card "
    "is to show"
)


def blank_texts(subject: Subject) -> Iterator[Diagnostic]:
    """A text that shows nothing is told of; where a card would be blank, it is refused."""
    notes = {note.id: note for note in subject.notes}
    for anki_note in subject.anki_notes:
        note = notes.get(anki_note.id)
        if note is None:
            continue
        shown = dict(zip(anki_note.note_type.fields, anki_note.fields, strict=True))
        blank = [
            (name, key, text)
            for name, key, text in _named(note)
            if text.value.strip() and shows_nothing(shown.get(name, "1"))
        ]
        for name, key, text in blank:
            is_needed = key in note.kind.required or _is_needed(
                anki_note, name, {one for one, _, _ in blank}
            )
            # A deck that its learners have is as it is.
            is_kept = anki_note.note_type.kept is not None
            severity: Severity = "error" if is_needed and not is_kept else "warning"
            message = f"`{key}` {_NOTHING}"
            yield Diagnostic(text.location, Code.BLANK, message, severity)
        yield from _blank_items(note)


def _named(note: Note) -> Iterator[tuple[str, str, Text]]:
    """Yield the texts of a note: field, key, text."""
    for key, text in (*note.texts.items(), *note.common.items()):
        if key != "source":
            yield note.kind.field_of(key), key, text


def _is_needed(note: AnkiNote, name: str, blank: set[str]) -> bool:
    """Whether a side of a card has nothing but this field, and others that are blank."""
    if note.note_type.is_cloze:
        return False
    filled = {
        field: value
        for field, value in zip(note.note_type.fields, note.fields, strict=True)
        if not template.is_blank(value)
    }
    return any(
        name in shown and not shown - blank
        for ordinal in note.ordinals
        for shown in _sides(note.note_type.templates[ordinal], filled)
    )


def _sides(one: Template, filled: Mapping[str, str]) -> Iterator[set[str]]:
    """Yield the fields that each side of a card shows beside the other side."""
    yield set(template.shown_fields(one.parts, filled))
    yield set(template.shown_fields(one.back_parts, filled)) - {"FrontSide"}


def _blank_items(note: Note) -> Iterator[Diagnostic]:
    """Tell of options, steps and points that show nothing."""
    options = note.choices.options if note.choices else ()
    for what, texts in {"choices": options, **note.lists}.items():
        for text in texts:
            if _may_show_nothing(text.value) and shows_nothing(
                render(text.value, find_media=as_written).html
            ):
                message = f"an item of `{what}` {_NOTHING}"
                yield Diagnostic(text.location, Code.BLANK, message)


def _may_show_nothing(text: str) -> bool:
    return not re.search(r"\w", text) or "<" in text or "&" in text
