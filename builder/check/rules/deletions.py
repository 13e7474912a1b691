"""Cloze deletions stand where they make cards."""

from __future__ import annotations

from collections.abc import Iterator

from builder.anki.notetype import NoteType
from builder.base.code import Code
from builder.base.diagnostic import Diagnostic
from builder.cards.note import BUILT_IN_NOTE_TYPES, Note
from builder.cards.yamltree import Text
from builder.check.subject import Subject
from builder.text import cloze
from builder.text.nearmisses import near_misses


def stray_deletions(subject: Subject) -> Iterator[Diagnostic]:
    """A text whose deletions make no cards would show their marks."""
    note_types = subject.sound_note_types
    for note in subject.notes:
        note_type = note_types.get(note.note_type)
        if note_type is None:
            continue
        for key, text in _texts(note):
            if note.kind.field_of(key) in note_type.cloze_fields:
                continue
            found = _first_mark(text.value, is_likely=note_type.is_cloze)
            if found:
                offset, mark = found
                message = (
                    f"`{mark}` makes no deletion in `{key}`: "
                    f"{_where_it_would(note_type)}"
                )
                place = text.at(offset)
                yield Diagnostic(place, Code.CLOZE_STRAY, message, "warning")


def _texts(note: Note) -> Iterator[tuple[str, Text]]:
    """Yield all that a note says, with its keys."""
    yield from note.texts.items()
    yield from note.common.items()
    lists = {**note.lists, "choices": note.choices.options if note.choices else ()}
    for key, texts in lists.items():
        for text in texts:
            yield key, text


def _first_mark(text: str, *, is_likely: bool) -> tuple[int, str] | None:
    """Return the place and text of a deletion, or of what is surely meant for one.

    Where it ``is_likely``, in a cloze note, of what is perhaps meant for one too.
    """
    match = cloze.OPEN.search(text)
    if match:
        return match.start(), match.group()
    # A template of a program may hold `{{ c, d }}`.
    misses = (
        one
        for one in near_misses(text)
        if is_likely or (one.is_certain and "::" in one.text)
    )
    return next(((one.offset, one.text) for one in misses), None)


def _where_it_would(note_type: NoteType) -> str:
    if note_type.key == "cloze":
        return "deletions stand in `cloze`"
    if not note_type.is_cloze or note_type.key in BUILT_IN_NOTE_TYPES:
        return "a cloze note is written with `cloze:`"
    names = " or ".join(f"`{name}`" for name in sorted(note_type.cloze_fields))
    return f"deletions stand in {names}"
