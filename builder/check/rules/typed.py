"""An answer that is typed in can be."""

from __future__ import annotations

from collections.abc import Iterator

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic
from builder.check.subject import Subject


def typed_line(subject: Subject) -> Iterator[Diagnostic]:
    """A typed answer is one line: Anki's input field has no more."""
    for note in subject.notes:
        answer = note.texts.get("back") or note.texts.get("word")
        if "typed" in note.flags and answer and "\n" in answer.value.strip():
            message = "a typed answer of several lines: a learner can type only one"
            yield Diagnostic(answer.location, Code.TYPED_LINES, message, "warning")
