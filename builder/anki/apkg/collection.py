"""The collection inside a package, an SQLite file: its notes, note types and decks."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from builder.anki.apkg import protobuf, settings
from builder.anki.apkg.package import (
    PackageCard,
    PackageDeck,
    PackageField,
    PackageNote,
    PackageNoteType,
    PackageTemplate,
)
from builder.cards.names import with_parents

# A file that was in write-ahead mode says so here, and then cannot be read from memory.
# https://www.sqlite.org/fileformat.html#file_format_version_numbers
_JOURNAL_MODE = slice(18, 20)
_ROLLBACK_JOURNAL = b"\x01\x01"

_TABLES = ("col", "notes", "cards")
_LATER_TABLES = {"notetypes", "fields", "templates", "decks"}
_LATEST_SCHEMA = 18
_FIELD_SEPARATOR = "\x1f"


def read_collection(
    content: bytes,
) -> tuple[tuple[PackageNote, ...], tuple[PackageDeck, ...]]:
    """Return the notes and decks of a collection, from the bytes of its file.

    Raises:
        sqlite3.Error, ValueError, LookupError, TypeError: It is damaged.
    """
    database = sqlite3.connect(":memory:")
    try:
        image = bytearray(content)
        image[_JOURNAL_MODE] = _ROLLBACK_JOURNAL
        database.deserialize(bytes(image))
        # Text that is not UTF-8 is shown as far as it is, not refused.
        database.text_factory = lambda text: text.decode("utf-8", "replace")
        database.create_collation("unicase", _unicase)
        _refuse_newer(database)
        tables = _plain_tables(database)
        for name in _TABLES:
            if name not in tables:
                raise ValueError(f"no table `{name}`")
        read = _from_tables if tables >= _LATER_TABLES else _from_json
        note_types, decks = read(database)
        notes = tuple(_notes(database, note_types, decks))
    finally:
        database.close()
    used = with_parents(name for note in notes for name in note.decks)
    by_name = {deck.name: deck for deck in decks.values()}
    return notes, tuple(
        by_name.get(name, PackageDeck(name, "")) for name in sorted(used)
    )


def _refuse_newer(database: sqlite3.Connection) -> None:
    """Refuse a collection that a later Anki keeps otherwise (`col.ver`)."""
    try:
        version = int(database.execute("SELECT ver FROM col").fetchone()[0])
    except (sqlite3.Error, TypeError, ValueError):
        return  # what is missing is told by its name
    if version > _LATEST_SCHEMA:
        raise ValueError(
            f"schema {version} of a newer Anki, this `decks` reads up to {_LATEST_SCHEMA}: "
            "update it, or export with “Support older Anki versions”"
        )


def _plain_tables(database: sqlite3.Connection) -> set[str]:
    """Return the tables that only hold what was written into them.

    A view, a virtual table or a computed column can run for ever, or make gigabytes out
    of nothing (https://www.sqlite.org/gencol.html).
    """
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'table'"
    return {
        name
        for name, sql in database.execute(query).fetchall()
        if not str(sql).lstrip().upper().startswith("CREATE VIRTUAL")
        and not _has_computed_columns(database, name)
    }


def _has_computed_columns(database: sqlite3.Connection, table: str) -> bool:
    query = "SELECT count(*) FROM pragma_table_xinfo(?) WHERE hidden <> 0"
    return bool(database.execute(query, (table,)).fetchone()[0])


def _unicase(one: str, other: str) -> int:
    one, other = one.casefold(), other.casefold()
    return (one > other) - (one < other)


def _notes(
    database: sqlite3.Connection,
    note_types: Mapping[int, PackageNoteType],
    decks: Mapping[int, PackageDeck],
) -> Iterator[PackageNote]:
    cards: dict[int, list[tuple[PackageCard, int]]] = defaultdict(list)
    # A card in a filtered deck has its home in `odid`.
    home = "CASE odid WHEN 0 THEN did ELSE odid END"
    query = f"SELECT nid, ord, {home}, due, id, type, data FROM cards"  # noqa: S608 -- ours
    for number, ordinal, deck, due, identity, kind, data in database.execute(query):
        name = decks[deck].name if deck in decks else f"deck {deck}"
        is_new = kind == 0
        place = int(due) if is_new else _first_position(data)
        card = PackageCard(int(ordinal), int(identity), name, is_new, place)
        cards[number].append((card, int(due)))
    query = "SELECT id, guid, mid, mod, tags, flds FROM notes ORDER BY id"
    for number, guid, note_type, modified, tags, fields in database.execute(query):
        if note_type not in note_types:
            raise ValueError(f"the note `{guid}` has no note type")
        own = sorted(cards[number], key=lambda pair: (pair[0].ordinal, pair[0].id))
        yield PackageNote(
            guid=str(guid),
            number=int(number),
            note_type=note_types[note_type],
            modified=int(modified),
            values=tuple(str(fields).split(_FIELD_SEPARATOR)),
            tags=tuple(sorted(set(str(tags).split()))),
            decks=tuple(sorted({card.deck for card, _ in own})),
            ordinals=tuple(card.ordinal for card, _ in own),
            position=own[0][1] if own else 0,
            cards=tuple(card for card, _ in own),
        )


def _first_position(data: object) -> int:
    """Return the place that a studied card had when it was new, 0 if nobody knows."""
    found = re.search(r'"pos"\s*:\s*([0-9]{1,9})\b', str(data))
    return int(found[1]) if found else 0


_Definitions: TypeAlias = tuple[dict[int, PackageNoteType], dict[int, PackageDeck]]


def _from_json(database: sqlite3.Connection) -> _Definitions:
    """Read the note types and decks of schema 11."""
    models, told = database.execute("SELECT models, decks FROM col").fetchone()
    decks = {
        int(key): PackageDeck(str(deck["name"]), str(deck.get("desc", "")))
        for key, value in json_table(json.loads(told)).items()
        for deck in [json_table(value)]
    }
    names = {key: deck.name for key, deck in decks.items()}
    note_types = {
        int(key): note_type_of(int(key), json_table(value), names)
        for key, value in json_table(json.loads(models)).items()
    }
    return note_types, decks


def note_type_of(
    key: int, model: Mapping[str, Any], decks: Mapping[int, str]
) -> PackageNoteType:
    """Return a note type from Anki's JSON; ``decks`` are the names of decks by id.

    Raises:
        LookupError, TypeError, ValueError: It lacks what a note type has.
    """
    return PackageNoteType(
        id=key,
        name=str(model["name"]),
        modified=int(model.get("mod") or 0),
        is_cloze=model.get("type", 0) == 1,
        fields=tuple(
            PackageField(str(field["name"]), _identity(field), settings.of_field(field))
            for field in _in_order(model["flds"])
        ),
        templates=tuple(
            PackageTemplate(
                name=str(one["name"]),
                id=_identity(one),
                front=str(one["qfmt"]),
                back=str(one["afmt"]),
                settings=settings.of_template(one, decks),
            )
            for one in _in_order(model["tmpls"])
        ),
        css=str(model.get("css", "")),
        settings=settings.of_note_type(model),
    )


def _identity(table: Mapping[str, Any]) -> int | None:
    value = table.get("id")
    return int(value) if value else None


def _in_order(values: Sequence[Any]) -> list[Mapping[str, Any]]:
    tables = [json_table(value) for value in values]
    return sorted(tables, key=lambda table: int(table.get("ord") or 0))


def _from_tables(database: sqlite3.Connection) -> _Definitions:
    """Read the note types and decks of schema 15 and later.

    What the numbers in the protobuf messages mean: proto/anki/notetypes.proto, decks.proto.
    """
    decks = {
        int(key): PackageDeck(name.replace(_FIELD_SEPARATOR, "::"), _description(kind))
        for key, name, kind in database.execute("SELECT id, name, kind FROM decks")
    }
    names = {key: deck.name for key, deck in decks.items()}
    fields: dict[int, list[PackageField]] = defaultdict(list)
    query = "SELECT ntid, name, config FROM fields ORDER BY ntid, ord"
    for key, name, config in database.execute(query):
        message = protobuf.read_message(config)
        fields[key].append(
            PackageField(
                str(name),
                protobuf.integer(message, 9) or None,
                settings.of_field(settings.field_values(message)),
            )
        )
    templates: dict[int, list[PackageTemplate]] = defaultdict(list)
    query = "SELECT ntid, name, config FROM templates ORDER BY ntid, ord"
    for key, name, config in database.execute(query):
        message = protobuf.read_message(config)
        templates[key].append(
            PackageTemplate(
                name=str(name),
                id=protobuf.integer(message, 8) or None,
                front=protobuf.text(message, 1),
                back=protobuf.text(message, 2),
                settings=settings.of_template(settings.template_values(message), names),
            )
        )
    note_types = {
        key: PackageNoteType(
            id=int(key),
            name=str(name),
            modified=int(modified),
            is_cloze=protobuf.integer(message, 1) == 1,
            fields=tuple(fields[key]),
            templates=tuple(templates[key]),
            css=protobuf.text(message, 3),
            settings=settings.of_note_type(settings.note_type_values(message)),
        )
        for key, name, modified, config in database.execute(
            "SELECT id, name, mtime_secs, config FROM notetypes"
        )
        for message in [protobuf.read_message(config)]
    }
    return note_types, decks


def _description(kind: bytes) -> str:
    normal = protobuf.read_message(kind).get(1)
    return protobuf.text(protobuf.read_message(normal[0]), 4) if normal else ""


def json_table(value: Any) -> Mapping[str, Any]:
    """Return a JSON object of the file, which may hold anything else.

    Raises:
        ValueError: It is no object.
    """
    if not isinstance(value, dict):
        raise ValueError("not a table where one must be")  # noqa: TRY004 -- of the file
    return value
