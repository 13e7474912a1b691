"""The report of an import as a file: its first line tells it from the files of others."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from builder.base.atomicfiles import PendingFiles
from builder.base.diagnostic import BuilderError
from builder.base.ordinaryfile import FileKind, UnusableFileError, open_file
from builder.cards.project import DECK_FILE

_FIRST_LINE = "What `decks import` found and did"


def report_content(text: str) -> bytes:
    """Return what a report file holds."""
    return f"{_FIRST_LINE}\n\n{text}".encode()


def write_report(path: Path, text: str) -> None:
    """Write a report by itself."""
    with PendingFiles() as files:
        files.write(path, report_content(text))
        files.commit()


def refuse_report_path(path: Path, *, forbidden: Iterable[Path] = ()) -> None:
    """Refuse to put a report in the place of a file that is none.

    In ``forbidden`` folders it may not lie at all: there it would be read as a source.
    """
    if any(path.resolve().is_relative_to(folder.resolve()) for folder in forbidden):
        message = f"--report {path}: its folder is for cards and media, name another"
        raise BuilderError(message)
    if path.resolve().parent.joinpath(DECK_FILE).is_file():
        message = f"--report {path}: its folder is for cards, name another"
        raise BuilderError(message)
    try:
        with open_file(path, FileKind.SOURCE) as stream:
            first = stream.readline(len(_FIRST_LINE) + 2)
    except UnusableFileError as error:
        if error.is_missing:
            return
        raise BuilderError(f"--report {path}: {error}") from error
    if first.rstrip(b"\r\n") != _FIRST_LINE.encode():
        message = f"--report {path}: the file is there and is no report, name another"
        raise BuilderError(message)
