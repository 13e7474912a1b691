"""What goes into a package, and its rows in the tables ``notes`` and ``cards``."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from builder.anki.ankinote import AnkiNote
from builder.anki.identity import stable_id
from builder.anki.media import MediaFile
from builder.anki.notetype import NoteType
from builder.cards.names import with_parents

FIELD_SEPARATOR = "\x1f"
TableRow: TypeAlias = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class PackagedNote:
    """A note with all that the writer needs; it reads no clock and makes up no id.

    ``number`` is the note id (cards are numbered on from it, but for those of
    ``card_ids``), ``modified`` is in seconds since 1970, ``position`` the place among the
    new cards. ``card_decks`` are the decks of cards, by ordinal, that are elsewhere.
    """

    note: AnkiNote
    number: int
    modified: int
    position: int
    card_ids: Mapping[int, int] = field(default_factory=dict)
    card_decks: Mapping[int, str] = field(default_factory=dict)

    @property
    def decks(self) -> list[str]:
        """The decks of its cards."""
        named = self.note.ordinals and all(
            ordinal in self.card_decks for ordinal in self.note.ordinals
        )
        own = [] if named else [self.note.deck]
        return [
            *own,
            *(self.card_decks[n] for n in self.note.ordinals if n in self.card_decks),
        ]


@dataclass(frozen=True, slots=True)
class PackageContents:
    """What goes into one package.

    ``note_types`` come with their modification times. ``root`` is the name of the root
    deck, which carries ``description`` (Markdown); ``descriptions`` are those of others.
    """

    key: str
    root: str
    description: str
    notes: Sequence[PackagedNote]
    note_types: Sequence[tuple[NoteType, int]]
    descriptions: Mapping[str, str] = field(default_factory=dict)

    @property
    def decks(self) -> list[str]:
        """All decks, parents too, as they will stand in Anki."""
        named = {deck for packaged in self.notes for deck in packaged.decks}
        named |= {
            str(one["did"])
            for note_type, _ in self.note_types
            for one in (note_type.kept.templates if note_type.kept else ())
            if "did" in one
        }
        return sorted(with_parents(named))

    @property
    def deck_ids(self) -> dict[str, int]:
        """The ids of all decks."""
        return {name: deck_id(self.key, name) for name in self.decks}

    @property
    def media(self) -> dict[str, MediaFile]:
        """All media by their names in the package, sorted."""
        found: dict[str, MediaFile] = {}
        for packaged in self.notes:
            found |= packaged.note.media
        for note_type, _ in self.note_types:
            found |= note_type.media
        return dict(sorted(found.items()))


def deck_id(key: str, name: str) -> int:
    """Return the id of a deck."""
    # Anki has this one always, under this id: another of its name is renamed.
    return 1 if name.casefold() == "default" else stable_id(key, "deck", name)


def add_rows(database: sqlite3.Connection, contents: PackageContents) -> None:
    """Add the notes of a package and their cards, by their ids."""
    notes = sorted(contents.notes, key=lambda packaged: packaged.number)
    decks = contents.deck_ids
    homeless = contents.decks[:1]
    database.executemany(INSERT_NOTE, map(note_row, notes))
    database.executemany(
        INSERT_CARD,
        (row for packaged in notes for row in card_rows(packaged, decks, homeless)),
    )


INSERT_NOTE = f"INSERT INTO notes VALUES ({','.join('?' * 11)})"  # noqa: S608 -- marks only
INSERT_CARD = f"INSERT INTO cards VALUES ({','.join('?' * 18)})"  # noqa: S608 -- marks only


def note_row(packaged: PackagedNote) -> TableRow:
    """Return the row of a note; Anki computes the checksum itself."""
    note = packaged.note
    tags = f" {' '.join(sorted(note.tags))} " if note.tags else ""
    fields = FIELD_SEPARATOR.join(note.fields)
    ids = (packaged.number, note.guid, note.note_type.id, packaged.modified, -1)
    return (*ids, tags, fields, note.fields[0], 0, 0, "")


def card_rows(
    packaged: PackagedNote, decks: Mapping[str, int], homeless: Sequence[str]
) -> Iterator[TableRow]:
    """Yield the rows of a note's cards: new, at the note's position."""
    home = decks[(packaged.decks or homeless)[0]]
    for ordinal in packaged.note.ordinals:
        number = packaged.card_ids.get(ordinal, packaged.number + ordinal)
        deck = packaged.card_decks.get(ordinal)
        ids = (number, packaged.number, decks[deck] if deck else home, ordinal)
        due = (0, 0, packaged.position)
        yield (*ids, packaged.modified, -1, *due, *_NEVER_SEEN)


_NEVER_SEEN = (0,) * 8 + ("",)
