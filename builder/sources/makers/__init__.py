"""From an item to the notes worth making of it: a file for each kind, and their table."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from builder.cards.cardwriter import CardNote
from builder.cards.note import DRAFT
from builder.sources.items import Item
from builder.sources.makers import basic, choice, draft, gaps, own, terms, values
from builder.sources.makers.maker import Maker

__all__ = ["BESIDE", "MAKERS", "notes_of"]

MAKERS: Sequence[Maker] = (
    Maker("own", own.fields),
    Maker("cloze", gaps.fields),
    Maker("basic", draft.fields, tags=(DRAFT,)),
    Maker("choice", choice.fields),
    Maker("basic", basic.fields),
)
"""The first that can makes an item's own note."""

BESIDE: Sequence[Maker] = (
    Maker("cloze", terms.fields, suffix="-terms"),
    Maker("cloze", values.fields, suffix="-values"),
)
"""The first that can makes a note beside it.

A list of terms is asked for whole by the one and term by term by the other: either alone
would teach half of it.
"""


def notes_of(
    item: Item, note_id: str, *, source: str, make: Collection[str] = ()
) -> tuple[CardNote, ...]:
    """Return the notes that an item becomes; the first has its id.

    ``make`` names the makers of those beside it, by their suffixes: ``all`` or nothing
    are all of them.
    """
    is_all = not make or "all" in make
    beside = [one for one in BESIDE if is_all or one.suffix.strip("-") in make]
    makers = (MAKERS, beside)
    return tuple(note for one in makers for note in _made(one, item, note_id, source))


def _made(
    makers: Sequence[Maker], item: Item, note_id: str, source: str
) -> Iterator[CardNote]:
    for maker in makers:
        fields = maker.fields(item)
        if fields:
            tags = (*item.tags, *maker.tags)
            yield CardNote(f"{note_id}{maker.suffix}", maker.kind, fields, tags, source)
            return
