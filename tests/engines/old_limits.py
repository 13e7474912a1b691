"""What older releases of Anki cannot do; docs/updating.md names each with its release."""

from __future__ import annotations

from dataclasses import replace

from engines.edits import KEY
from engines.limits import ALL, Cell, Limit, with_note
from learner import State

from builder.anki.identity import note_guid


def second_type(state: State, cell: Cell) -> State:
    """The type and its notes stay as they were; beside it comes one for new notes."""
    name = _word_type(cell)
    stay = {guid: cell.before.notes[guid] for guid in WORDS & set(cell.before.notes)}
    types = {name: cell.before.note_types[name], f"{name}+": cell.new.note_types[name]}
    return replace(
        state,
        notes={**state.notes, **stay},
        note_types={**state.note_types, **types},
    )


def third_type(state: State, cell: Cell) -> State:
    """Every further import makes one more."""
    name = _word_type(cell)
    types = {**state.note_types, f"{name}++": cell.new.note_types[name]}
    return replace(state, note_types=types)


def fronts_ask_more(state: State, cell: Cell) -> State:
    """A front that stands in a condition asks for the first field too, without one."""
    name = _word_type(cell)
    note_type = state.note_types[name]
    templates = tuple(
        (
            title,
            f"{front}{{{{{note_type.fields[0]}}}}}" if "{{#" in front else front,
            back,
        )
        for title, front, back in note_type.templates
    )
    note_types = {**state.note_types, name: replace(note_type, templates=templates)}
    bare = note_guid(KEY, "bare")
    cards = {**state.notes[bare].cards, 1: cell.after.notes[bare].cards[1]}
    return replace(
        with_note(state, bare, replace(state.notes[bare], cards=cards)),
        note_types=note_types,
    )


def _word_type(cell: Cell) -> str:
    return next(
        name for name, one in cell.old.note_types.items() if one.fields[0] == "Word"
    )


WORDS = frozenset({note_guid(KEY, "word"), note_guid(KEY, "bare")})
RENAME_A_FIELD = frozenset({"note type field added", "note type field renamed"})

OLD_LIMITS = [
    Limit(
        "A renamed field makes a second note type",
        RENAME_A_FIELD | {"template renamed"},
        ALL,
        "fields and templates are matched by name",
        second_type,
        since=(2, 1, 66),
        until=(2, 1, 66),
        conflicts=WORDS,
        import_again=third_type,
    ),
    Limit(
        "A renamed field makes a card too many",
        RENAME_A_FIELD,
        ALL - {"changed CSS later"},
        "a front that can be blank is taken for a mistake",
        fronts_ask_more,
        since=(23, 10),
        until=(23, 10, 1),
    ),
]
