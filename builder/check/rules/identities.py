"""A note is known by its id in the project and by its GUID in Anki: each names one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic, Location
from builder.check.subject import Subject


def unique_ids(subject: Subject) -> Iterator[Diagnostic]:
    """An id names one note."""
    ids = ((note.id, note.location) for note in subject.notes if note.id)
    for note_id, place, first in _repeated(ids):
        message = f"the id `{note_id}` is taken by the note at {first}"
        yield Diagnostic(place, Code.DUPLICATE_ID, message)


def unique_guids(subject: Subject) -> Iterator[Diagnostic]:
    """A GUID names one note; of two, Anki would update only one for ever."""
    guids = ((note.guid, note.location) for note in subject.notes if note.guid)
    for guid, place, first in _repeated(guids):
        message = f"the guid `{guid}` is taken by the note at {first}"
        yield Diagnostic(place, Code.DUPLICATE_GUID, message)


def _repeated(
    names: Iterable[tuple[str, Location]],
) -> Iterator[tuple[str, Location, Location]]:
    """Yield each name that was there before, with its place and the first one."""
    seen: dict[str, Location] = {}
    for name, place in names:
        first = seen.setdefault(name, place)
        if first is not place:
            yield name, place, first
