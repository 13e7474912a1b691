"""What a package tells of a deck that came without ids: who its learners know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from builder.anki.apkg.package import Package, PackageNote, PackageNoteType
from builder.sources.decks.original import OriginalDeck


def with_identity(deck: OriginalDeck, like: Package) -> OriginalDeck:
    """Return a deck with the ids of the package that its learners have.

    A note type is the same when it has the same name and fields, a note when it has the
    same GUID and note type.
    """
    types: dict[int, PackageNoteType] = {}
    shipped_types: dict[int, PackageNoteType] = {}
    for one in deck.package.note_types:
        twin = _twin(one, like.note_types)
        types[one.id] = _as(one, twin) if twin else one
        if twin:
            shipped_types[twin.id] = twin
    by_guid = {note.guid: note for note in like.notes}
    notes = []
    shipped = {}
    for note in deck.package.notes:
        mine = replace(note, note_type=types[note.note_type.id])
        known = by_guid.get(note.guid)
        if known is not None and known.note_type.id == mine.note_type.id:
            shipped[note.guid] = known
            mine = _known(mine, known)
        notes.append(mine)
    package = replace(
        deck.package, notes=tuple(notes), note_types=tuple(types.values())
    )
    return replace(deck, package=package, shipped=shipped, shipped_types=shipped_types)


def _twin(
    one: PackageNoteType, others: Iterable[PackageNoteType]
) -> PackageNoteType | None:
    names = [field.name for field in one.fields]
    for other in others:
        is_same = [field.name for field in other.fields] == names
        if other.name == one.name and is_same and other.is_cloze is one.is_cloze:
            return other
    return None


def _as(one: PackageNoteType, twin: PackageNoteType) -> PackageNoteType:
    """Return a note type with the ids of the one that learners have."""
    ids = {template.name: template.id for template in twin.templates}
    return replace(
        one,
        id=twin.id,
        modified=twin.modified,
        fields=tuple(
            replace(field, id=other.id)
            for field, other in zip(one.fields, twin.fields, strict=True)
        ),
        templates=tuple(
            replace(template, id=ids.get(template.name, template.id))
            for template in one.templates
        ),
    )


def _known(note: PackageNote, known: PackageNote) -> PackageNote:
    """Return a note with the id of the one that learners have, and its cards if it can."""
    is_same = known.values == note.values
    cards = known.cards if is_same else ()
    return replace(
        note,
        number=known.number,
        modified=known.modified,
        cards=cards,
        ordinals=tuple(card.ordinal for card in cards),
        decks=known.decks if is_same else known.decks or note.decks,
    )
