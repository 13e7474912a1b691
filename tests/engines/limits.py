"""What an update must make of a learner's collection: the ideal, and the limits of Anki.

The ideal is what a learner would wish for. A limit is where Anki does otherwise, and is
a heading in docs/updating.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from engines.deeds import LEARNERS, Learner
from engines.edits import EDITS, KEY, OF_A_NOTE, Edit
from learner import Card, Note, State

from builder.anki.identity import note_guid

_T = TypeVar("_T")

# What must come of it


@dataclass(frozen=True)
class Cell:
    """One cell: the learner's collection before, the package before and the new one.

    The packages are told by what each makes of an empty collection; ``first`` is the
    first release, which the learner had when acting. ``anki`` is the release of Anki.
    """

    edit: Edit
    learner: Learner
    anki: tuple[int, ...]
    before: State
    after: State
    first: State
    old: State
    new: State

    @property
    def target(self) -> str:
        return note_guid(KEY, self.edit.target)

    def is_changed(self, guid: str) -> bool:
        """Whether the author changed a note that the learner has."""
        old = self.old.notes.get(guid)
        return old is None or old.content != self.new.notes[guid].content

    @property
    def is_kept(self) -> bool:
        """Whether the learner has a newer version of the target."""
        return self.learner.name in {"edited it later", "tagged it later"}

    @property
    def updated(self) -> set[str]:
        """The notes that the import must update."""
        return {
            guid
            for guid in self.new.notes
            if guid in self.before.notes
            and self.is_changed(guid)
            and not (guid == self.target and self.is_kept)
        }

    def without_text(self, state: State) -> list[list[object]]:
        """Return the cards that ask for what the text of their note does not hold."""
        found: list[list[object]] = []
        for guid, note in state.notes.items():
            views = [self.new, self.old, self.first]
            if self.is_kept and guid == self.target:
                views.remove(self.new)
            made = next(view.notes[guid].cards for view in views if guid in view.notes)
            found += [[guid, ordinal] for ordinal in note.cards if ordinal not in made]
        return sorted(found)


def ideal(cell: Cell) -> State:
    """Return what the learner would wish for, were there no limits."""
    before, old, new = cell.before, cell.old, cell.new
    notes = {}
    for guid in {*before.notes, *new.notes}:
        if guid not in new.notes:
            if guid in old.notes and cell.edit.package == "test":
                continue
            notes[guid] = before.notes[guid]
        elif guid in before.notes:
            theirs = old.notes.get(guid) or cell.first.notes[guid]
            notes[guid] = _merged(before.notes[guid], theirs, new.notes[guid], cell)
        elif guid not in old.notes and guid != cell.target:
            notes[guid] = new.notes[guid]
    note_types = {
        name: replace(
            mine,
            css=_newest(mine.css, old.note_types[name].css, new.note_types[name].css),
            templates=_newest(
                mine.templates,
                old.note_types[name].templates,
                new.note_types[name].templates,
            ),
            fields=new.note_types[name].fields,
        )
        for name, mine in before.note_types.items()
        if name in new.note_types
    }
    return replace(
        before,
        notes=notes,
        note_types={**before.note_types, **note_types},
        descriptions=new.descriptions,
    )


def _newest(mine: _T, old: _T, new: _T) -> _T:
    """Return what the author changed, else what the learner has."""
    return mine if old == new else new


def _merged(mine: Note, old: Note, new: Note, cell: Cell) -> Note:
    """Return the learner's note with what the author changed in it."""
    ordinals = (
        dict(cell.edit.renumbers) if cell.new.notes.get(cell.target) is new else {}
    )
    of_before = {ordinals.get(ordinal, ordinal): c for ordinal, c in mine.cards.items()}
    return replace(
        mine,
        fields={
            name: _newest(*texts)
            for name, *texts in zip(
                new.fields,
                mine.fields.values(),
                old.fields.values(),
                new.fields.values(),
                strict=True,
            )
        },
        tags=(mine.tags - old.tags) | new.tags,
        cards={
            ordinal: _moved(of_before.get(ordinal), old.cards.get(ordinal), card)
            for ordinal, card in new.cards.items()
        },
    )


