"""From an item to the notes worth making of it: a file for each kind, and their table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from builder.cards.cardwriter import CardNote
from builder.cards.note import DRAFT
from builder.sources.items import Item
from builder.sources.makers import basic, choice, draft, gaps, terms, values
from builder.sources.makers.maker import Maker

__all__ = ["MAKERS", "NoteGroup", "notes_of"]

NoteGroup = Literal["own", "cloze"]

# Of each group the first that can makes one note: an item's own, and one beside it. A
# list of terms is asked for whole by the one and term by term by the other: either
# alone would teach half of it.
MAKERS: Mapping[NoteGroup, Sequence[Maker]] = {
    "own": (
        Maker("cloze", gaps.fields),
        Maker("basic", draft.fields, tags=(DRAFT,)),
        Maker("choice", choice.fields),
        Maker("basic", basic.fields),
    ),
    "cloze": (
        Maker("cloze", terms.fields, suffix="-terms"),
        Maker("cloze", values.fields, suffix="-values"),
    ),
}


def notes_of(
    item: Item, note_id: str, *, source: str, groups: Sequence[NoteGroup]
) -> tuple[CardNote, ...]:
    """Return the notes that an item becomes; the first has its id."""
    return tuple(
        note for group in groups for note in _made(MAKERS[group], item, note_id, source)
    )


def _made(
    makers: Sequence[Maker], item: Item, note_id: str, source: str
) -> Iterator[CardNote]:
    for maker in makers:
        fields = maker.fields(item)
        if fields:
            tags = (*item.tags, *maker.tags)
            yield CardNote(f"{note_id}{maker.suffix}", maker.kind, fields, tags, source)
            return
