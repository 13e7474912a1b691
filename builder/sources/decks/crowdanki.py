"""A folder of CrowdAnki: a deck with those below it as JSON, and its media beside it.

It has GUIDs and whole note types, but no ids and no times.
https://github.com/Stvad/CrowdAnki
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from builder.anki.apkg.collection import json_table, note_type_of
from builder.anki.apkg.package import (
    Package,
    PackageDeck,
    PackageMedia,
    PackageNote,
    PackageNoteType,
)
from builder.anki.identity import stable_id
from builder.base.diagnostic import BuilderError
from builder.base.ordinaryfile import (
    FileKind,
    UnusableFileError,
    open_file,
    read_file,
)
from builder.sources.decks.original import OriginalDeck
from builder.sources.decks.places import crowdanki_file

_DEEPEST = 30
_CHUNK = 2**20
_WRONG = (AttributeError, LookupError, RecursionError, TypeError, ValueError)


def read(folder: Path) -> OriginalDeck:
    """Read a folder of CrowdAnki.

    Raises:
        BuilderError: It cannot be read, or is damaged.
    """
    path = crowdanki_file(folder)
    if path is None:
        raise BuilderError(f"{folder}: no deck of CrowdAnki in it")
    try:
        content = read_file(path, FileKind.EXPORT)
        reading = _Reading()
        reading.deck(json_table(json.loads(content.decode("utf-8-sig"))), (), {})
    except UnusableFileError as error:
        raise BuilderError(f"{path}: {error}") from error
    except _WRONG as error:
        raise BuilderError(f"{path}: damaged: {_reason(error)}") from error
    used = {note.note_type.id: note.note_type for note in reading.notes}
    media = _media(folder / "media")
    return OriginalDeck(
        name=folder.resolve().name,
        package=Package(
            format=0,
            notes=tuple(reading.notes),
            note_types=tuple(sorted(used.values(), key=lambda one: (one.name, one.id))),
            decks=tuple(reading.decks),
            media=tuple(
                PackageMedia(file.name, file.stat().st_size, _hash(file))
                for file in media
            ),
        ),
        contents=functools.partial(_contents, media),
        has_identity=False,
    )


def _reason(error: BaseException) -> str:
    return f"{error} is missing" if isinstance(error, KeyError) else str(error)


class _Reading:
    """What was read so far, in the order of the file."""

    def __init__(self) -> None:
        self.notes: list[PackageNote] = []
        self.decks: list[PackageDeck] = []
        self.guids: set[str] = set()

    def deck(
        self,
        value: Mapping[str, Any],
        path: tuple[str, ...],
        known: Mapping[str, PackageNoteType],
    ) -> None:
        path = (*path, str(value["name"]))
        if len(path) > _DEEPEST:
            raise ValueError("decks nested too deep")
        name = "::".join(path)
        self.decks.append(PackageDeck(name, str(value.get("desc") or "")))
        note_types = {**known, **dict(_note_types(value))}
        for entry in value.get("notes") or ():
            self._note(json_table(entry), name, note_types)
        for child in value.get("children") or ():
            self.deck(json_table(child), path, note_types)

    def _note(
        self,
        entry: Mapping[str, Any],
        deck: str,
        note_types: Mapping[str, PackageNoteType],
    ) -> None:
        guid = str(entry["guid"])
        if guid in self.guids:
            return  # with cards in several decks it is told in each
        self.guids.add(guid)
        number = len(self.notes) + 1
        self.notes.append(
            PackageNote(
                guid=guid,
                number=number,
                note_type=note_types[str(entry["note_model_uuid"])],
                modified=0,
                values=tuple(map(str, entry["fields"])),
                tags=tuple(sorted(set(map(str, entry.get("tags") or ())))),
                decks=(deck,),
                ordinals=(),
                position=number,
            )
        )


def _note_types(value: Mapping[str, Any]) -> Iterator[tuple[str, PackageNoteType]]:
    for entry in value.get("note_models") or ():
        model = json_table(entry)
        uuid = str(model["crowdanki_uuid"])
        yield uuid, note_type_of(stable_id("crowdanki", uuid), model, {})


def _media(folder: Path) -> list[Path]:
    """Return the files of media/; links are none of the deck."""
    if not folder.is_dir():
        return []
    return sorted(
        path for path in folder.iterdir() if path.is_file() and not path.is_symlink()
    )


def _hash(path: Path) -> str:
    hashed = hashlib.sha256()
    for chunk in _chunks(path):
        hashed.update(chunk)
    return hashed.hexdigest()


def _contents(media: list[Path]) -> Iterator[tuple[str, Iterator[bytes]]]:
    for path in media:
        yield path.name, _chunks(path)


def _chunks(path: Path) -> Iterator[bytes]:
    try:
        with open_file(path, FileKind.PACKAGE) as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk
    except UnusableFileError as error:
        raise BuilderError(f"{path}: {error}") from error
