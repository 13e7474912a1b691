"""A lost lock: what a package that this project built still tells of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from builder.anki.apkg.package import Package
from builder.anki.apkg.reader import read_package
from builder.anki.media import MediaLibrary
from builder.base.diagnostic import BuilderError
from builder.cards.note import Note
from builder.cards.project import Project
from builder.rendering import read_note_types, render_notes
from builder.versions.lock import Content, Lock, LockedNote, Stamp
from builder.versions.recovery import recovered


def recover_lock(
    package: Path, project: Project, notes: Sequence[Note], media: MediaLibrary
) -> Lock:
    """Return the lock as it was when the package was built, as far as it tells.

    Raises:
        BuilderError: The package is not one of this project, or cannot be read.
    """
    try:
        shipped = read_package(package)
        note_types, _ = read_note_types(project, media, Lock())
        known = [note for note in notes if note.id and not note.is_draft]
        before = _with_cards_of(shipped, known)
        anki_notes, _ = render_notes(known, note_types, media, project, before)
        return recovered(
            shipped, anki_notes, note_types.values(), version=project.version
        )
    except BuilderError as error:
        raise BuilderError(f"--recover-lock {package}: {error}") from error


def _with_cards_of(package: Package, notes: Sequence[Note]) -> Lock:
    """Return a lock that knows the cards alone: some notes came without, or with others."""
    by_guid = {note.guid: note for note in package.notes}
    return Lock(
        notes={
            note.id: LockedNote(
                id=note.id,
                guid=shipped.guid,
                number=shipped.number,
                stamp=Stamp(shipped.modified, Content("")),
                deck=note.deck,
                note_type=note.note_type,
                ordinals=shipped.ordinals,
            )
            for note in notes
            if note.guid and (shipped := by_guid.get(note.guid))
        }
    )
