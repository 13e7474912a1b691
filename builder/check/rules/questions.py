"""Two notes with one question: the learner cannot know which answer is meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic
from builder.cards.note import Note
from builder.check.sides import sides
from builder.check.subject import Subject


def same_question(subject: Subject) -> Iterator[Diagnostic]:
    """Every question, with its options, is asked once."""
    by_question: defaultdict[str, list[Note]] = defaultdict(list)
    for one in sides(subject):
        note = one.note
        note_type = subject.note_types.get(note.note_type)
        is_known = note_type is not None and note_type.own_fields and note.texts
        if not is_known or (note.masks and note.has_mistakes):
            continue  # what it asks is not known
        asked = note.question
        if note.kind.name == "own" and one.asked:
            asked = "\0".join(text.value.strip() for text in one.asked)
        by_question[asked].append(note)
    for first, *others in by_question.values():
        for note in others:
            message = f"the same question as the note at {first.location}"
            yield Diagnostic(note.location, Code.SAME_QUESTION, message, "warning")
