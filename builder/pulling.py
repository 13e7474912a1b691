"""A pull from wherever Anki tells what it holds: a file, or an Anki that runs."""

from __future__ import annotations

import tempfile
from pathlib import Path

from builder.anki.apkg.package import (
    Package,
    PackageField,
    PackageNote,
    PackageNoteType,
)
from builder.anki.apkg.reader import read_package
from builder.anki.connect import ADDRESS, RunningAnki
from builder.askedanki import ask_anki
from builder.base.cachefolder import cache_folder
from builder.base.exclusive import Say, unheard
from builder.cards.project import read_deck_file
from builder.lockfile import read_lock
from builder.merging import Decisions
from builder.pull import PullReport, pull
from builder.sources.decks import ankitext, crowdanki
from builder.sources.decks.heldnotes import read_held_deck
from builder.sources.decks.places import TEXTS
from builder.workbench import Workbench


def pull_from_file(
    folder: Path,
    path: Path,
    *,
    decisions: Decisions | None = None,
    is_preview: bool = False,
    say: Say = unheard,
) -> PullReport:
    """Bring edits home from an export or a collection.

    Raises:
        BuilderError: See ``pull``.
    """
    return pull(
        folder,
        lambda bench: read_held_deck(path, _shipped(bench)),
        decisions=decisions,
        cache=cache_folder(),
        is_preview=is_preview,
        say=say,
    )


def pull_from_anki(
    folder: Path,
    address: str = "",
    *,
    decisions: Decisions | None = None,
    is_preview: bool = False,
    say: Say = unheard,
) -> PullReport:
    """Bring edits home from an Anki that runs.

    Raises:
        BuilderError: No Anki answers, or see ``pull``.
    """
    with tempfile.TemporaryDirectory() as scratch:
        return pull(
            folder,
            lambda bench: ask_anki(
                RunningAnki(address or ADDRESS), bench, Path(scratch)
            ),
            decisions=decisions,
            cache=cache_folder(),
            is_preview=is_preview,
            say=say,
        )


def shared_notes(folder: Path, path: Path) -> tuple[int, int]:
    """Return how many notes of a deck are a project's, and how many it has."""
    project, _ = read_deck_file(folder)
    if project is None:
        return 0, 1
    known = {note.guid for note in read_lock(project)[0].lock.notes.values()}
    if path.suffix.lower() in TEXTS:
        guids = set(ankitext.guids(path))
    elif path.is_dir():
        guids = {note.guid for note in crowdanki.read(path).package.notes}
    else:
        guids = {note.guid for note in read_package(path, or_collection=True).notes}
    return len(guids & known), len(guids)


def _shipped(bench: Workbench) -> Package:
    """Return the notes and note types of a project as a package would tell them."""
    types = {
        one.id: PackageNoteType(
            id=one.id,
            name=one.name,
            modified=0,
            is_cloze=one.is_cloze,
            fields=tuple(PackageField(name, None) for name in one.fields),
            templates=(),
            css="",
        )
        for one in bench.note_types.values()
    }
    notes = tuple(
        PackageNote(
            guid=note.guid,
            number=number,
            note_type=types[note.note_type.id],
            modified=0,
            values=note.fields,
            tags=note.tags,
            decks=(note.deck,),
            ordinals=note.ordinals,
            position=number,
        )
        for number, note in enumerate(bench.rendered.values(), start=1)
    )
    return Package(0, notes, tuple(types.values()), (), ())
