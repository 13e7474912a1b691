"""What stands in Anki now: notes, and the files they show, from wherever Anki tells it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from builder.anki.apkg.collectionfile import COLLECTION_FILE, read_collection_file
from builder.anki.apkg.package import Package
from builder.anki.apkg.reader import media_contents, read_package
from builder.base.diagnostic import BuilderError
from builder.base.ordinaryfile import FileKind, UnusableFileError, read_file
from builder.sources.decks import ankitext, crowdanki
from builder.sources.decks.places import TEXTS, crowdanki_file

FilesByName: TypeAlias = Callable[[Collection[str]], Iterator[tuple[str, bytes]]]
"""Yields those of the named media that are there, each with its content."""


@dataclass(frozen=True, slots=True)
class HeldDeck:
    """A deck as Anki holds it.

    ``is_whole`` says that a note that is not there is nowhere in Anki; ``elsewhere`` are
    the GUIDs of those that are, though not in the decks told.
    """

    name: str
    package: Package
    files: FilesByName
    is_whole: bool = False
    elsewhere: frozenset[str] = frozenset()


def read_held_deck(path: Path, shipped: Package) -> HeldDeck:
    """Read an export or a collection; ``shipped`` tells the note types of a text.

    Raises:
        BuilderError: It cannot be read, or Anki has it open.
    """
    if path.is_dir() and (path / COLLECTION_FILE).is_file():
        path /= COLLECTION_FILE
    suffix = path.suffix.lower()
    if suffix in {".anki2", ".anki21"}:
        media = functools.partial(_in_folder, path.with_suffix(".media"))
        package = read_collection_file(path)
        return HeldDeck(str(path), package, media, is_whole=True)
    if suffix in TEXTS:
        deck = ankitext.read(path, shipped, path)
        return HeldDeck(str(path), deck.package, _nowhere)
    if path.is_dir() and crowdanki_file(path):
        deck = crowdanki.read(path)
        files = functools.partial(_in_folder, path / "media")
        return HeldDeck(str(path), deck.package, files)
    if suffix not in {".apkg", ".colpkg"}:
        raise BuilderError(
            f"{path}: edits are pulled from an export of Anki (.apkg, .colpkg, .txt), a "
            "folder of CrowdAnki, or a collection.anki2"
        )
    package = read_package(path, or_collection=True)
    in_package = functools.partial(_in_package, path)
    return HeldDeck(str(path), package, in_package, is_whole=suffix == ".colpkg")


def _nowhere(names: Collection[str]) -> Iterator[tuple[str, bytes]]:  # noqa: ARG001
    yield from ()


def _in_folder(folder: Path, names: Collection[str]) -> Iterator[tuple[str, bytes]]:
    for name in sorted(names):
        if "/" in name or "\\" in name or name in {"", ".", ".."}:
            continue
        try:
            yield name, read_file(folder / name, FileKind.MEDIA)
        except UnusableFileError:
            continue  # told as missing by who looks for it


def _in_package(path: Path, names: Collection[str]) -> Iterator[tuple[str, bytes]]:
    for name, chunks in media_contents(path) if names else ():
        if name in names:
            content = b""
            for chunk in chunks:
                content += chunk
                if len(content) > FileKind.MEDIA.limit:
                    break
            else:
                yield name, content
