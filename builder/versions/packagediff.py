"""What is different between two packages, and what of it an import would bring.

A note is known by its GUID alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

from builder.anki.apkg.package import (
    Package,
    PackageMedia,
    PackageNote,
    PackageNoteType,
)
from builder.versions.arrival import MediaArrival, media_arrival
from builder.versions.notechange import NoteChange, learning_order, note_changes
from builder.versions.notetypechange import NoteTypeChange, note_type_changes
from builder.versions.pairing import both, missing, note_type_pairs, without
from builder.versions.textchange import TextChange, text_changes


@dataclass(frozen=True, slots=True)
class MediaChange:
    """A media file with other content under the same name."""

    old: PackageMedia
    new: PackageMedia
    arrival: MediaArrival


@dataclass(frozen=True, slots=True)
class PackageDiff:
    """The differences between two packages; notes by deck, then in their order.

    ``descriptions`` are those of decks, by name.
    """

    added: tuple[PackageNote, ...]
    retired: tuple[PackageNote, ...]
    changed: tuple[NoteChange, ...]
    note_types_added: tuple[PackageNoteType, ...]
    note_types_retired: tuple[PackageNoteType, ...]
    note_types_changed: tuple[NoteTypeChange, ...]
    descriptions: tuple[TextChange, ...]
    media_added: tuple[PackageMedia, ...]
    media_retired: tuple[PackageMedia, ...]
    media_changed: tuple[MediaChange, ...]

    @property
    def is_empty(self) -> bool:
        """Whether an import of the one is as good as of the other."""
        return not any(getattr(self, field.name) for field in fields(self))

    @property
    def edited(self) -> tuple[NoteChange, ...]:
        """The notes with other content."""
        return tuple(change for change in self.changed if change.is_edited)

    @property
    def moved(self) -> tuple[NoteChange, ...]:
        """The notes in another deck: Anki leaves a learner's cards where they are."""
        return tuple(change for change in self.changed if change.is_moved)


def compare(old: Package, new: Package) -> PackageDiff:
    """Return what is different in ``new``, for a learner who has ``old``."""
    types = note_type_pairs(old.note_types, new.note_types)
    same_type = {(before.id, after.id) for before, after in types}
    old_notes, new_notes = _by_guid(old.notes), _by_guid(new.notes)
    old_media = {file.name: file for file in old.media}
    new_media = {file.name: file for file in new.media}
    added = _sorted(missing(new_notes, old_notes))
    changed = note_changes(both(old_notes, new_notes), same_type)
    imported = [*added, *(change.new for change in changed if change.is_imported)]
    return PackageDiff(
        added=added,
        retired=_sorted(missing(old_notes, new_notes)),
        changed=changed,
        note_types_added=without(new.note_types, (after for _, after in types)),
        note_types_retired=without(old.note_types, (before for before, _ in types)),
        note_types_changed=note_type_changes(types),
        descriptions=tuple(_descriptions(old, new)),
        media_added=tuple(missing(new_media, old_media)),
        media_retired=tuple(missing(old_media, new_media)),
        media_changed=tuple(
            MediaChange(before, after, media_arrival(after.name, imported))
            for before, after in both(old_media, new_media)
            if before.sha256 != after.sha256
        ),
    )


def _by_guid(notes: Iterable[PackageNote]) -> dict[tuple[str, int], PackageNote]:
    """Return notes by GUID and a count: a careless tool may write one twice."""
    found: dict[tuple[str, int], PackageNote] = {}
    times: dict[str, int] = defaultdict(int)
    for note in notes:
        found[note.guid, times[note.guid]] = note
        times[note.guid] += 1
    return found


def _sorted(notes: Iterable[PackageNote]) -> tuple[PackageNote, ...]:
    return tuple(sorted(notes, key=learning_order))


def _descriptions(old: Package, new: Package) -> Iterator[TextChange]:
    before = {deck.name: deck.description for deck in old.decks}
    for deck in new.decks:
        if deck.name in before:
            yield from text_changes(deck.name, before[deck.name], deck.description)
