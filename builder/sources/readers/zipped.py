"""Zip files as readers read them: bounded in number and size, never unpacked to disk."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element

from builder.sources.readers import xmltree
from builder.sources.readers.block import ReaderError

_MEBIBYTE = 2**20
_MAXIMUM_PART = 40 * _MEBIBYTE
_MAXIMUM_WHOLE = 256 * _MEBIBYTE
_MAXIMUM_ENTRIES = 5_000
_UTF_8 = 0x800
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    KeyError,
    ValueError,
    OSError,
)


class Archive:
    """What stands in a zip file, by names that cannot lead out of it."""

    def __init__(self, content: bytes, kind: str) -> None:
        """Open an archive that messages call ``kind``.

        Raises:
            ReaderError: It is none, or holds too much.
        """
        self._kind = kind
        self._left = _MAXIMUM_WHOLE
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            entries = self._zip.infolist()
        except _DAMAGED as error:
            raise ReaderError(f"not {kind}: {error}") from error
        if len(entries) > _MAXIMUM_ENTRIES:
            raise ReaderError(f"too many files in it to be {kind}")
        self._entries = {
            name: entry for entry in entries if (name := _inner_name(entry))
        }

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def read(self, name: str) -> bytes:
        """Return a file; a size that its head denies is a bomb as well.

        Raises:
            ReaderError: It is damaged or locked, or too large.
        """
        most = min(_MAXIMUM_PART, self._left)
        entry = self._entries[name]
        if entry.flag_bits & 1:
            raise ReaderError(f"{name} is locked: save it without a password")
        try:
            if entry.file_size > most:
                raise ReaderError(f"{name} is larger than {most // _MEBIBYTE} MiB")
            with self._zip.open(entry) as stream:
                content = stream.read(most + 1)
        except _DAMAGED as error:
            raise ReaderError(f"not {self._kind}: {error}") from error
        if len(content) > most:
            raise ReaderError(f"{name} is larger than {most // _MEBIBYTE} MiB")
        self._left -= len(content)
        return content

    def xml(self, name: str) -> Element | None:
        """Return a file as XML, or nothing when it is not there.

        Raises:
            ReaderError: It cannot be read, or holds too much.
        """
        return xmltree.parsed(self.read(name), name) if name in self else None


def _inner_name(entry: zipfile.ZipInfo) -> str:
    """Return the path of a file inside; blank for folders, and for what leads out."""
    name = entry.filename
    if not entry.flag_bits & _UTF_8:
        name = _as_typed(name)
    path = PurePosixPath(name.replace("\\", "/"))
    leads_out = path.is_absolute() or ".." in path.parts or ":" in name[:3]
    if not name or name.endswith("/") or leads_out:
        return ""
    return path.as_posix()


def _as_typed(name: str) -> str:
    """Return a name that was not written as the standard asks: UTF-8, or Chinese."""
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    if raw.isascii():
        return name
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name
