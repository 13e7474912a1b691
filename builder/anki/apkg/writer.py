"""Anki notes to an ``.apkg`` file: the only module that knows genanki.

genanki gives the objects and the schema of the collection; the rows are written here,
because an ``.apkg`` that is to be imported again for years needs its own ids, times per
note, the cards Anki itself would make, and the same bytes on every day.
"""

from __future__ import annotations

import functools
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import genanki
from genanki.apkg_col import APKG_COL
from genanki.apkg_schema import APKG_SCHEMA

from builder.anki import template
from builder.anki.apkg.contents import PackageContents, add_rows
from builder.anki.apkg.filling import (
    EmptyCollection,
    LookAt,
    filled_collection,
    look_away,
    write_collection,
)
from builder.anki.apkg.package import Settings
from builder.anki.apkg.settings import (
    FIELD_DEFAULTS,
    NOTE_TYPE_DEFAULTS,
    OF_ADDONS,
    others,
)
from builder.anki.notetype import NoteType
from builder.base.stablezip import Writable


def write_package(
    stream: Writable, contents: PackageContents, look_at: LookAt = look_away
) -> None:
    """Write an ``.apkg``; ``look_at`` is shown its collection."""
    write_collection(stream, lambda: _collection(contents, look_at), contents.media)


def _collection(contents: PackageContents, look_at: LookAt) -> bytearray:
    fill = functools.partial(add_rows, contents=contents)
    empty = empty_collection(contents)
    return filled_collection(empty, contents.description, fill, look_at)


def empty_collection(contents: PackageContents) -> EmptyCollection:
    """Return the collection of a package before its notes are in it."""
    return EmptyCollection(_Package(contents).image(), contents.root)


def note_type_json(note_type: NoteType) -> dict[str, Any]:
    """Return a note type as Anki's JSON has it; decks of templates are left out."""
    values: dict[str, Any] = _NoteType(note_type, 0, {}).to_json(0, 1)
    for one in values["tmpls"]:
        one["did"] = None
    return values


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


class _Package(genanki.Package):  # type: ignore[misc]  # genanki has no types
    """genanki's package, whose rows are ours."""

    def __init__(self, contents: PackageContents) -> None:
        deck_ids = contents.deck_ids
        self.models = [
            _NoteType(note_type, modified, deck_ids)
            for note_type, modified in contents.note_types
        ]
        told = contents.descriptions
        super().__init__(
            [
                genanki.Deck(one, name, told.get(name, ""))
                for name, one in deck_ids.items()
            ]
        )

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
            str(model.model_id): model.to_json(timestamp, 1) for model in self.models
        }
        cursor.execute(
            "UPDATE col SET decks = ?, models = ?",
            (
                json.dumps(decks, ensure_ascii=False),
                json.dumps(models, ensure_ascii=False),
            ),
        )

    def image(self) -> bytes:
        """Return the file of the collection with everything in it but rows."""
        database = sqlite3.connect(":memory:")
        try:
            # Said aloud, since a system's own SQLite may be built with other defaults.
            database.executescript("PRAGMA page_size=4096; PRAGMA auto_vacuum=0;")
            self.write_to_db(database.cursor(), 0, iter(()))
            _drop_indexes(database)
            database.commit()
            database.execute("VACUUM")
            return database.serialize()
        finally:
            database.close()


def _drop_indexes(database: sqlite3.Connection) -> None:
    """Take the indexes away: an import makes its own, and they are a third of a package."""
    query = "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    for (name,) in database.execute(query).fetchall():
        database.execute(f"DROP INDEX {name}")
