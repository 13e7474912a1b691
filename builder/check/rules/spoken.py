"""A spoken answer can be remembered, and its short version is short."""

from __future__ import annotations

from collections.abc import Iterator

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic
from builder.cards.speaking import seconds_to_say
from builder.check.subject import Subject

# What people keep in mind at a time: G. A. Miller, 1956.
_MOST_POINTS = 7
_SHORT = 30
# A guess of seconds is not more exact than this.
_SLACK = 5


def spoken_answers(subject: Subject) -> Iterator[Diagnostic]:
    """An answer has at most seven points; half a minute is half a minute."""
    for note in subject.notes:
        points = note.lists.get("points", ())
        if len(points) > _MOST_POINTS:
            message = (
                f"{len(points)} points: nobody tells more than {_MOST_POINTS} in order; "
                "put some together, or write two notes"
            )
            place = points[_MOST_POINTS].location
            yield Diagnostic(place, Code.SPOKEN, message, "warning")
        short = note.texts.get("short")
        seconds = seconds_to_say(short.value) if short else 0
        if short and seconds > _SHORT + _SLACK:
            message = (
                f"the short answer takes about {seconds} seconds to say: {_SHORT} are "
                "about 65 words, or 120 Chinese characters"
            )
            yield Diagnostic(short.location, Code.SPOKEN, message, "warning")
