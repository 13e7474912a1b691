"""An item as it is written: its tags, its id, and the notes made of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from builder.cards.cardwriter import CardNote
from builder.sources.disarm import inert_notes
from builder.sources.existingnotes import ExistingNote, asked_by
from builder.sources.importlock import Imported
from builder.sources.items import Item
from builder.sources.keptnumbers import with_kept_numbers
from builder.sources.known import Known
from builder.sources.makers import MadeNotes, Refused, notes_of
from builder.sources.settled import kept_note, settled_entries
from builder.sources.slug import slug
from builder.sources.titles import section_tag


@dataclass(frozen=True, slots=True)
class ItemNotes:
    """An item and its notes.

    The tags of the item are all that its notes will have; those of a note lack the
    ones that the head of a card file says. ``id`` is that of the item, and of its own
    note where there is one. ``settled`` is what is remembered of notes that stay as they
    are; ``refused`` are notes that were not worth making.
    """

    item: Item
    notes: tuple[CardNote, ...]
    id: str
    settled: Mapping[str, Imported] = field(default_factory=dict)
    refused: tuple[Refused, ...] = ()

    @property
    def section(self) -> tuple[str, ...]:
        """The headings above the item."""
        return self.item.section


@dataclass(frozen=True, slots=True)
class Making:
    """How notes are made of the items of a source.

    ``earlier`` is what is remembered of its notes; ``is_anew`` makes those of items
    that have not changed again.
    """

    source: str
    file_tags: Sequence[str] = ()
    make: Sequence[str] = ()
    whole: str = ""
    earlier: Mapping[str, Imported] = field(default_factory=dict)
    is_anew: bool = False


def item_notes(item: Item, note_id: str, making: Making, known: Known) -> ItemNotes:
    """Make the notes of an item; without ``note_id`` it gets one that nobody has."""
    taken = known.names
    settled = (
        settled_entries(item, note_id, making.earlier.values())
        if note_id and not making.is_anew
        else {}
    )
    item = replace(item, tags=taken.spelt_once(item.tags))
    note_id = note_id or taken.new_id(item.key or slug(item.question))
    source = f"{making.source}:{item.line}"
    if settled:
        made = notes_of(item, note_id, source=source, make=("none",), whole="keep")
        beside = [
            kept_note(one, known.notes)
            for key, one in settled.items()
            if key != note_id and _is_asked_for(key, note_id, making.make)
        ]
        notes = [made.own, *beside] if note_id in settled else beside
    else:
        made = notes_of(
            item, note_id, source=source, make=making.make, whole=making.whole
        )
        notes = list(_worth_writing(item, made, note_id, known))
    if notes and notes[0] is not None and notes[0].id == note_id:
        notes[0] = replace(notes[0], guid=item.guid)
    taken.ids |= {note.id for note in notes if note is not None}
    tags = (*making.file_tags, section_tag(item.section), *item.tags)
    return ItemNotes(
        replace(item, tags=taken.spelt_once(tags)),
        tuple(note for note in notes if note is not None),
        note_id,
        settled,
        made.refused,
    )


def _is_asked_for(name: str, note_id: str, make: Sequence[str]) -> bool:
    """Whether the author still wants what the maker in a note's id makes."""
    maker = name.removeprefix(f"{note_id}-").partition("-")[0]
    return not make or "all" in make or maker in make


def _worth_writing(
    item: Item, made: MadeNotes, note_id: str, known: Known
) -> Iterator[CardNote]:
    """Yield the notes that do nothing on a card and ask what no other note asks."""
    if made.own is not None:
        yield from inert_notes(item, [made.own])
    ids: set[str] = set()
    for note in inert_notes(item, made.beside):
        name = _id_of(note, note_id)
        asked = asked_by(note.fields)
        is_own = " ".join(item.question.split()) in asked
        if name in ids or not (is_own or known.names.asks_first(asked, name)):
            continue
        ids.add(name)
        yield _as_before(replace(note, id=name), known.notes.get(name))


def _id_of(note: CardNote, note_id: str) -> str:
    """Return an id of letters and digits, from the name that a maker gave a note."""
    maker, _, part = note.id.removeprefix(f"{note_id}-").partition("-")
    return f"{note_id}-{maker}-{slug(part)}" if part else f"{note_id}-{maker}"


def _as_before(note: CardNote, existing: ExistingNote | None) -> CardNote:
    """Return a note whose deletions have the numbers that they have in its card file."""
    text, before = note.fields.get("cloze"), existing and existing.values.get("cloze")
    if not isinstance(text, str) or not isinstance(before, str):
        return note
    return replace(
        note, fields={**note.fields, "cloze": with_kept_numbers(text, before)}
    )
