"""Every package of deck.yaml has notes."""

from __future__ import annotations

from collections.abc import Iterator

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic
from builder.cards.emptypart import why_empty
from builder.check.subject import Subject


def empty_packages(subject: Subject) -> Iterator[Diagnostic]:
    """A package holds a note; what was left out may be the one."""
    if not subject.is_whole or not subject.notes:
        return
    tags = [note.tags for note in subject.anki_notes]
    for package in subject.packages:
        if not any(map(package.takes, tags)):
            hint = why_empty(package, tags, without="without")
            message = f"no note goes into the package `{package.slug}`{hint}"
            place = package.location or subject.project.location
            yield Diagnostic(place, Code.EMPTY_PACKAGE, message)
