"""A file written beside its target, waiting to be put in its place."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from builder.base.ordinaryfile import FileKind, UnusableFileError, open_file
from builder.base.phrases import listed

_ABSENT = "absent"
_UNUSABLE = "unusable"
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Placement:
    """A file to be; ``name`` is what messages call it.

    ``before`` is the mark of what the file must still hold when it is replaced; ``None``
    is anything: for what we alone write.
    """

    name: str
    file: Path
    part: Path
    before: str | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether it is not in its place yet."""
        return self.part.exists()

    @property
    def is_as_before(self) -> bool:
        """Whether nobody has written to the file since it was read."""
        return self.before is None or content_mark(self.file) == self.before


class RefusedPlacementError(Exception):
    """A file that cannot be put in its place: without a reason, it was edited."""

    def __init__(self, refused: Placement, reason: str = "") -> None:
        super().__init__(reason)
        self.refused = refused
        self.reason = reason


def part_beside(file: Path, process: int) -> Path:
    """Return where a process writes what will become ``file``."""
    return file.with_name(f".{file.name}.{process}.part")


def content_mark(file: Path) -> str:
    """Return what tells the content of a file from any other."""
    try:
        with open_file(file, FileKind.PACKAGE) as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except UnusableFileError as error:
        return _ABSENT if error.is_missing else _UNUSABLE
    except OSError:
        return _UNUSABLE


def mark_of(content: bytes | None) -> str:
    """Return the mark of a content; that of ``None`` is that of no file."""
    return _ABSENT if content is None else hashlib.sha256(content).hexdigest()


def place(placements: Iterable[Placement]) -> None:
    """Put the files that wait in their places, one after the other.

    Raises:
        RefusedPlacementError: One cannot be; those before it are in their places.
    """
    waiting = [one for one in placements if one.is_waiting]
    for one in waiting:
        if not one.is_as_before:
            raise RefusedPlacementError(one)
        try:
            os.replace(one.part, one.file)  # noqa: PTH105 -- tests count these calls
        except OSError as error:
            raise RefusedPlacementError(one, error.strerror or str(error)) from error
    keep_names(one.file for one in waiting)


def refusal(placements: Sequence[Placement], error: RefusedPlacementError) -> str:
    """Say what stopped the placing, and which files are in their places."""
    name = error.refused.name
    why = (
        f"cannot write {name}: {error.reason}"
        if error.reason
        else f"{name} changed while the command was at work: run it again"
    )
    there = [one.name for one in placements if not one.is_waiting]
    if not there:
        return why if error.reason else f"{why}; nothing was written"
    missing = [one.name for one in placements if one.is_waiting]
    what = "the same command puts them there" if error.reason else "they are left alone"
    return (
        f"{why}; in place: {listed(there, _MOST_NAMED)}; not in place: "
        f"{listed(missing, _MOST_NAMED)}: {what}"
    )


def keep(files: Iterable[Path]) -> None:
    """Have files outlast a power cut."""
    everything = list(files)
    for file in everything:
        _synchronise(file)
    keep_names(everything)


def keep_names(files: Iterable[Path]) -> None:
    """Have the names of files outlast a power cut, where the system can do that."""
    for folder in sorted({file.parent for file in files}):
        # Windows opens no folder, and some file systems keep no folder in step.
        with contextlib.suppress(OSError):
            _synchronise(folder)


def _synchronise(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
    finally:
        os.close(descriptor)
