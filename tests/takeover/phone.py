"""A collection in which a deck's author studies and edits, and what comes out of it."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

import anki_engine
from anki.collection import (
    Collection,
    ExportAnkiPackageOptions,
)
from anki.notes import Note

KINDS = ("latest", "legacy", "colpkg", "anki2", "folder", "text")


@contextlib.contextmanager
def phone(folder: Path, package: Path | None = None) -> Iterator[Collection]:
    """Open the collection in a folder, into which a package may be imported first."""
    with anki_engine.collection(folder) as col:
        if package is not None:
            anki_engine.import_package(col, package)
        yield col


def note_with(col: Collection, words: str) -> Note:
    """Return the one note that has words in a field."""
    found = [
        note
        for note in map(col.get_note, col.find_notes(""))
        if any(words in value for value in note.fields)
    ]
    assert len(found) == 1, (words, len(found))
    return found[0]


def retype(col: Collection, words: str, new: str) -> None:
    """Write other words in the place of some, as one who mends a typo."""
    note = note_with(col, words)
    note.fields = [value.replace(words, new) for value in note.fields]
    col.update_note(note)


def add(
    col: Collection, note_type: str, deck: str, *fields: str, tags: str = ""
) -> str:
    """Make a note, and return its GUID."""
    made = col.models.by_name(note_type)
    assert made is not None
    note = col.new_note(made)
    note.fields[: len(fields)] = list(fields)
    note.tags = tags.split()
    number = col.decks.id(deck)
    assert number is not None
    col.add_note(note, number)
    return str(note.guid)


def exported(col: Collection, folder: Path, kind: str = "latest") -> Path:
    """Export everything; what is a collection is there once it is closed."""
    if kind == "anki2":
        return Path(col.path)
    if kind == "folder":
        return Path(col.path).parent
    if kind == "colpkg":
        target = folder / f"{time.time_ns()}.colpkg"
        col.export_collection_package(str(target), include_media=True, legacy=False)
        col.reopen()
        return target
    if kind == "text":
        target = folder / f"{time.time_ns()}.txt"
        col.export_note_csv(
            out_path=str(target), limit=None, with_html=True, with_tags=True,
            with_deck=True, with_notetype=True, with_guid=True,
        )  # fmt: skip
        return target
    target = folder / f"{time.time_ns()}.apkg"
    options = ExportAnkiPackageOptions(
        with_scheduling=False,
        with_deck_configs=False,
        with_media=True,
        legacy=kind == "legacy",
    )
    col.export_anki_package(out_path=str(target), options=options, limit=None)
    return target
