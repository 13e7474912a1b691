"""The real Anki engine as the tests' judge: scratch collections and what they hold."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from anki.collection import (
    Collection,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
)


@dataclass(frozen=True)
class ImportLog:
    """How many notes the engine put where, and whom."""

    new: int
    updated: int
    duplicate: int
    conflicting: int


@contextlib.contextmanager
def collection(folder: Path) -> Iterator[Collection]:
    """An empty collection that is closed in the end."""
    folder.mkdir(parents=True, exist_ok=True)
    opened = Collection(str(folder / "collection.anki2"))
    try:
        yield opened
    finally:
        opened.close()


def import_package(col: Collection, package: Path) -> ImportLog:
    """Import with the options a learner gets who changes nothing in the dialog."""
    request = ImportAnkiPackageRequest(
        package_path=str(package.resolve()),
        options=ImportAnkiPackageOptions(
            merge_notetypes=False,
            update_notes=0,
            update_notetypes=0,
            with_scheduling=False,
            with_deck_configs=False,
        ),
    )
    log = col.import_anki_package(request).log
    col.models._clear_cache()  # noqa: SLF001 -- the wrapper's cache is stale after an import
    return ImportLog(
        len(log.new), len(log.updated), len(log.duplicate), len(log.conflicting)
    )


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
    for card_id in col.db.list("select id from cards"):
        card = col.get_card(card_id)
        card.start_timer()
        col.sched.set_due_date([card_id], "7")
    return scheduling(col)


def scheduling(col: Collection) -> dict[int, tuple[Any, ...]]:
    """The scheduling of every card by its id."""
    rows = col.db.all(
        "select id, type, queue, due, ivl, factor, reps, lapses, did from cards"
    )
    return {row[0]: tuple(row[1:]) for row in rows}
