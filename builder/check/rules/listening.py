"""A card that asks for what is heard has something to hear."""

from __future__ import annotations

from collections.abc import Iterator

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic
from builder.check.subject import Subject


def listening_cards(subject: Subject) -> Iterator[Diagnostic]:
    """A word with a listening card has a sound, or a voice: else it has no such card."""
    for note in subject.notes:
        is_heard = "sound" in note.texts or "word" in note.speech
        if "listening" in note.flags and not is_heard:
            message = (
                "`listening` without a sound makes no card: name a `sound`, or the "
                "language of the word with `speak`"
            )
            yield Diagnostic(note.location, Code.NO_CARD, message)
