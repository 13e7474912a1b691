"""A learner: what one can do to a collection, and what the collection then holds.

A ``State`` is all that an update must not lose, in a form that two can be compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from anki.collection import Collection
from anki.decks import DeckId

EASY = 4
_STOCK = {
    "Basic",
    "Basic (and reversed card)",
    "Basic (optional reversed card)",
    "Basic (type in the answer)",
    "Cloze",
    "Image Occlusion",
}


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
    def content(self) -> tuple[tuple[str, ...], frozenset[str]]:
        """What an update replaces; the names of the fields are the note type's."""
        return tuple(self.fields.values()), self.tags


@dataclass(frozen=True)
class NoteType:
    """How the cards of a note type look."""

    css: str
    templates: tuple[tuple[str, str, str], ...]
    fields: tuple[str, ...]


@dataclass(frozen=True)
class State:
    """Everything of a deck in a collection; ``notes`` are by GUID."""

    notes: Mapping[str, Note]
    note_types: Mapping[str, NoteType]
    descriptions: Mapping[str, str]
    decks: frozenset[str] = field(default=frozenset(), compare=False)
    reviews: int = 0
    times: Mapping[str, int] = field(default_factory=dict, compare=False)


def state(col: Collection) -> State:
    """Read a collection, and refuse a note or a card that is there twice."""
    return state_of(rows(col))


def rows(col: Collection) -> dict[str, Any]:
    """Return what a collection holds as JSON can carry it."""
    decks: list[dict[str, Any]] = col.decks.all()
    names = {deck["id"]: deck["name"] for deck in decks}
    col.models._clear_cache()  # noqa: SLF001 -- stale after an import or a sync
    types = {one["id"]: one for one in col.models.all()}
    return {
        "cards": [
            [note_id, ordinal, card_id, names[deck_id], scheduling]
            for note_id, ordinal, card_id, deck_id, *scheduling in col.db.all(
                "select nid, ord, id, did, type, queue, due, ivl, factor, reps, lapses,"
                " left, flags, odue, odid from cards"
            )
        ],
        "notes": [
            [note_id, guid, modified, _named(types[type_id], values), tags.split()]
            for note_id, guid, modified, type_id, values, tags in col.db.all(
                "select id, guid, mod, mid, flds, tags from notes"
            )
        ],
        "note_types": [
            [
                one["name"],
                one["css"],
                [[part["name"], part["qfmt"], part["afmt"]] for part in one["tmpls"]],
                [part["name"] for part in one["flds"]],
            ]
            for one in types.values()
            if one["name"] not in _STOCK
        ],
        "decks": [[deck["name"], deck["desc"]] for deck in decks],
        "reviews": col.db.scalar("select count() from revlog"),
    }


def _named(note_type: Mapping[str, Any], values: str) -> dict[str, str]:
    names = [part["name"] for part in note_type["flds"]]
    return dict(zip(names, values.split("\x1f"), strict=True))


def state_of(told: Mapping[str, Any]) -> State:
    """Understand what ``rows`` told."""
    cards: dict[int, dict[int, Card]] = {}
    for note_id, ordinal, card_id, deck, scheduling in told["cards"]:
        of_note = cards.setdefault(note_id, {})
        assert ordinal not in of_note, "a card is there twice"
        of_note[ordinal] = Card(card_id, deck, tuple(scheduling))
    notes: dict[str, Note] = {}
    times = {}
    for note_id, guid, modified, fields, tags in told["notes"]:
        assert guid not in notes, "a note is there twice"
        of_note = cards.pop(note_id, {})
        notes[guid] = Note(note_id, fields, frozenset(tags), of_note)
        times[guid] = modified
    assert not cards, "cards without a note"
    return State(
        notes=notes,
        note_types={
            name: NoteType(css, tuple(tuple(one) for one in templates), tuple(names))
            for name, css, templates, names in told["note_types"]
        },
        descriptions={name: text for name, text in told["decks"] if text},
        decks=frozenset(name for name, _ in told["decks"]),
        reviews=told["reviews"],
        times=times,
    )


def differences(found: State, expected: State) -> str:
    """Return the parts of two states that are not alike, a line each."""
    if found == expected:
        return ""
    here, there = dict(_parts("", asdict(found))), dict(_parts("", asdict(expected)))
    return "\n".join(
        f"{place}: {here.get(place)} is not {there.get(place)}"
        for place in {**here, **there}
        if not place.startswith(("/times", "/decks"))
        and here.get(place) != there.get(place)
    )


def _parts(place: str, value: object) -> Iterator[tuple[str, object]]:
    if not isinstance(value, dict):
        yield place, value
        return
    for key, part in value.items():
        yield from _parts(f"{place}/{key}", part)


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


def change_templates(col: Collection, note_id: int, text: str) -> None:
    """Add to the answers of a note's type."""
    note_type = col.get_note(note_id).note_type()
    assert note_type is not None
    for template in note_type["tmpls"]:
        template["afmt"] += text
    col.models.update_dict(note_type)


def rename_deck(col: Collection, old: str, new: str) -> None:
    """Give a deck, and so those below it, another name."""
    deck_id = col.decks.id_for_name(old)
    assert deck_id is not None
    col.decks.rename(deck_id, new)


def move_cards(col: Collection, note_id: int, deck: str) -> None:
    """Put the cards of a note into a deck of the learner's own."""
    deck_id = col.decks.id(deck)
    assert deck_id is not None
    col.set_deck(col.db.list("select id from cards where nid = ?", note_id), deck_id)


def delete_note(col: Collection, note_id: int) -> None:
    """Delete a note."""
    col.remove_notes([note_id])
