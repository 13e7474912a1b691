"""What learners have already: nothing of it may come twice, or never again."""

from __future__ import annotations

from collections.abc import Iterator

from builder.base.diagnostic import Diagnostic
from builder.check.subject import Subject
from builder.versions import releasednotes, releasedtypes


def changed_identities(subject: Subject) -> Iterator[Diagnostic]:
    """A note keeps its GUID, and once it is released its note type."""
    yield from releasednotes.changed_identities(subject.anki_notes, subject.lock)


def renumbered_deletions(subject: Subject) -> Iterator[Diagnostic]:
    """A number stays with its text: learners' schedules stay with the number."""
    yield from releasednotes.renumbered_deletions(subject.anki_notes, subject.lock)


def former_ids(subject: Subject) -> Iterator[Diagnostic]:
    """``was`` names one note, and one that is no longer there."""
    yield from releasednotes.wrong_former_ids(subject.notes, subject.lock)


def renamed_notes(subject: Subject) -> Iterator[Diagnostic]:
    """A note that gets a new id says which it had."""
    if subject.is_whole:
        yield from releasednotes.renamed_notes(subject.anki_notes, subject.lock)


def changed_note_types(subject: Subject) -> Iterator[Diagnostic]:
    """A released note type keeps its fields and templates."""
    if not subject.allows_new_shapes:
        yield from releasedtypes.changed_note_types(
            subject.sound_note_types, subject.lock
        )


def missing_note_types(subject: Subject) -> Iterator[Diagnostic]:
    """A note type stays until its released notes are retired."""
    yield from releasedtypes.missing_note_types(
        subject.note_types, subject.anki_notes, subject.lock
    )
