"""The cards of a package as they are rendered."""

from __future__ import annotations

from builder.anki.apkg.package import PackageCard, PackageNote
from builder.anki.cardsides import CardSource, special_fields


def card_source(note: PackageNote, card: PackageCard) -> CardSource | None:
    """Return what a card is made of; nothing when its note type has no such template."""
    note_type = note.note_type
    ordinal = 0 if note_type.is_cloze else card.ordinal
    if ordinal >= len(note_type.templates):
        return None
    template = note_type.templates[ordinal]
    own = special_fields(
        tags=note.tags,
        note_type=note_type.name,
        deck=card.deck,
        template=template.name,
        card_id=card.id,
    )
    return CardSource(
        front=template.front,
        back=template.back,
        fields={**own, **note.fields},
        ordinal=card.ordinal,
        is_cloze=note_type.is_cloze,
    )
