"""A deck has notes."""

from __future__ import annotations

from collections.abc import Iterator

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic
from builder.cards.project import CARDS_FOLDER
from builder.check.subject import Subject


def no_notes(subject: Subject) -> Iterator[Diagnostic]:
    """There is a note, or a mistake that says why there is none."""
    if not subject.notes and subject.is_whole:
        message = f"no notes: write a card file below {CARDS_FOLDER}/"
        yield Diagnostic(subject.project.location, Code.NO_NOTES, message)
