"""All that is known of a project before its packages are written: what rules look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from builder.anki.ankinote import AnkiNote
from builder.anki.media import MediaLibrary
from builder.anki.notetype import NoteType
from builder.cards.note import Note
from builder.cards.project import Project, Selection
from builder.versions.lock import Lock


@dataclass(frozen=True, slots=True)
class Subject:
    """A project as far as it could be read.

    ``note_types`` are there by their keys, those with mistakes too. ``anki_notes`` are
    the notes that could be rendered, ``packages`` those that are asked for, and
    ``lock`` is what earlier builds left. ``allows_new_shapes`` says that learners will
    be told what to tick. ``is_whole`` says that nothing was left out for a mistake.
    """

    project: Project
    notes: Sequence[Note]
    note_types: Mapping[str, NoteType]
    anki_notes: Sequence[AnkiNote]
    media: MediaLibrary
    packages: Sequence[Selection]
    lock: Lock
    is_whole: bool
    allows_new_shapes: bool

    @property
    def sound_note_types(self) -> dict[str, NoteType]:
        """The note types without mistakes."""
        return {
            key: note_type
            for key, note_type in self.note_types.items()
            if not note_type.has_mistakes
        }
