"""Ordinary files of a bounded size: the one door to files that others wrote.

A pipe, a device or a link to an endless file is refused at once, wherever it lies, and
so is a file larger than any of its kind should be.
"""

from __future__ import annotations

import os
import stat
from enum import Enum
from io import BufferedReader
from pathlib import Path

from builder.base.code import Code

_MEBIBYTE = 2**20


class FileKind(Enum):
    """What a file is read as: its most mebibytes, and what to do about more."""

    CARDS = 64, "split the file"
    """A field this long is a mistake (a file pasted whole), and AnkiWeb refuses it:
    https://faqs.ankiweb.net/are-there-limits-on-file-sizes-on-ankiweb.html"""
    DECK = 4, "deck.yaml holds settings alone"
    TOPICS = 4, "topics.yaml says which words stand for which tag"
    SOURCES = (
        4,
        "sources.yaml says of each source where it is, a folder stands for many",
    )
    NOTE_TYPE = 16, "templates and styles are short texts: put pictures into media/"
    CHANGELOG = 16, "move its older sections into another file"
    LOCK = 512, "restore it from version control"
    JOURNAL = 64, "delete it"
    SOURCE = 32, "split the file"
    EXPORT = 256, "export the decks below it one by one"
    MEDIA = 100, "AnkiWeb takes no larger file"
    COLLECTION = 1024, "export the deck alone"
    PACKAGE = 4096, "no package is as large"

    def __init__(self, mebibytes: int, advice: str) -> None:
        self.limit = mebibytes * _MEBIBYTE
        self.advice = advice


class UnusableFileError(Exception):
    """A file that is not read: what is wrong with it and what would be right."""

    def __init__(self, code: Code, message: str, *, is_missing: bool = False) -> None:
        super().__init__(message)
        self.code = code
        self.is_missing = is_missing


def open_file(path: Path, kind: FileKind) -> BufferedReader:
    """Open a file to read.

    Raises:
        UnusableFileError: It cannot be read, is no ordinary file, or is too large.
    """
    try:
        # Opening a device may already do something: look first, and again at what is open.
        _refuse_unusual(path.stat(), kind)
        # `Path.open` takes no opener.
        stream = open(path, "rb", opener=_without_waiting)  # noqa: SIM115 -- closed by who asked
    except OSError as error:
        raise _unreadable(error) from error
    try:
        _refuse_unusual(os.fstat(stream.fileno()), kind)
    except BaseException:
        stream.close()
        raise
    return stream


def read_file(path: Path, kind: FileKind) -> bytes:
    """Return the content of a file.

    Raises:
        UnusableFileError: It cannot be read, is no ordinary file, or is too large.
    """
    with open_file(path, kind) as stream:
        try:
            return _whole(stream, kind)
        except OSError as error:
            raise _unreadable(error) from error


def _whole(stream: BufferedReader, kind: FileKind) -> bytes:
    """Read to the end, not as far as the file said: it may grow, or be endless."""
    content = stream.read(os.fstat(stream.fileno()).st_size + 1)
    parts, size = [content], len(content)
    while content and size <= kind.limit:
        content = stream.read(_MEBIBYTE)
        parts.append(content)
        size += len(content)
    if size > kind.limit:
        raise _too_large(kind)
    return b"".join(parts)


def _without_waiting(path: str, flags: int) -> int:
    # A pipe would wait for its other end.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _refuse_unusual(status: os.stat_result, kind: FileKind) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise UnusableFileError(Code.UNREADABLE, "a folder: put an ordinary file here")
    if not stat.S_ISREG(status.st_mode):
        message = "a pipe or a device: put an ordinary file here"
        raise UnusableFileError(Code.UNREADABLE, message)
    if status.st_size > kind.limit:
        raise _too_large(kind)


def _too_large(kind: FileKind) -> UnusableFileError:
    message = f"larger than {kind.limit // _MEBIBYTE} MiB: {kind.advice}"
    return UnusableFileError(Code.FILE_SIZE, message)


def _unreadable(error: OSError) -> UnusableFileError:
    message = f"cannot be read: {error.strerror or error}"
    is_missing = isinstance(error, FileNotFoundError)
    return UnusableFileError(Code.UNREADABLE, message, is_missing=is_missing)
