"""An item as it is written: its tags, its id, and the notes made of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from builder.cards.cardwriter import CardNote
from builder.cards.topics import NO_TOPICS, Topics
from builder.sources.context import question_in_context
from builder.sources.disarm import inert_notes
from builder.sources.existingnotes import ExistingNote, asked_by, tags_of
from builder.sources.importlock import Imported
from builder.sources.items import Item
from builder.sources.keptnumbers import with_kept_numbers
from builder.sources.known import Known
from builder.sources.language.remarks import few_tags
from builder.sources.makers import MadeNotes, Refused, notes_of
from builder.sources.refining import Refiner, fingerprint, refined_notes, told_of
from builder.sources.settled import kept_note, settled_entries
from builder.sources.slug import slug
from builder.sources.titles import section_tag


@dataclass(frozen=True, slots=True)
class ItemNotes:
    """An item and its notes.

    The tags of the item are all that its notes will have; those of a note lack the
    ones that the head of a card file says. ``id`` is that of the item, and of its own
    note where there is one. ``settled`` is what is remembered of notes that stay as they
    are; ``refused`` are notes that were not worth making. ``topics`` are those of its
    tags that topics.yaml gives it, ``former_topics`` those that it gave it before.
    """

    item: Item
    notes: tuple[CardNote, ...]
    id: str
    settled: Mapping[str, Imported] = field(default_factory=dict)
    refused: tuple[Refused, ...] = ()
    topics: tuple[str, ...] = ()
    former_topics: tuple[str, ...] = ()
    refined: str = ""

    @property
    def section(self) -> tuple[str, ...]:
        """The headings above the item."""
        return self.item.section


@dataclass(frozen=True, slots=True)
class Making:
    """How notes are made of the items of a source.

    ``earlier`` is what is remembered of its notes; ``is_anew`` makes those of items
    that have not changed again. ``refine`` is the program of a ``command`` that is asked
    for notes beside an item's own.
    """

    source: str
    file_tags: Sequence[str] = ()
    make: Sequence[str] = ()
    whole: str = ""
    topics: Topics = NO_TOPICS
    language: str = ""
    earlier: Mapping[str, Imported] = field(default_factory=dict)
    is_anew: bool = False
    refine: Refiner | None = None
    command: str = ""


def item_notes(item: Item, note_id: str, making: Making, known: Known) -> ItemNotes:
    """Make the notes of an item; without ``note_id`` it gets one that nobody has."""
    taken = known.names
    settled = (
        settled_entries(item, note_id, making.earlier.values())
        if note_id and not (making.is_anew and not _was_asked(item, note_id, making))
        else {}
    )
    topics = making.topics.of(item.question, item.answer)
    own_tags = few_tags(item.tags, making.language)
    item = replace(item, tags=taken.spelt_once((*topics, *own_tags)))
    note_id = note_id or taken.new_id(item.key or slug(item.question))
    source = f"{making.source}:{item.line}"
    refused: tuple[Refused, ...] = ()
    former = _former_topics(note_id, making)
    asked = replace(item, question=question_in_context(item, topics))
    if settled:
        notes = list(_settled_notes(asked, item, note_id, settled, making, known))
        notes = [_with_topics(note, former, topics) for note in notes]
    else:
        made = notes_of(
            asked, note_id, source=source, make=making.make, whole=making.whole
        )
        notes = list(_worth_writing(item, asked.question, made, note_id, known))
        refused = made.refused
        refined = _refined(item, note_id, notes, making)
        if refined:
            own = [note for note in notes if note.id == note_id]
            notes = [*own, *refined]
    notes = [replace(one, guid=item.guid if one.id == note_id else "") for one in notes]
    taken.ids |= {note.id for note in notes}
    tags = (*making.file_tags, section_tag(item.section), *item.tags)
    return ItemNotes(
        replace(item, tags=taken.spelt_once(tags)),
        tuple(notes),
        note_id,
        settled,
        refused,
        topics,
        former or (),
        fingerprint(item, making.command) if making.command else "",
    )


def _was_asked(item: Item, note_id: str, making: Making) -> bool:
    """Whether the program that is asked now has been asked for these very texts."""
    if not making.command:
        return False
    known = {one.refined for one in making.earlier.values() if one.item == note_id}
    return fingerprint(item, making.command) in known


def _refined(
    item: Item, note_id: str, notes: Sequence[CardNote], making: Making
) -> list[CardNote]:
    """Return what a program makes of an item, made inert; nothing when it fails."""
    if making.refine is None or item.is_draft or item.form == "cloze" or item.note_type:
        return []
    answer = making.refine(told_of(item, notes))
    source = f"{making.source}:{item.line}"
    return list(inert_notes(item, refined_notes(item, note_id, answer, source=source)))


def _former_topics(note_id: str, making: Making) -> tuple[str, ...] | None:
    """Return the topics that an item was given before; None when nobody asked then."""
    found = {one.topics for one in making.earlier.values() if one.item == note_id}
    told = max(found, default="")
    return None if not told else tuple(told.replace("-", "", told == "-").split())


def _settled_notes(  # noqa: PLR0913, PLR0917 -- what a note is made of
    asked: Item,
    item: Item,
    note_id: str,
    settled: Mapping[str, Imported],
    making: Making,
    known: Known,
) -> Iterator[CardNote]:
    """Yield the notes of a question whose texts are as they were, tags included."""
    if note_id in settled:
        existing = known.notes.get(note_id)
        front = existing.values.get("front") if existing else None
        one = asked if front == asked.question else item
        source = f"{making.source}:{item.line}"
        made = notes_of(one, note_id, source=source, make=("none",), whole="keep")
        if made.own is not None:
            tags = tuple(tags_of(existing.values)) if existing else made.own.tags
            yield replace(made.own, tags=tags)
    for key, entry in settled.items():
        if key != note_id and _is_asked_for(key, note_id, making.make):
            yield kept_note(entry, known.notes)


def _with_topics(
    note: CardNote, former: tuple[str, ...] | None, topics: tuple[str, ...]
) -> CardNote:
    """Return a note with other topics, where the author has changed them."""
    if former is None or former == topics:
        return note
    kept = [tag for tag in note.tags if tag not in former]
    return replace(note, tags=tuple(dict.fromkeys((*kept, *topics))))


def _is_asked_for(name: str, note_id: str, make: Sequence[str]) -> bool:
    """Whether the author still wants what the maker in a note's id makes."""
    maker = name.removeprefix(f"{note_id}-").partition("-")[0]
    return not make or "all" in make or maker in make


def _worth_writing(
    item: Item, question: str, made: MadeNotes, note_id: str, known: Known
) -> Iterator[CardNote]:
    """Yield the notes that do nothing on a card and ask what no other note asks."""
    if made.own is not None:
        yield from inert_notes(item, [made.own])
    ids: set[str] = set()
    for note in inert_notes(item, made.beside):
        name = _id_of(note, note_id)
        asked = asked_by(note.fields)
        is_own = " ".join(question.split()) in asked
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
