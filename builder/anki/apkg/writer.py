"""Anki notes to an ``.apkg`` file: the only module that knows genanki.

genanki gives the objects and the schema of the collection; the rows are written here,
because an ``.apkg`` that is to be imported again for years needs its own ids, times per
note, the cards Anki itself would make, and the same bytes on every day.
"""

from __future__ import annotations

import functools
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import genanki
from genanki.apkg_col import APKG_COL
from genanki.apkg_schema import APKG_SCHEMA

from builder.anki import template
from builder.anki.ankinote import AnkiNote
from builder.anki.apkg.package import Settings
from builder.anki.apkg.settings import (
    FIELD_DEFAULTS,
    NOTE_TYPE_DEFAULTS,
    OF_ADDONS,
    others,
)
from builder.anki.identity import stable_id
from builder.anki.media import MediaFile, packaged_content
from builder.anki.notetype import NoteType
from builder.base.stablezip import Writable, write_archive
from builder.cards.names import with_parents

# The version of SQLite that wrote a file is noted in its header (offset 96); Anki does
# not read it. https://www.sqlite.org/fileformat.html
_SQLITE_VERSION_FIELD = slice(96, 100)
_SQLITE_VERSION = (3_040_001).to_bytes(4, "big")


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
    deck, which carries ``description`` (Markdown).
    """

    key: str
    root: str
    description: str
    notes: Sequence[PackagedNote]
    note_types: Sequence[tuple[NoteType, int]]

    @property
    def decks(self) -> list[str]:
        """All decks, parents too, as they will stand in Anki."""
        named = {deck for packaged in self.notes for deck in packaged.decks}
        named |= {
            str(one["did"])
            for note_type, _ in self.note_types
            for one in _template_settings(note_type)
            if "did" in one
        }
        return sorted(with_parents(named))

    @property
    def media(self) -> dict[str, MediaFile]:
        """All media by their names in the package, sorted."""
        found: dict[str, MediaFile] = {}
        for packaged in self.notes:
            found |= packaged.note.media
        for note_type, _ in self.note_types:
            found |= note_type.media
        return dict(sorted(found.items()))


def write_package(stream: Writable, contents: PackageContents) -> None:
    """Write an ``.apkg`` in the form that every Anki since 2.0 reads."""
    media = contents.media
    names = {str(number): name for number, name in enumerate(media)}
    members: list[tuple[str, Callable[[], bytes]]] = [
        ("collection.anki2", lambda: _collection(contents)),
        ("media", lambda: json.dumps(names, ensure_ascii=False).encode()),
    ]
    members += [
        (str(number), functools.partial(packaged_content, file))
        for number, file in enumerate(media.values())
    ]
    write_archive(stream, members)


def note_type_json(note_type: NoteType) -> dict[str, Any]:
    """Return a note type as Anki's JSON has it; decks of templates are left out."""
    values: dict[str, Any] = _NoteType(note_type, 0, {}).to_json(0, 1)
    for one in values["tmpls"]:
        one["did"] = None
    return values


def _collection(contents: PackageContents) -> bytes:
    database = sqlite3.connect(":memory:")
    try:
        # Said aloud, since a system's own SQLite may be built with other defaults.
        database.executescript("PRAGMA page_size=4096; PRAGMA auto_vacuum=0;")
        package = _Package(contents)
        package.write_to_db(database.cursor(), 0, iter(()))
        database.commit()
        content = bytearray(database.serialize())
    finally:
        database.close()
    content[_SQLITE_VERSION_FIELD] = _SQLITE_VERSION
    return bytes(content)


class _NoteType(genanki.Model):  # type: ignore[misc]  # genanki has no types
    """genanki's model with ids for fields and templates, and its own time."""

    def __init__(
        self, note_type: NoteType, modified: int, deck_ids: Mapping[str, int]
    ) -> None:
        super().__init__(
            note_type.id,
            note_type.name,
            fields=[
                {"name": name, **_identity(identity), **role}
                for name, identity, role in zip(
                    note_type.fields,
                    note_type.field_ids,
                    _roles(note_type),
                    strict=True,
                )
            ],
            templates=[
                {
                    "name": one.name,
                    "qfmt": one.front,
                    "afmt": one.back,
                    **_identity(one.id),
                    **settings,
                    **_deck_of(settings, deck_ids),
                }
                for one, settings in zip(
                    note_type.templates, _template_settings(note_type), strict=True
                )
            ],
            css=note_type.css,
            model_type=self.CLOZE if note_type.is_cloze else self.FRONT_BACK,
        )
        self.modified = modified
        self.settings = _settings(note_type)
        self.requirements = list(_requirements(note_type))

    @property
    def _req(self) -> list[Any]:
        return self.requirements

    def to_json(self, timestamp: float, deck_id: int) -> dict[str, Any]:
        values: dict[str, Any] = super().to_json(timestamp, deck_id)
        own = {"id": self.model_id, "did": None, "mod": self.modified}
        return {**values, **own, **self.settings}


# What tells Anki that masks are drawn with its own mask editor, and in which fields
# (rslib/src/notetype/stock.rs, rslib/src/image_occlusion/notetype.rs).
_OCCLUSION = {"originalStockKind": 6}
_OCCLUSION_ROLES = (
    {"tag": 0, "preventDeletion": True},
    {"tag": 1, "preventDeletion": True},
    {"tag": 2, "preventDeletion": True},
    {"tag": 3, "preventDeletion": True},
    {"tag": 4, "preventDeletion": False},
)


def _identity(number: int | None) -> dict[str, int]:
    return {} if number is None else {"id": number}


def _deck_of(
    settings: Mapping[str, Any], deck_ids: Mapping[str, int]
) -> dict[str, int | None]:
    """Return the deck that a template puts its cards into, by its id."""
    return {"did": deck_ids.get(settings["did"])} if "did" in settings else {}


