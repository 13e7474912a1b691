"""An ``.apkg`` file as records: the only module that reads packages, and knows zstd.

All three formats that Anki has written, from this tool or any other
(rslib/src/import_export/package/meta.rs of ankitects/anki):

    1  collection.anki2     note types and decks as JSON; genanki and this tool
    2  collection.anki21    the same; Anki 2.1, "support older versions"
    3  collection.anki21b   zstd, note types and decks as protobuf; Anki since 2.1.50

Packages come from strangers: nothing is unpacked to disk, and what is unpacked to memory
has a limit.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias, cast

import zstandard

from builder.base.diagnostic import BuilderError
from builder.cards.names import with_parents

_COLLECTIONS = {1: "collection.anki2", 2: "collection.anki21", 3: "collection.anki21b"}
_LATEST = 3

# AnkiWeb takes 300 MiB; these are for collections that never go there.
_LARGEST_COLLECTION = 1024 * 1024 * 1024
_LARGEST_MAP = 64 * 1024 * 1024
_LARGEST_MEDIA = 16 * 1024 * 1024 * 1024
_CHUNK = 1024 * 1024

_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    zstandard.ZstdError,
    EOFError,
    NotImplementedError,
)
_WRONG = (
    sqlite3.Error,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)

# A file that was in write-ahead mode says so here, and then cannot be read from memory.
# https://www.sqlite.org/fileformat.html#file_format_version_numbers
_JOURNAL_MODE = slice(18, 20)
_ROLLBACK_JOURNAL = b"\x01\x01"

_TABLES = ("col", "notes", "cards")
_LATER_TABLES = {"notetypes", "fields", "templates", "decks"}
_FIELD_SEPARATOR = "\x1f"
_ENCRYPTED = 1

_VARINT, _DELIMITED = 0, 2
_FIXED_SIZES = {1: 8, 5: 4}
_Message: TypeAlias = Mapping[int, Sequence[int | bytes]]


@dataclass(frozen=True, slots=True)
class PackageField:
    """A field of a note type; older tools give fields no id."""

    name: str
    id: int | None


@dataclass(frozen=True, slots=True)
class PackageTemplate:
    """A card template of a note type; older tools give templates no id."""

    name: str
    id: int | None
    front: str
    back: str


@dataclass(frozen=True, slots=True)
class PackageNoteType:
    """A note type; ``modified`` is in seconds since 1970."""

    id: int
    name: str
    modified: int
    is_cloze: bool
    fields: tuple[PackageField, ...]
    templates: tuple[PackageTemplate, ...]
    css: str


@dataclass(frozen=True, slots=True)
class PackageNote:
    """A note; ``number`` is Anki's note id, ``modified`` in seconds since 1970.

    ``ordinals`` are its cards, ``decks`` where they are, ``position`` the place of the
    first among the new cards.
    """

    guid: str
    number: int
    note_type: PackageNoteType
    modified: int
    values: tuple[str, ...]
    tags: tuple[str, ...]
    decks: tuple[str, ...]
    ordinals: tuple[int, ...]
    position: int

    @property
    def fields(self) -> dict[str, str]:
        """The values by the names of their fields."""
        names = [field.name for field in self.note_type.fields]
        return dict(zip(names, self.values, strict=False))


@dataclass(frozen=True, slots=True)
class PackageDeck:
    """A deck by its full name."""

    name: str
    description: str


@dataclass(frozen=True, slots=True)
class PackageMedia:
    """A media file by its name in Anki."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Package:
    """All that an import could bring, sorted; scheduling is left out.

    Note types and decks are those in use: an export carries Anki's stock ones too.
    """

    format: int
    notes: tuple[PackageNote, ...]
    note_types: tuple[PackageNoteType, ...]
    decks: tuple[PackageDeck, ...]
    media: tuple[PackageMedia, ...]