def _moved(mine: Card | None, old: Card | None, new: Card) -> Card:
    if mine is None:
        return new
    is_in_place = old is not None and mine.deck == old.deck
    return replace(mine, deck=new.deck) if is_in_place else mine


# What Anki cannot do


@dataclass(frozen=True)
class Limit:
    """Where Anki does other than would be ideal; the docs name it by its ``title``.

    Of a limit of old releases, ``conflicts`` are notes that they tell to be in conflict
    when they are to change, and ``import_again`` is what a second import changes.
    """

    title: str
    edits: frozenset[str]
    learners: frozenset[str]
    reason: str
    adjust: Callable[[State, Cell], State]
    since: tuple[int, ...] = ()
    until: tuple[int, ...] = (9999,)
    conflicts: frozenset[str] = frozenset()
    import_again: Callable[[State, Cell], State] | None = None

    def holds_for(self, cell: Cell) -> bool:
        """Whether a cell meets the limit."""
        return (
            cell.edit.name in self.edits
            and cell.learner.name in self.learners
            and self.since <= cell.anki <= self.until
        )


def expected(cell: Cell, limits: Iterable[Limit]) -> State:
    """Return what must come of a cell; a limit that changes nothing is none."""
    state = ideal(cell)
    for limit in limits:
        if limit.holds_for(cell):
            adjusted = limit.adjust(state, cell)
            assert adjusted != state, f"no limit here: {limit.title}"
            state = adjusted
    return state


def with_note(state: State, guid: str, note: Note) -> State:
    return replace(state, notes={**state.notes, guid: note})


def cards_stay(state: State, cell: Cell) -> State:
    """Every card that the learner has lies where it lay."""
    notes = {}
    for guid, note in state.notes.items():
        mine = cell.before.notes.get(guid)
        lying = {card.id: card.deck for card in mine.cards.values()} if mine else {}
        cards = {
            ordinal: replace(card, deck=lying.get(card.id, card.deck))
            for ordinal, card in note.cards.items()
        }
        notes[guid] = replace(note, cards=cards)
    return replace(state, notes=notes)


def comes_back(state: State, cell: Cell) -> State:
    return with_note(state, cell.target, cell.new.notes[cell.target])


def note_stays(state: State, cell: Cell) -> State:
    return with_note(state, cell.target, cell.before.notes[cell.target])


def replaced_whole(state: State, cell: Cell) -> State:
    new = cell.new.notes[cell.target]
    note = state.notes[cell.target]
    return with_note(
        state, cell.target, replace(note, fields=new.fields, tags=new.tags)
    )


def kept_whole(state: State, cell: Cell) -> State:
    mine, note = cell.before.notes[cell.target], state.notes[cell.target]
    fields = dict(zip(note.fields, mine.fields.values(), strict=True))
    return with_note(state, cell.target, replace(mine, fields=fields, cards=note.cards))


def cards_are_left(state: State, cell: Cell) -> State:
    mine, note = cell.before.notes[cell.target], state.notes[cell.target]
    return with_note(
        state, cell.target, replace(note, cards={**mine.cards, **note.cards})
    )


def schedule_stays(state: State, cell: Cell) -> State:
    note = state.notes[cell.target]
    return with_note(
        state, cell.target, replace(note, cards=cell.before.notes[cell.target].cards)
    )


def types_replaced(state: State, cell: Cell) -> State:
    return replace(state, note_types=cell.new.note_types)


def type_kept(state: State, cell: Cell) -> State:
    """The note type that the learner restyled stays, the names of its fields too."""
    name = next(
        name
        for name, mine in cell.before.note_types.items()
        if mine != cell.old.note_types[name]
    )
    mine, new = cell.before.note_types[name], cell.new.note_types[name]
    notes = {
        guid: replace(
            note, fields=dict(zip(mine.fields, note.fields.values(), strict=True))
        )
        if tuple(note.fields) == new.fields
        else note
        for guid, note in state.notes.items()
    }
    return replace(state, notes=notes, note_types={**state.note_types, name: mine})


