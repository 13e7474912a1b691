"""What learners of an existing deck have, as the lock remembers what was shipped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from builder.anki import features
from builder.anki.ankinote import AnkiNote
from builder.anki.apkg.package import PackageNote, PackageNoteType
from builder.anki.identity import note_ids
from builder.anki.notetype import NoteType
from builder.base.clock import LATEST
from builder.base.hashing import short_hash
from builder.cards.names import RESERVED_TAGS
from builder.sources.decks.keptnote import KeptNote
from builder.text.cloze import MAXIMUM_NUMBER
from builder.versions.cardids import with_own_card_ids
from builder.versions.fieldmarks import field_marks
from builder.versions.lock import (
    Content,
    Lock,
    LockedNote,
    LockedNoteType,
    Release,
    Shipped,
    Stamp,
)
from builder.versions.stamping import note_content, note_type_content

_LARGEST_ID = LATEST * 1000
# No source has this hash: what differs from the package was changed since.
_UNKNOWN_SOURCE = "taken over"


def cards_as_they_came(notes: Iterable[KeptNote]) -> Lock:
    """Return a lock that says no more than which cards each note has."""
    nothing = Stamp(0, Content(rendering=""))
    return Lock(
        {
            note.id: LockedNote(
                id=note.id,
                guid=note.origin.guid,
                number=0,
                stamp=nothing,
                deck=note.deck,
                note_type=note.key,
                ordinals=note.origin.ordinals,
            )
            for note in notes
        }
    )


def seeded(
    lock: Lock,
    notes: Mapping[str, tuple[AnkiNote, PackageNote]],
    note_types: Sequence[tuple[NoteType, PackageNoteType]],
    *,
    version: str,
) -> Lock:
    """Return the lock in which notes and note types count as released.

    ``notes`` are there by their ids, each with what learners have of it; what is other
    now counts as edited since.
    """
    known = {one.guid: one.number for one in lock.notes.values()}
    # Scripts give the same ids to two decks of one moment: the first has them.
    taken = set(known.values())
    known |= {
        note.guid: origin.number
        for note, origin in notes.values()
        if 0 < origin.number <= _LARGEST_ID and origin.number not in taken
    }
    taken_cards = {number for one in lock.notes.values() for number in _card_ids(one)}
    numbers = note_ids((note.guid for note, _ in notes.values()), known)
    new_notes = {
        key: _without_others(
            _note(note, origin, numbers[note.guid], version), taken_cards
        )
        for key, (note, origin) in notes.items()
    }
    new_types = {one.key: _note_type(one, origin) for one, origin in note_types}
    return replace(
        lock,
        notes=with_own_card_ids({**lock.notes, **new_notes}),
        note_types={**lock.note_types, **new_types},
    )


def _card_ids(note: LockedNote) -> list[int]:
    known = dict(note.card_ids)
    return [known.get(ordinal, note.number + ordinal) for ordinal in note.ordinals]


def _without_others(note: LockedNote, taken: set[int]) -> LockedNote:
    """Return a note without ids of cards that another note of the project has."""
    own = tuple(pair for pair in note.card_ids if pair[1] not in taken)
    return replace(note, card_ids=own)


def first_release(lock: Lock, version: str) -> Lock:
    """Return the lock of a project whose learners have all of it as ``version``."""
    times = [note.modified for note in lock.notes.values()]
    times += [one.modified for one in lock.note_types.values()]
    told = [time for time in times if time <= LATEST]
    return replace(lock, release=Release(version, max(told, default=0)))


def _note(note: AnkiNote, origin: PackageNote, number: int, version: str) -> LockedNote:
    modified = _time(origin.modified)
    is_same = origin.values == note.fields and _tags(origin) == _tags(note)
    content = note_content(note)
    if not is_same:
        hashed = short_hash(note.note_type.key, *origin.values, "tags", *origin.tags)
        content = Content(
            rendering=hashed,
            source=_UNKNOWN_SOURCE,
            fields=field_marks(origin.values),
            tags=origin.tags,
        )
    cards = [card for card in origin.cards if 0 <= card.ordinal < MAXIMUM_NUMBER]
    deck = cards[0].deck if cards else note.deck
    ordinals = tuple(card.ordinal for card in cards)
    return LockedNote(
        id=note.id,
        guid=note.guid,
        number=number,
        stamp=Stamp(modified, content),
        deck=note.deck,
        note_type=note.note_type.key,
        ordinals=note.ordinals,
        title=note.title,
        since=version,
        shipped=Shipped(modified, deck, ordinals, (*note.short, *note.explicit)),
        short=note.short,
        explicit=note.explicit,
        card_ids=tuple(
            (card.ordinal, card.id)
            for card in cards
            if card.id != number + card.ordinal and 0 < card.id <= _LARGEST_ID
        ),
        card_decks=tuple(
            (card.ordinal, card.deck) for card in cards if card.deck != deck
        ),
    )


def _note_type(note_type: NoteType, origin: PackageNoteType) -> LockedNoteType:
    modified = _time(origin.modified)
    content = note_type_content(note_type)
    if not _looks_like(note_type, origin):
        content = Content(rendering=_UNKNOWN_SOURCE, source=_UNKNOWN_SOURCE)
    return LockedNoteType(
        key=note_type.key,
        stamp=Stamp(modified, content),
        id=note_type.id,
        name=note_type.name,
        shipped=modified,
        fields=note_type.fields,
        templates=tuple(one.name for one in origin.templates),
        offers=features.offered(note_type),
    )


def _tags(note: AnkiNote | PackageNote) -> set[str]:
    return {tag.casefold() for tag in note.tags} - RESERVED_TAGS


def _looks_like(note_type: NoteType, origin: PackageNoteType) -> bool:
    mine = [(one.name, one.front, one.back) for one in note_type.templates]
    theirs = [(one.name, one.front, one.back) for one in origin.templates]
    return note_type.css == origin.css and mine == theirs


def _time(seconds: int) -> int:
    # Some tools write milliseconds.
    return max(0, min(seconds, LATEST * 1000))