def read_package(path: Path) -> Package:
    """Read an ``.apkg`` of any format, whoever wrote it.

    Raises:
        BuilderError: It is no package, is damaged, or is a ``.colpkg``.
    """
    if path.suffix == ".colpkg":
        raise BuilderError(
            f"{path}: a whole collection, not a deck: export the deck as .apkg"
        )
    try:
        with path.open("rb") as stream:
            return _read(stream)
    except OSError as error:
        raise BuilderError(f"{path}: {error.strerror or error}") from error
    except BuilderError as error:
        raise BuilderError(f"{path}: {error}") from error


def _read(stream: BinaryIO) -> Package:
    try:
        with zipfile.ZipFile(stream) as archive:
            _refuse_unreadable(archive)
            version = _format(archive)
            content = _collection(archive, version)
            media = tuple(_media(archive, version))
    except _DAMAGE as error:
        stream.seek(0)
        if stream.read(2) != b"PK":
            raise BuilderError("not an Anki package: not a zip file") from error
        raise BuilderError(f"damaged: {_reason(error)}") from error
    try:
        notes, decks = _rows(content)
    except _WRONG as error:
        name = _COLLECTIONS[version]
        raise BuilderError(f"damaged: `{name}`: {_reason(error)}") from error
    used = {note.note_type.id: note.note_type for note in notes}
    return Package(
        format=version,
        notes=notes,
        note_types=tuple(sorted(used.values(), key=lambda one: (one.name, one.id))),
        decks=decks,
        media=media,
    )


def _reason(error: BaseException) -> str:
    if isinstance(error, zipfile.BadZipFile) and str(error) == "File is not a zip file":
        return "the end of the zip file is missing"
    if isinstance(error, KeyError):
        return f"{error} is missing"
    return str(error)


def _refuse_unreadable(archive: zipfile.ZipFile) -> None:
    """Refuse what Anki's own reader would, before zipfile stumbles over it."""
    for member in archive.infolist():
        if member.flag_bits & _ENCRYPTED:
            raise BuilderError(f"`{member.filename}` in it is encrypted")
        if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise BuilderError(
                f"`{member.filename}` in it is compressed in a way Anki does not read"
            )


def _format(archive: zipfile.ZipFile) -> int:
    names = archive.namelist()
    if "meta" in names:
        meta = _member(archive, "meta", is_packed=False, limit=_LARGEST_MAP)
        version = _number(_message_of("meta", meta), 1)
        if version not in _COLLECTIONS:
            raise BuilderError(
                f"package format {version} is newer than this `decks`: update it, or "
                "export with “Support older Anki versions”"
            )
    else:
        version = 2 if _COLLECTIONS[2] in names else 1
    if _COLLECTIONS[version] not in names:
        raise BuilderError(f"not an Anki package: no `{_COLLECTIONS[version]}` in it")
    return version


def _collection(archive: zipfile.ZipFile, version: int) -> bytes:
    name, is_packed = _COLLECTIONS[version], version == _LATEST
    return _member(archive, name, is_packed=is_packed, limit=_LARGEST_COLLECTION)


def _member(
    archive: zipfile.ZipFile, name: str, *, is_packed: bool, limit: int
) -> bytes:
    return b"".join(_chunks(archive, name, is_packed=is_packed, limit=limit))


def _chunks(
    archive: zipfile.ZipFile, name: str, *, is_packed: bool, limit: int
) -> Iterator[bytes]:
    """Yield a member's content in pieces that fit in memory, up to a limit."""
    size = 0
    with archive.open(name) as member:
        stream = cast("BinaryIO", member)
        if is_packed:
            unpacking = zstandard.ZstdDecompressor()
            stream = unpacking.stream_reader(stream, read_across_frames=True)
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > limit:
                raise BuilderError(
                    f"`{name}` is larger than {limit / 1024**2:,.0f} MiB when unpacked"
                )
            yield chunk


def _media(archive: zipfile.ZipFile, version: int) -> Iterator[PackageMedia]:
    """Yield the files that are there; the map may name more (Anki skips those)."""
    members = set(archive.namelist())
    remaining = _LARGEST_MEDIA
    by_name = {name: member for member, name in _media_names(archive, version).items()}
    for name, member in sorted(by_name.items()):
        if member not in members:
            continue
        hashed, size = hashlib.sha256(), 0
        packed = version == _LATEST
        for chunk in _chunks(archive, member, is_packed=packed, limit=remaining):
            hashed.update(chunk)
            size += len(chunk)
        remaining -= size
        yield PackageMedia(name, size, hashed.hexdigest())


