"""A lost lock: what a package that this project built still tells of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from builder.anki.apkg.reader import read_package
from builder.anki.media import MediaLibrary
from builder.base.diagnostic import BuilderError
from builder.cards.note import Note
from builder.cards.project import Project
from builder.rendering import read_note_types, render_notes
from builder.versions.lock import Lock
from builder.versions.recovery import recovered


def recover_lock(
    package: Path, project: Project, notes: Sequence[Note], media: MediaLibrary
) -> Lock:
    """Return the lock as it was when the package was built, as far as it tells.

    Raises:
        BuilderError: The package is not one of this project, or cannot be read.
    """
    nothing = Lock()
    note_types, _ = read_note_types(project, media, nothing)
    known = [note for note in notes if note.id and not note.is_draft]
    anki_notes, _ = render_notes(known, note_types, media, project, nothing)
    try:
        return recovered(read_package(package), anki_notes, note_types.values())
    except BuilderError as error:
        raise BuilderError(f"--recover-lock {package}: {error}") from error
