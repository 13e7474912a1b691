"""The real Anki engine as the tests' judge: what they ask of a scratch collection."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from anki.collection import Collection

from builder import engine

collection = engine.open_collection


@dataclass(frozen=True)
class ImportLog:
    """How many notes the engine put where."""

    new: int
    updated: int
    duplicate: int
    conflicting: int


def import_package(col: Collection, package: Path) -> ImportLog:
    """Import with the options a learner gets who changes nothing in the dialog."""
    log = engine.import_package(col, package)
    return ImportLog(
        len(log.new), len(log.updated), len(log.unchanged), log.conflicting
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
    engine.study(col)
    return scheduling(col)


def scheduling(col: Collection) -> dict[int, tuple[Any, ...]]:
    """The deck and the scheduling of every card by its id."""
    return {
        card.number: (card.deck, *card.scheduling)
        for card in engine.snapshot(col).cards
    }