def _settings(note_type: NoteType) -> Mapping[str, Any]:
    """Return what a note type is set to: of ours, as genanki writes it."""
    if note_type.kept:
        return _with_others({**NOTE_TYPE_DEFAULTS, **note_type.kept.settings})
    return _OCCLUSION if note_type.is_occlusion else {}


def _with_others(settings: Settings) -> dict[str, Any]:
    """Return settings with those of add-ons as Anki keeps them."""
    own = {key: value for key, value in settings.items() if key != OF_ADDONS}
    return {**others(settings), **own}


def _template_settings(note_type: NoteType) -> Sequence[Mapping[str, Any]]:
    if note_type.kept:
        return [_with_others(one) for one in note_type.kept.templates]
    return [{}] * len(note_type.templates)


def _roles(note_type: NoteType) -> list[Mapping[str, Any]]:
    """Return what each field is to Anki beyond its name."""
    if note_type.kept:
        fields = note_type.kept.fields
        return [_with_others({**FIELD_DEFAULTS, **one}) for one in fields]
    roles = _OCCLUSION_ROLES if note_type.is_occlusion else ()
    return [*roles, *({} for _ in note_type.fields[len(roles) :])]


def _requirements(note_type: NoteType) -> Iterator[list[Any]]:
    """Yield the fields each card needs, as clients before Anki 2.1.28 want it told."""
    if note_type.is_cloze:
        return
    names = note_type.fields
    for ordinal, one in enumerate(note_type.templates):
        alone = [
            number
            for number, name in enumerate(names)
            if template.renders_with(one.parts, {name})
        ]
        needed = [
            number
            for number, name in enumerate(names)
            if not template.renders_with(one.parts, {*names} - {name})
        ]
        yield [ordinal, "any", alone] if alone else [ordinal, "all", needed]


class _Note(genanki.Note):  # type: ignore[misc]  # genanki has no types
    """genanki's note with its own ids and time."""

    def __init__(self, packaged: PackagedNote, model: _NoteType) -> None:
        note = packaged.note
        super().__init__(
            model,
            list(note.fields),
            tags=sorted(note.tags),
            guid=note.guid,
            due=packaged.position,
        )
        self.packaged = packaged

    def row(self) -> tuple[Any, ...]:
        """Return the row of ``notes``; Anki computes the checksum itself."""
        packaged = self.packaged
        return (
            packaged.number,
            self.guid,
            self.model.model_id,
            packaged.modified,
            -1,
            self._format_tags() if self.tags else "",
            self._format_fields(),
            self.sort_field,
            0,
            0,
            "",
        )

    def card_rows(
        self, deck_id: int, by_name: Mapping[str, int]
    ) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of ``cards``: new, at the note's position."""
        packaged = self.packaged
        for ordinal in packaged.note.ordinals:
            number = packaged.card_ids.get(ordinal, packaged.number + ordinal)
            deck = packaged.card_decks.get(ordinal)
            home = by_name[deck] if deck else deck_id
            ids = (number, packaged.number, home, ordinal)
            zeros = (0,) * 8
            yield (*ids, packaged.modified, -1, 0, 0, self.due, *zeros, "")


class _Package(genanki.Package):  # type: ignore[misc]  # genanki has no types
    """genanki's package; each table is written in one go."""

    def __init__(self, contents: PackageContents) -> None:
        self.contents = contents
        by_name = {name: self._deck(name) for name in contents.decks}
        self.deck_ids = {name: deck.deck_id for name, deck in by_name.items()}
        self.models = {
            note_type.key: _NoteType(note_type, modified, self.deck_ids)
            for note_type, modified in contents.note_types
        }
        for packaged in contents.notes:
            model = self.models[packaged.note.note_type.key]
            deck = (packaged.decks or contents.decks)[0]
            by_name[deck].add_note(_Note(packaged, model))
        super().__init__(list(by_name.values()))

    def _deck(self, name: str) -> genanki.Deck:
        description = self.contents.description if name == self.contents.root else ""
        # Anki has this one always, under this id: another of its name is renamed.
        is_default = name.casefold() == "default"
        identity = 1 if is_default else stable_id(self.contents.key, "deck", name)
        return genanki.Deck(identity, name, description)

    def write_to_db(
        self,
        cursor: sqlite3.Cursor,
        timestamp: float,
        id_gen: Iterable[int],  # noqa: ARG002 -- every id is given
    ) -> None:
        cursor.executescript(APKG_SCHEMA)
        cursor.executescript(APKG_COL)
        decks: Mapping[str, Any] = json.loads(
            cursor.execute("SELECT decks FROM col").fetchone()[0]
        )
        decks = {
            **decks,
            **{
                str(deck.deck_id): {**deck.to_json(), "md": True} for deck in self.decks
            },
        }
        models = {
            str(model.model_id): model.to_json(timestamp, 1)
            for model in self.models.values()
        }
        cursor.execute(
            "UPDATE col SET decks = ?, models = ?",
            (
                json.dumps(decks, ensure_ascii=False),
                json.dumps(models, ensure_ascii=False),
            ),
        )
        notes = sorted(
            ((note, deck.deck_id) for deck in self.decks for note in deck.notes),
            key=lambda pair: pair[0].packaged.number,
        )
        cursor.executemany(
            f"INSERT INTO notes VALUES ({','.join('?' * 11)})",  # noqa: S608 -- marks only
            (note.row() for note, _ in notes),
        )
        cursor.executemany(
            f"INSERT INTO cards VALUES ({','.join('?' * 18)})",  # noqa: S608 -- marks only
            (
                row
                for note, deck_id in notes
                for row in note.card_rows(deck_id, self.deck_ids)
            ),
        )
