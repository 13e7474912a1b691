"""Notes that wait for their answer are not forgotten."""

from __future__ import annotations

from collections.abc import Iterator

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic
from builder.check.subject import Subject


def drafts(subject: Subject) -> Iterator[Diagnostic]:
    """A draft is told of as long as it is one."""
    for note in subject.notes:
        if note.is_draft:
            message = "a draft: left out of the deck until it has an answer"
            yield Diagnostic(note.location, Code.DRAFT, message, "warning")
