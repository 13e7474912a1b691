"""A learner: what one can do to a collection, and what the collection then holds.

A ``State`` is all that an update must not lose, in a form that two can be compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from anki.collection import Collection
from anki.decks import DeckId

EASY = 4


@dataclass(frozen=True)
class Card:
    """A card by its id, where it lies, and when it is due and why."""

    id: int
    deck: str
    scheduling: tuple[int, ...]


@dataclass(frozen=True)
class Note:
    """A note without its time; ``cards`` are by ordinal."""

    id: int
    fields: Mapping[str, str]
    tags: frozenset[str]
    cards: Mapping[int, Card]

    @property
    def content(self) -> tuple[Mapping[str, str], frozenset[str]]:
        """What an update replaces."""
        return self.fields, self.tags


@dataclass(frozen=True)
class NoteType:
    """How the cards of a note type look."""

    css: str
    templates: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class State:
    """Everything of a deck in a collection; ``notes`` are by GUID."""

    notes: Mapping[str, Note]
    note_types: Mapping[str, NoteType]
    descriptions: Mapping[str, str]
    reviews: int = 0
    times: Mapping[str, int] = field(default_factory=dict, compare=False)


def state(col: Collection) -> State:
    """Read a collection, and refuse a note or a card that is there twice."""
    names = {entry.id: entry.name for entry in col.decks.all_names_and_ids()}
    cards: dict[int, dict[int, Card]] = {}
    rows = col.db.all(
        "select nid, ord, id, did, type, queue, due, ivl, factor, reps, lapses, left,"
        " flags, odue, odid from cards"
    )
    for note_id, ordinal, card_id, deck_id, *scheduling in rows:
        of_note = cards.setdefault(note_id, {})
        assert ordinal not in of_note, "a card is there twice"
        of_note[ordinal] = Card(card_id, names[deck_id], tuple(scheduling))
    notes: dict[str, Note] = {}
    times = {}
    for note_id, guid, type_id, text, tags, modified in col.db.all(
        "select id, guid, mid, flds, tags, mod from notes"
    ):
        assert guid not in notes, "a note is there twice"
        values = zip(_field_names(col, type_id), text.split("\x1f"), strict=True)
        notes[guid] = Note(
            note_id, dict(values), frozenset(tags.split()), cards.pop(note_id, {})
        )
        times[guid] = modified
    assert not cards, "cards without a note"
    return State(
        notes=notes,
        note_types=dict(_note_types(col)),
        descriptions=_descriptions(col),
        reviews=col.db.scalar("select count() from revlog"),
        times=times,
    )


def _field_names(col: Collection, type_id: int) -> list[str]:
    found: list[str] = col.db.list(
        "select name from fields where ntid = ? order by ord", type_id
    )
    return found


def _note_types(col: Collection) -> Iterable[tuple[str, NoteType]]:
    stock = {"Basic", "Cloze", "Image"}
    col.models._clear_cache()  # noqa: SLF001 -- stale after an import or a sync
    for note_type in col.models.all():
        if note_type["name"].split()[0] in stock:
            continue
        templates = tuple(
            (one["name"], one["qfmt"], one["afmt"]) for one in note_type["tmpls"]
        )
        yield note_type["name"], NoteType(note_type["css"], templates)


def _descriptions(col: Collection) -> dict[str, str]:
    decks: list[dict[str, Any]] = col.decks.all()
    return {deck["name"]: deck["desc"] for deck in decks if deck["desc"]}


def learn(col: Collection) -> None:
    """Answer every card of today once, as a learner would."""
    roots = [
        entry
        for entry in col.decks.all_names_and_ids()
        if "::" not in entry.name and entry.name != "Default"
    ]
    for root in roots:
        col.decks.select(DeckId(root.id))
        while card := col.sched.getCard():
            col.sched.answerCard(card, EASY)
    for card_id in col.db.list("select id from cards where queue = 1"):
        col.sched.set_due_date([card_id], "3")


def edit_note(col: Collection, note_id: int, name: str, text: str) -> None:
    """Write into a field of a note."""
    note = col.get_note(note_id)
    note[name] = text
    col.update_note(note)


def add_tags(col: Collection, note_id: int, tags: str) -> None:
    """Add tags to a note."""
    col.tags.bulk_add([note_id], tags)


def change_css(col: Collection, note_id: int, css: str) -> None:
    """Add to the style of a note's type."""
    note_type = col.get_note(note_id).note_type()
    assert note_type is not None
    note_type["css"] += css
    col.models.update_dict(note_type)


def move_cards(col: Collection, note_id: int, deck: str) -> None:
    """Put the cards of a note into a deck of the learner's own."""
    deck_id = col.decks.id(deck)
    assert deck_id is not None
    col.set_deck(col.db.list("select id from cards where nid = ?", note_id), deck_id)


def delete_note(col: Collection, note_id: int) -> None:
    """Delete a note."""
    col.remove_notes([note_id])