def deck_stays(state: State, cell: Cell) -> State:
    """Every card stays, and the new root deck stands empty beside the old one."""
    both_roots = {**cell.before.descriptions, **cell.new.descriptions}
    return replace(cards_stay(state, cell), descriptions=both_roots)


def names_come_back(state: State, cell: Cell) -> State:
    """The decks of the package stand, empty, beside those the learner renamed."""
    both_names = {**cell.before.descriptions, **cell.new.descriptions}
    return replace(state, descriptions=both_names)


ALL = frozenset(learner.name for learner in LEARNERS)
HAVE_IT = ALL - {"deleted the note"}
LATER = frozenset({"edited it later", "tagged it later"})
IN_PLACE = ALL - {"did everything"}
RETYPE = frozenset(
    {
        "language", "template", "template renamed", "note type field added",
        "note type field renamed",
    }
)  # fmt: skip
CHANGE_IT = frozenset(edit.name for edit in OF_A_NOTE) | {
    "note type field added",
    "note type field left empty",
}
REMOVE_IT = frozenset({"note removed", "note of another kind instead"})
CHANGE_EXTRA = {"extra", "extra added", "extra removed", "all but the id changed"}

LIMITS = [
    Limit(
        "A moved card stays in its old deck",
        frozenset({"moved to another deck", "all but the id changed"}),
        HAVE_IT & IN_PLACE - {"moved the card"},
        "an import never moves a card that is there",
        cards_stay,
    ),
    Limit(
        "A moved card stays in its old deck",
        frozenset({"subdeck renamed"}),
        IN_PLACE,
        "decks are matched by name",
        cards_stay,
    ),
    Limit(
        "A moved card stays in its old deck",
        frozenset({"deck renamed"}),
        IN_PLACE,
        "decks are matched by name",
        deck_stays,
    ),
    Limit(
        "A renamed deck comes back",
        frozenset(one.name for one in EDITS),
        frozenset({"did everything"}),
        "decks are matched by name",
        names_come_back,
    ),
    Limit(
        "A deleted note comes back",
        frozenset(one.name for one in EDITS) - REMOVE_IT - {"field and back"},
        frozenset({"deleted the note"}),
        "the import does not know that the note was ever there",
        comes_back,
    ),
    Limit(
        "A removed note stays",
        REMOVE_IT,
        HAVE_IT,
        "a package cannot say that something is gone",
        note_stays,
    ),
    Limit(
        "A changed note is replaced whole",
        CHANGE_IT,
        frozenset({"tagged it", "did everything"}),
        "tags are part of the note",
        replaced_whole,
    ),
    Limit(
        "A changed note is replaced whole",
        CHANGE_IT - CHANGE_EXTRA,
        frozenset({"edited it"}),
        "the engine compares times, not texts",
        replaced_whole,
    ),
    Limit(
        "An edit that is newer than the release is kept",
        CHANGE_IT - {"note back again"},
        LATER,
        "the newer note wins, whole",
        kept_whole,
    ),
    Limit(
        "A removed deletion leaves its card",
        frozenset({"cloze removed", "short form removed", "reversed to basic"}),
        HAVE_IT,
        "an import never deletes a card",
        cards_are_left,
    ),
    Limit(
        "A schedule belongs to the number of a deletion",
        frozenset({"cloze renumbered"}),
        HAVE_IT,
        "a card is known by note and number",
        schedule_stays,
    ),
    Limit(
        "A changed note type is replaced whole",
        RETYPE,
        frozenset({"changed CSS"}),
        "CSS and templates travel together",
        types_replaced,
    ),
    Limit(
        "A changed note type is replaced whole",
        RETYPE | {"CSS"},
        frozenset({"did everything"}),
        "CSS and templates travel together",
        types_replaced,
    ),
    Limit(
        "An edit that is newer than the release is kept",
        RETYPE | {"CSS"},
        frozenset({"changed CSS later"}),
        "the newer note type wins, whole",
        type_kept,
    ),
]
