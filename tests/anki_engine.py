"""The real Anki engine as the tests' judge: what they ask of a scratch collection."""

from __future__ import annotations

import atexit
import contextlib
import functools
import html
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from anki.collection import (
    Collection,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
)

from builder.anki import engine


@dataclass(frozen=True)
class ImportLog:
    """How many notes the engine put where."""

    new: int
    updated: int
    duplicate: int
    conflicting: int


@contextlib.contextmanager
def collection(folder: Path) -> Iterator[Collection]:
    """Open the collection in a folder, a new one if there is none; close it always."""
    if not (folder / "collection.anki2").exists():
        shutil.copytree(_new_collection(), folder, dirs_exist_ok=True)
    with engine.open_collection(folder) as opened:
        yield opened


@functools.cache
def _new_collection() -> Path:
    """Make a collection once: a copy of it is had in no time."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    with engine.open_collection(folder):
        return folder


def import_package(col: Collection, package: Path) -> ImportLog:
    """Import with the options a learner gets who changes nothing in the dialog."""
    log = engine.import_package(col, package)
    return ImportLog(
        len(log.new), len(log.updated), len(log.unchanged), log.conflicting
    )


def import_merging(col: Collection, package: Path) -> ImportLog:
    """Import with what "Updates" must say for a note type of another shape."""
    options = ImportAnkiPackageOptions(
        merge_notetypes=True, update_notes=1, update_notetypes=1
    )
    request = ImportAnkiPackageRequest(
        package_path=str(package.resolve()), options=options
    )
    log = col.import_anki_package(request).log
    return ImportLog(
        len(log.new), len(log.updated), len(log.duplicate), len(log.conflicting)
    )


def hidden_texts(col: Collection) -> dict[int, str]:
    """What each card of a cloze note asks for, by card; stale cards ask nothing."""
    found = {}
    for card_id in col.db.list("select id from cards order by id"):
        question = col.get_card(card_id).render_output().question_text
        hidden = re.search(r'data-cloze="([^"]*)"', question)
        if hidden:
            found[card_id] = html.unescape(hidden[1])
    return found


def cards(col: Collection) -> list[tuple[int, int]]:
    """All cards as (note id, ordinal)."""
    return sorted(
        (int(nid), int(ordinal))
        for nid, ordinal in col.db.all("select nid, ord from cards")
    )


def deck_names(col: Collection) -> list[str]:
    """All decks but the default one."""
    return sorted(
        deck.name for deck in col.decks.all_names_and_ids() if deck.name != "Default"
    )


def study(col: Collection) -> dict[int, tuple[Any, ...]]:
    """Answer every card once and return its scheduling."""
    engine.study(col)
    return scheduling(col)


def scheduling(col: Collection) -> dict[int, tuple[Any, ...]]:
    """The deck and the scheduling of every card by its id."""
    return {
        card.number: (card.deck, *card.scheduling)
        for card in engine.snapshot(col).cards
    }