def _media_names(archive: zipfile.ZipFile, version: int) -> dict[str, str]:
    """Return Anki's names of the media by their members in the zip."""
    if "media" not in archive.namelist():
        return {}
    packed = version == _LATEST
    content = _member(archive, "media", is_packed=packed, limit=_LARGEST_MAP)
    if packed:
        entries = _message_of("media", content).get(1, ())
        return {
            str(number): _text(_message_of("media", entry), 1)
            for number, entry in enumerate(entries)
        }
    try:
        return {
            str(key): str(name) for key, name in _table(json.loads(content)).items()
        }
    except (ValueError, RecursionError) as error:
        raise BuilderError("damaged: `media` is not a table of names") from error


def _rows(content: bytes) -> tuple[tuple[PackageNote, ...], tuple[PackageDeck, ...]]:
    """Return the notes and decks of a collection."""
    database = sqlite3.connect(":memory:")
    try:
        image = bytearray(content)
        image[_JOURNAL_MODE] = _ROLLBACK_JOURNAL
        database.deserialize(bytes(image))
        # Text that is not UTF-8 is shown as far as it is, not refused.
        database.text_factory = lambda text: text.decode("utf-8", "replace")
        database.create_collation("unicase", _unicase)
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
    cards: dict[int, list[tuple[int, str, int]]] = defaultdict(list)
    # A card in a filtered deck has its home in `odid`.
    query = "SELECT nid, ord, CASE odid WHEN 0 THEN did ELSE odid END, due FROM cards"
    for number, ordinal, deck, due in database.execute(query):
        name = decks[deck].name if deck in decks else f"deck {deck}"
        cards[number].append((int(ordinal), name, int(due)))
    query = "SELECT id, guid, mid, mod, tags, flds FROM notes ORDER BY id"
    for number, guid, note_type, modified, tags, fields in database.execute(query):
        if note_type not in note_types:
            raise ValueError(f"the note `{guid}` has no note type")
        own = sorted(cards[number])
        yield PackageNote(
            guid=str(guid),
            number=int(number),
            note_type=note_types[note_type],
            modified=int(modified),
            values=tuple(str(fields).split(_FIELD_SEPARATOR)),
            tags=tuple(sorted(set(str(tags).split()))),
            decks=tuple(sorted({deck for _, deck, _ in own})),
            ordinals=tuple(ordinal for ordinal, _, _ in own),
            position=own[0][2] if own else 0,
        )


_Definitions: TypeAlias = tuple[dict[int, PackageNoteType], dict[int, PackageDeck]]


def _from_json(database: sqlite3.Connection) -> _Definitions:
    """Read the note types and decks of schema 11."""
    models, decks = database.execute("SELECT models, decks FROM col").fetchone()
    note_types = {
        int(key): PackageNoteType(
            id=int(key),
            name=str(model["name"]),
            modified=int(model["mod"]),
            is_cloze=model.get("type", 0) == 1,
            fields=tuple(
                PackageField(str(field["name"]), _identity(field))
                for field in _in_order(model["flds"])
            ),
            templates=tuple(
                PackageTemplate(
                    name=str(one["name"]),
                    id=_identity(one),
                    front=str(one["qfmt"]),
                    back=str(one["afmt"]),
                )
                for one in _in_order(model["tmpls"])
            ),
            css=str(model.get("css", "")),
        )
        for key, value in _table(json.loads(models)).items()
        for model in [_table(value)]
    }
    return note_types, {
        int(key): PackageDeck(str(deck["name"]), str(deck.get("desc", "")))
        for key, value in _table(json.loads(decks)).items()
        for deck in [_table(value)]
    }


