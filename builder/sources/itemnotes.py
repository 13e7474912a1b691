"""An item as it is written: its tags, its id, and the notes made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from builder.cards.cardwriter import CardNote
from builder.sources.disarm import inert_notes
from builder.sources.items import Item
from builder.sources.makers import notes_of
from builder.sources.slug import slug
from builder.sources.takennames import TakenNames
from builder.sources.titles import section_tag


@dataclass(frozen=True, slots=True)
class ItemNotes:
    """An item and its notes.

    The tags of the item are all that its notes will have; those of a note lack the
    ones that the head of a card file says.
    """

    item: Item
    notes: tuple[CardNote, ...]

    @property
    def section(self) -> tuple[str, ...]:
        """The headings above the item."""
        return self.item.section


def item_notes(  # noqa: PLR0913 -- what a note is made of
    item: Item,
    *,
    note_id: str,
    source: str,
    file_tags: Sequence[str],
    make: Sequence[str],
    taken: TakenNames,
) -> ItemNotes:
    """Make the notes of an item; without ``note_id`` it gets one that nobody has."""
    item = replace(item, tags=taken.spelt_once(item.tags))
    note_id = note_id or taken.new_id(item.key or slug(item.question))
    made = notes_of(item, note_id, source=f"{source}:{item.line}", make=make)
    first, *more = inert_notes(item, made)
    notes = (replace(first, guid=item.guid), *more)
    taken.ids.update(note.id for note in notes)
    tags = (*file_tags, section_tag(item.section), *item.tags)
    return ItemNotes(replace(item, tags=taken.spelt_once(tags)), notes)
