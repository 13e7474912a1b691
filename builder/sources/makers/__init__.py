"""From an item to the notes worth making of it: a file for each kind, and their tables."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from builder.cards.cardwriter import CardNote
from builder.cards.gate import CardFault, card_faults
from builder.cards.note import DRAFT
from builder.sources.items import Item
from builder.sources.makers import (
    abbreviations,
    basic,
    choice,
    commands,
    definitions,
    draft,
    gaps,
    gist,
    members,
    opposites,
    own,
    parts,
    points,
    steps,
    tables,
    terms,
    values,
)
from builder.sources.makers.maker import Candidate, Maker, PartMaker

__all__ = ["BESIDE", "MAKERS", "MadeNotes", "Refused", "notes_of"]

MAKERS: Sequence[Maker] = (
    Maker("own", own.fields),
    Maker("cloze", gaps.fields),
    Maker("basic", draft.fields, tags=(DRAFT,)),
    Maker("choice", choice.fields),
    Maker("basic", basic.fields),
)
"""The first that can makes an item's own note."""

BESIDE: Sequence[PartMaker] = (
    PartMaker("points", points.candidates),
    PartMaker("terms", terms.candidates),
    PartMaker("parts", parts.candidates),
    PartMaker("gist", gist.candidates),
    PartMaker("steps", steps.candidates),
    PartMaker("tables", tables.candidates),
    PartMaker("members", members.candidates),
    PartMaker("values", values.candidates),
    PartMaker("definitions", definitions.candidates),
    PartMaker("commands", commands.candidates),
    PartMaker("abbreviations", abbreviations.candidates),
    PartMaker("opposites", opposites.candidates),
)
"""All that can make notes beside it, each of what it knows.

A list of terms is asked for whole by the item's own note and term by term by another:
either alone would teach half of it.
"""


@dataclass(frozen=True, slots=True)
class Refused:
    """A note that was not made, for what the gate says of one of its cards."""

    maker: str
    fault: CardFault


@dataclass(frozen=True, slots=True)
class MadeNotes:
    """The notes of an item with what was refused.

    ``own`` is none when the others ask for everything that it would.
    """

    own: CardNote | None
    beside: tuple[CardNote, ...] = ()
    refused: tuple[Refused, ...] = ()


def notes_of(
    item: Item,
    note_id: str,
    *,
    source: str,
    make: Collection[str] = (),
    whole: str = "",
) -> MadeNotes:
    """Return the notes that an item becomes.

    ``make`` names the makers of those beside its own: ``all`` or nothing are all of
    them. ``whole`` says whether a long answer that is divided is kept: ``keep``,
    ``drop``, or nothing when the parts leave something unasked.
    """
    own = _own(item, note_id, source)
    beside: list[CardNote] = []
    refused: list[Refused] = []
    covered: set[int] = set()
    for maker in BESIDE:
        if make and "all" not in make and maker.name not in make:
            continue
        for one in maker.candidates(item):
            faults = tuple(card_faults(one.kind, one.fields))
            if faults:
                refused.append(Refused(maker.name, faults[0]))
                continue
            beside.append(_note(one, maker, item, note_id, source))
            covered |= one.covers
    is_asked = whole != "keep" and (
        parts.is_asked_by_parts(item, frozenset(covered))
        or (whole == "drop" and covered)
    )
    return MadeNotes(None if is_asked else own, tuple(beside), tuple(refused))


def _own(item: Item, note_id: str, source: str) -> CardNote:
    for maker in MAKERS:
        fields = maker.fields(item)
        if fields:
            tags = (*item.tags, *maker.tags)
            return CardNote(note_id, maker.kind, fields, tags, source)
    raise AssertionError("every item has a basic note")


def _note(
    one: Candidate, maker: PartMaker, item: Item, note_id: str, source: str
) -> CardNote:
    name = f"{note_id}-{maker.name}"
    name = f"{name}-{one.part}" if one.part else name
    return CardNote(name, one.kind, one.fields, item.tags, source)