def _table(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ValueError("not a table where one must be")  # noqa: TRY004 -- of the file
    return value


def _identity(table: Mapping[str, Any]) -> int | None:
    value = table.get("id")
    return int(value) if value else None


def _in_order(values: Sequence[Any]) -> list[Mapping[str, Any]]:
    tables = [_table(value) for value in values]
    return sorted(tables, key=lambda table: int(table.get("ord") or 0))


def _from_tables(database: sqlite3.Connection) -> _Definitions:
    """Read the note types and decks of schema 15 and later.

    What the numbers in the protobuf messages mean: proto/anki/notetypes.proto, decks.proto.
    """
    fields: dict[int, list[PackageField]] = defaultdict(list)
    query = "SELECT ntid, name, config FROM fields ORDER BY ntid, ord"
    for key, name, config in database.execute(query):
        fields[key].append(
            PackageField(str(name), _number(_message(config), 9) or None)
        )
    templates: dict[int, list[PackageTemplate]] = defaultdict(list)
    query = "SELECT ntid, name, config FROM templates ORDER BY ntid, ord"
    for key, name, config in database.execute(query):
        message = _message(config)
        templates[key].append(
            PackageTemplate(
                name=str(name),
                id=_number(message, 8) or None,
                front=_text(message, 1),
                back=_text(message, 2),
            )
        )
    note_types = {
        key: PackageNoteType(
            id=int(key),
            name=str(name),
            modified=int(modified),
            is_cloze=_number(message, 1) == 1,
            fields=tuple(fields[key]),
            templates=tuple(templates[key]),
            css=_text(message, 3),
        )
        for key, name, modified, config in database.execute(
            "SELECT id, name, mtime_secs, config FROM notetypes"
        )
        for message in [_message(config)]
    }
    return note_types, {
        key: PackageDeck(name.replace(_FIELD_SEPARATOR, "::"), _description(kind))
        for key, name, kind in database.execute("SELECT id, name, kind FROM decks")
    }


def _description(kind: bytes) -> str:
    normal = _message(kind).get(1)
    return _text(_message(normal[0]), 4) if normal else ""


def _message_of(member: str, content: int | bytes) -> _Message:
    try:
        return _message(content)
    except ValueError as error:
        raise BuilderError(f"damaged: `{member}`: {error}") from error


def _message(content: int | bytes) -> _Message:
    """Read a protobuf message: values by field number, messages inside unread.

    https://protobuf.dev/programming-guides/encoding/
    """
    if not isinstance(content, bytes):
        raise ValueError("not a message where one must be")  # noqa: TRY004 -- of the file
    found: dict[int, list[int | bytes]] = defaultdict(list)
    offset = 0
    while offset < len(content):
        key, offset = _varint(content, offset)
        number, wire = key >> 3, key & 7
        if wire == _VARINT:
            value, offset = _varint(content, offset)
            found[number].append(value)
            continue
        if wire == _DELIMITED:
            size, offset = _varint(content, offset)
        elif wire in _FIXED_SIZES:
            size = _FIXED_SIZES[wire]
        else:
            raise ValueError(f"a message with the unknown wire type {wire}")
        if offset + size > len(content):
            raise ValueError("a message that is cut off")
        found[number].append(content[offset : offset + size])
        offset += size
    return found


def _varint(content: bytes, offset: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 70, 7):
        if offset >= len(content):
            break
        byte = content[offset]
        offset += 1
        value |= (byte & 0x7F) << shift
        if byte == byte & 0x7F:
            return value, offset
    raise ValueError("a message that is cut off")


def _number(message: _Message, number: int) -> int:
    """Return the last integer of a field, as an int64; 0 is what is never written."""
    value = message.get(number, (0,))[-1]
    if not isinstance(value, int):
        raise ValueError(f"field {number} of a message is no integer")  # noqa: TRY004
    return value - (1 << 64) if value >> 63 else value


def _text(message: _Message, number: int) -> str:
    value = message.get(number, (b"",))[-1]
    if not isinstance(value, bytes):
        raise ValueError(f"field {number} of a message is no text")  # noqa: TRY004
    return value.decode("utf-8", "replace")
