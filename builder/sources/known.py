"""What a project holds before an import: its notes, its names, what was imported."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from builder.base.diagnostic import BuilderError
from builder.cards import cardfile, yamltree
from builder.cards.cardfolder import CardFile
from builder.sources import importlock
from builder.sources.existingnotes import ExistingNote, asked_by, existing_notes
from builder.sources.importlock import Imported
from builder.sources.takennames import TakenNames


@dataclass(frozen=True, slots=True)
class Known:
    """What a project holds: nothing, in a dry run.

    ``earlier`` is the lock by source, and ``lost`` are the notes that name a source
    without a line in the lock; ``names`` takes those of the import as well.
    """

    notes: Mapping[str, ExistingNote] = field(default_factory=dict)
    lock: Mapping[str, Imported] = field(default_factory=dict)
    earlier: dict[str, dict[str, Imported]] = field(default_factory=dict)
    lost: Mapping[str, Sequence[ExistingNote]] = field(default_factory=dict)
    names: TakenNames = field(default_factory=TakenNames)


def known_of(
    files: Iterable[CardFile], lock: Mapping[str, Imported], *, root: str
) -> Known:
    """Return what the card files of a deck and import.lock hold.

    Raises:
        BuilderError: A card file cannot be read as YAML.
    """
    names = TakenNames()
    notes: dict[str, ExistingNote] = {}
    for file in files:
        notes |= _notes(file)
        _take_names(file, root, names)
    names.ids |= set(notes) | {one.item for one in lock.values()}
    names.asked |= {asked_by(note.values): note.id for note in notes.values()}
    lost = _by_named_source(note for note in notes.values() if note.id not in lock)
    return Known(notes, lock, importlock.by_source(lock), lost, names)


def _by_named_source(notes: Iterable[ExistingNote]) -> dict[str, list[ExistingNote]]:
    """Return notes by the source they name, without the line: that goes stale."""
    found: dict[str, list[ExistingNote]] = {}
    for note in notes:
        source = note.values.get("source", "")
        if isinstance(source, str) and source:
            name = re.sub(r":[0-9]+$", "", source)
            found.setdefault(name, []).append(note)
    return found


def _notes(file: CardFile) -> dict[str, ExistingNote]:
    tree, problems = yamltree.parse(file.text, file.path)
    if problems:
        raise BuilderError(f"{problems[0]}: mend it first (`decks check`)")
    return existing_notes(tree, file.path, file.text)


def _take_names(file: CardFile, root: str, names: TakenNames) -> None:
    notes, _ = cardfile.parse_card_file(
        file.text, file.path, root=root, default_deck=file.default_deck
    )
    for note in notes:
        names.ids.add(note.id)
        for name in (*note.tags, note.deck.removeprefix(f"{root}::")):
            names.spelt(name)
