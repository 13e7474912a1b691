"""Cloze deletions stand where they make cards."""

from __future__ import annotations

from collections.abc import Iterator

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic
from builder.check.subject import Subject
from builder.text import cloze


def stray_deletions(subject: Subject) -> Iterator[Diagnostic]:
    """A note that is no cloze note has no deletion: it would show its marks."""
    note_types = subject.sound_note_types
    for note in subject.notes:
        note_type = note_types.get(note.note_type)
        if note_type is None or note_type.is_cloze:
            continue
        for key, text in (*note.texts.items(), *note.common.items()):
            match = cloze.OPEN.search(text.value)
            if match:
                message = (
                    f"`{match.group()}` makes no deletion in `{key}`: a cloze note is "
                    "written with `cloze:`"
                )
                place = text.at(match.start())
                yield Diagnostic(place, Code.CLOZE_STRAY, message, "warning")
