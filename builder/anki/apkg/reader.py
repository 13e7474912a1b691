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

import contextlib
import hashlib
import json
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, cast

import zstandard

from builder.anki.apkg import protobuf
from builder.anki.apkg.collection import json_table, read_collection
from builder.anki.apkg.package import Package, PackageMedia
from builder.base.diagnostic import BuilderError
from builder.base.ordinaryfile import FileKind, UnusableFileError, open_file

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


_ENCRYPTED = 1


def read_package(path: Path, *, or_collection: bool = False) -> Package:
    """Read an ``.apkg`` of any format, whoever wrote it.

    Raises:
        BuilderError: It is no package, is damaged, or is a ``.colpkg`` and must not be.
    """
    if path.suffix.lower() == ".colpkg" and not or_collection:
        raise BuilderError(
            f"{path}: a whole collection, not a deck: export the deck as .apkg"
        )
    with _opened(path) as stream:
        return _read(stream)


def media_contents(path: Path) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Yield the media of a package by name, each with its content in pieces.

    Raises:
        BuilderError: It is damaged.
    """
    with _opened(path) as stream:
        try:
            with zipfile.ZipFile(stream) as archive:
                yield from _contents(archive, _format(archive))
        except _DAMAGE as error:
            raise BuilderError(f"damaged: {_reason(error)}") from error


def media_content(path: Path, name: str) -> bytes | None:
    """Return one of the media of a package; nothing when it is not there.

    Raises:
        BuilderError: It is damaged.
    """
    with _opened(path) as stream:
        try:
            with zipfile.ZipFile(stream) as archive:
                found = _contents(archive, _format(archive))
                return next((b"".join(one) for own, one in found if own == name), None)
        except _DAMAGE as error:
            raise BuilderError(f"damaged: {_reason(error)}") from error


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """Open a package; what is wrong with it is told under its name."""
    try:
        with open_file(path, FileKind.PACKAGE) as stream:
            yield stream
    except UnusableFileError as error:
        raise BuilderError(f"{path}: {error}") from error
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
    whole = package_of(content, _COLLECTIONS[version])
    return replace(whole, format=version, media=media)


def package_of(content: bytes, name: str) -> Package:
    """Return what a collection holds, from the bytes of its file; its media are elsewhere.

    Raises:
        BuilderError: It is damaged, or newer than this tool.
    """
    try:
        notes, decks = read_collection(content)
    except _WRONG as error:
        raise BuilderError(f"damaged: `{name}`: {_reason(error)}") from error
    used = {note.note_type.id: note.note_type for note in notes}
    return Package(
        format=0,
        notes=notes,
        note_types=tuple(sorted(used.values(), key=lambda one: (one.name, one.id))),
        decks=decks,
        media=(),
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
        version = protobuf.integer(_message_of("meta", meta), 1)
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
    remaining = _LARGEST_MEDIA
    for name, chunks in _contents(archive, version):
        hashed, size = hashlib.sha256(), 0
        for chunk in chunks:
            hashed.update(chunk)
            size += len(chunk)
            if size > remaining:
                limit = _LARGEST_MEDIA / 1024**2
                raise BuilderError(
                    f"its media are larger than {limit:,.0f} MiB when unpacked"
                )
        remaining -= size
        yield PackageMedia(name, size, hashed.hexdigest())


def _contents(
    archive: zipfile.ZipFile, version: int
) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Yield the files that are there; the map may name more (Anki skips those)."""
    members = set(archive.namelist())
    by_name = {name: member for member, name in _media_names(archive, version).items()}
    packed = version == _LATEST
    for name, member in sorted(by_name.items()):
        if member in members:
            limit = _LARGEST_MEDIA
            yield name, _chunks(archive, member, is_packed=packed, limit=limit)


def _media_names(archive: zipfile.ZipFile, version: int) -> dict[str, str]:
    """Return Anki's names of the media by their members in the zip."""
    if "media" not in archive.namelist():
        return {}
    packed = version == _LATEST
    content = _member(archive, "media", is_packed=packed, limit=_LARGEST_MAP)
    if packed:
        entries = _message_of("media", content).get(1, ())
        return {
            str(number): protobuf.text(_message_of("media", entry), 1)
            for number, entry in enumerate(entries)
        }
    try:
        return {
            str(key): str(name) for key, name in json_table(json.loads(content)).items()
        }
    except (ValueError, RecursionError) as error:
        raise BuilderError("damaged: `media` is not a table of names") from error


def _message_of(member: str, content: int | bytes) -> protobuf.Message:
    try:
        return protobuf.read_message(content)
    except ValueError as error:
        raise BuilderError(f"damaged: `{member}`: {error}") from error
