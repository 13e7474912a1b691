"""Notes as authors write them to notes as Anki keeps them, each with its note type."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from builder.anki.ankinote import AnkiNote, CardsBefore, make_anki_note
from builder.anki.identity import note_guid, older_note_type_name
from builder.anki.media import MediaLibrary
from builder.anki.notetype import NoteType
from builder.anki.notetypefolders import read_note_type_folders
from builder.anki.notetypereader import Context, NoteTypeFolder, read_note_type
from builder.base.diagnostic import Diagnostic
from builder.cards.note import Note
from builder.cards.project import Project
from builder.renderings import NOTHING_KEPT, Renderings
from builder.text.clozenumbers import keep_numbers
from builder.text.markdown import NumberDeletions
from builder.versions.lock import Lock, LockedNote
from builder.versions.stamping import recall


def read_note_types(
    project: Project, library: MediaLibrary, lock: Lock
) -> tuple[dict[str, NoteType], list[Diagnostic]]:
    """Return the note types of the tool and of the project by their keys."""
    folders, base_css, found = read_note_type_folders(project)
    note_types, diagnostics = note_types_of(folders, base_css, project, library, lock)
    return note_types, found + diagnostics


def note_types_of(
    folders: Sequence[NoteTypeFolder],
    base_css: str,
    project: Project,
    library: MediaLibrary,
    lock: Lock,
) -> tuple[dict[str, NoteType], list[Diagnostic]]:
    """Return the note types of folders by their keys."""
    diagnostics: list[Diagnostic] = []
    context = Context(
        project_key=project.key,
        language=project.language,
        base_css=base_css,
        find_media=library.find,
        names={
            key: known.name or older_note_type_name(project.key, key, project.slug)
            for key, known in lock.note_types.items()
        },
        released_fields={key: known.fields for key, known in lock.note_types.items()},
        static=library.static,
    )
    note_types = {}
    for folder in folders:
        note_types[folder.key], found = read_note_type(folder, context)
        diagnostics += found
    return note_types, diagnostics


def render_notes(  # noqa: PLR0913, PLR0917 -- each is what a stage before made
    notes: Iterable[Note],
    note_types: Mapping[str, NoteType],
    library: MediaLibrary,
    project: Project,
    lock: Lock,
    renderings: Renderings = NOTHING_KEPT,
) -> tuple[list[AnkiNote], list[Diagnostic]]:
    """Return the notes that are sound, and what is wrong with the others."""
    anki_notes: list[AnkiNote] = []
    diagnostics: list[Diagnostic] = []
    for note in notes:
        note_type = note_types.get(note.note_type)
        if note_type is None or not note_type.own_fields:
            continue
        known = recall(lock, note.id, note.was)
        first_id = (known.was or known.id) if known else (note.was or note.id)
        known_note = replace(
            note,
            was="" if first_id == note.id else first_id,
            guid=note.guid or note_guid(project.key, first_id),
        )
        rendered = renderings.recall(known_note, known, note_type, library)
        if rendered is None:
            rendered, found = make_anki_note(
                known_note,
                note_type,
                library,
                _numbering(known),
                project,
                _cards_before(known),
            )
            diagnostics += found
            if rendered is not None and not found:
                renderings.keep(known_note, known, rendered)
        if rendered is not None:
            anki_notes.append(rendered)
    return anki_notes, diagnostics


def _cards_before(known: LockedNote | None) -> CardsBefore | None:
    return CardsBefore(known.stamp.content.source, known.ordinals) if known else None


def _numbering(known: LockedNote | None) -> NumberDeletions:
    """Return how the short deletions of a note are numbered: as they were before."""
    return functools.partial(
        keep_numbers,
        remembered=known.short if known else (),
        gone=known.gone if known else (),
    )
