"""Zip files as sources: a package that is one, or a folder that was packed."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from builder.sources import readers
from builder.sources.readers.block import ReaderError
from builder.sources.readers.zipped import Archive

# What programs add to a zip file, and nobody wrote.
_ADDED = frozenset({"__MACOSX"})
_PICTURES = frozenset(
    {
        ".png",
        ".jpg",
        ".jpeg",
        ".gif",
        ".svg",
        ".webp",
        ".bmp",
        ".mp3",
        ".ogg",
        ".wav",
        ".m4a",
    }
)


def package_format(archive: Archive) -> str:
    """Return the format of an archive that is one source as a whole, or nothing."""
    # The readers of packages are loaded for zip files alone.
    from builder.sources.readers.quiz import h5p  # noqa: PLC0415
    from builder.sources.readers.quiz.qti import package as qti  # noqa: PLC0415

    if h5p.is_package(archive):
        return "h5p"
    if qti.is_package(archive):
        return "qti"
    return "docx" if "word/document.xml" in archive else _office_format(archive)


def _office_format(archive: Archive) -> str:
    if "xl/workbook.xml" in archive:
        return "xlsx"
    if "mimetype" not in archive:
        return ""
    kind = archive.read("mimetype").decode("ascii", "replace").strip()
    return {
        "application/epub+zip": "epub",
        "application/vnd.oasis.opendocument.text": "odt",
        "application/vnd.oasis.opendocument.spreadsheet": "ods",
    }.get(kind, "")


def sources_in(archive: Archive) -> list[str]:
    """Return the files of a packed folder that can be read, in order."""
    return sorted(
        name
        for name in archive
        if not any(part in _ADDED or part.startswith(".") for part in name.split("/"))
        and PurePosixPath(name).suffix.lower() in readers.READERS
    )


class PackedPictures(Mapping[str, bytes]):
    """The pictures of an archive, by their paths from one of its files.

    Those that the file itself holds come first.
    """

    def __init__(self, archive: Archive, member: str, own: Mapping[str, bytes]) -> None:
        """Look from the folder of a file; a path that begins with ``/`` from the top."""
        self._own = own
        self._archive = archive
        self._folder = posixpath.dirname(member)

    def __getitem__(self, name: str) -> bytes:
        if name in self._own:
            return self._own[name]
        path = self._path(name)
        if path not in self._archive:
            raise KeyError(name)
        try:
            return self._archive.read(path)
        except ReaderError as error:
            raise KeyError(name) from error

    def __contains__(self, name: object) -> bool:
        if not isinstance(name, str):
            return False
        if name in self._own:
            return True
        path = self._path(name)
        return path in self._archive and PurePosixPath(path).suffix.lower() in _PICTURES

    def __iter__(self) -> Iterator[str]:
        return iter(self._archive)

    def __len__(self) -> int:
        return len(list(self._archive))

    def _path(self, name: str) -> str:
        folder = "" if name.startswith("/") else self._folder
        return posixpath.normpath(posixpath.join(folder, name.lstrip("/")))
