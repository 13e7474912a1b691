"""Two notes with one question: the learner cannot know which answer is meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic
from builder.cards.note import Note
from builder.check.subject import Subject


def same_question(subject: Subject) -> Iterator[Diagnostic]:
    """Every question, with its options, is asked once."""
    by_question: defaultdict[str, list[Note]] = defaultdict(list)
    for note in subject.notes:
        note_type = subject.note_types.get(note.note_type)
        is_known = note_type is not None and note_type.own_fields and note.texts
        if not is_known or (note.masks and note.has_mistakes):
            continue  # what it asks is not known
        by_question[note.question].append(note)
    for first, *others in by_question.values():
        for note in others:
            message = f"the same question as the note at {first.location}"
            yield Diagnostic(note.location, Code.SAME_QUESTION, message, "warning")
