"""A learner's collection on its way through an import, and each note's history."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from builder.anki.engine import (
    CardState,
    Health,
    ImportLog,
    NoteState,
    NoteTypeState,
    Snapshot,
)
from builder.versions.outcome import Treatment

_State = TypeVar("_State", NoteState, NoteTypeState)


@dataclass(frozen=True, slots=True)
class Stages:
    """A learner's collection on its way, and what it is measured against.

    ``old`` after the import of the old package, ``before`` when it was studied (and
    edited), ``after`` when the new package was imported. ``new`` is another collection
    with the new package alone.
    """

    old: Snapshot
    before: Snapshot
    after: Snapshot
    new: Snapshot
    log: ImportLog
    health: Health


@dataclass(frozen=True, slots=True)
class NoteHistory:
    """One note through all stages, with its cards by ordinal."""

    guid: str
    treatment: Treatment
    old: NoteState | None
    before: NoteState | None
    after: NoteState | None
    new: NoteState | None
    old_cards: Mapping[int, CardState]
    cards_before: Mapping[int, CardState]
    cards_after: Mapping[int, CardState]
    new_cards: Mapping[int, CardState]
    copies: int
    note_type: str
    is_cloze: bool

    @property
    def fate(self) -> str:
        """What became of the content; empty when all is as it should be."""
        if self.old is None or self.before is None or self.new is None:
            return "" if _content(self.after) == _content(self.new) else "not-arrived"
        if self.after is None:
            return "not-arrived"
        return fate(self.old, self.before, self.after, self.new)

    @property
    def moved_cards(self) -> list[tuple[CardState, str]]:
        """The cards that stay where the old package put them, and their new deck."""
        return [
            (card, self.new_cards[ordinal].deck)
            for ordinal, card in self.cards_after.items()
            if ordinal in self.old_cards
            and ordinal in self.new_cards
            and self.old_cards[ordinal].deck.casefold()
            == card.deck.casefold()
            != self.new_cards[ordinal].deck.casefold()
        ]


def fate(old: _State, before: _State, after: _State, new: _State) -> str:
    """Judge one note or note type by its contents and times."""
    is_changed = new.content != old.content
    is_edited = before.content != old.content
    if not is_changed:
        if after.content != before.content:
            return "edit-lost"
        return "touched" if after.modified != before.modified else ""
    if after.content == new.content:
        return "edit-overwritten" if is_edited else ""
    is_edited_later = is_edited and before.modified >= new.modified > old.modified
    return "edit-kept" if is_edited_later else "not-arrived"


def histories(stages: Stages) -> list[NoteHistory]:
    """Follow each note through the stages."""
    old, before, after, new = (
        {note.guid: note for note in one.notes}
        for one in (stages.old, stages.before, stages.after, stages.new)
    )
    old_cards, cards_before, cards_after, new_cards = (
        _cards(one) for one in (stages.old, stages.before, stages.after, stages.new)
    )
    copies = Counter(note.guid for note in stages.after.notes)
    copies |= Counter(note.guid for note in stages.new.notes)
    types = {one.number: one for one in stages.before.note_types}
    types |= {one.number: one for one in stages.new.note_types}
    found = []
    for guid in [*new, *(guid for guid in before if guid not in new)]:
        note = new.get(guid) or before[guid]
        found.append(
            NoteHistory(
                guid=guid,
                treatment=_treatment(guid, stages.log, is_shipped=guid in new),
                old=old.get(guid),
                before=before.get(guid),
                after=after.get(guid),
                new=new.get(guid),
                old_cards=old_cards.get(guid, {}),
                cards_before=cards_before.get(guid, {}),
                cards_after=cards_after.get(guid, {}),
                new_cards=new_cards.get(guid, {}),
                copies=copies[guid],
                note_type=types[note.note_type].name,
                is_cloze=types[note.note_type].is_cloze,
            )
        )
    return found


def _content(state: NoteState | None) -> tuple[object, ...] | None:
    return None if state is None else state.content


def _cards(snapshot: Snapshot) -> dict[str, dict[int, CardState]]:
    found: dict[str, dict[int, CardState]] = defaultdict(dict)
    for card in snapshot.cards:
        found[card.guid][card.ordinal] = card
    return found


def _treatment(guid: str, log: ImportLog, *, is_shipped: bool) -> Treatment:
    if not is_shipped:
        return "retired"
    if guid in log.new:
        return "new"
    if guid in log.updated:
        return "updated"
    return "unchanged" if guid in log.unchanged else "conflicting"
