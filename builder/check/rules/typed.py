"""An answer that is typed in can be."""

from __future__ import annotations

from collections.abc import Iterator

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic
from builder.check.subject import Subject


def typed_line(subject: Subject) -> Iterator[Diagnostic]:
    """A typed answer is one line: Anki's input field has no more."""
    for note in subject.notes:
        if "typed" in note.flags and "\n" in note.texts["back"].value.strip():
            place = note.texts["back"].location
            message = "a typed answer of several lines: a learner can type only one"
            yield Diagnostic(place, Code.TYPED_LINES, message, "warning")
