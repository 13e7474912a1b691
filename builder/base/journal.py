"""The journal of a command that writes: what the next one has to finish or clear away.

    {"command":"import","process":123}     a command began to write
    {"file":"cards/a.yaml"}                this file, beside its place,
    {"place":[["cards/a.yaml","9f2c…"]]}   and had written everything: from here on it
                                           is done, whatever happens

Only ``.NAME.PROCESS.part`` is ever moved or deleted, and to ``NAME`` beside it alone: a
journal that somebody else made can do no harm.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.base.diagnostic import BuilderError
from builder.base.ordinaryfile import FileKind, UnusableFileError, read_file
from builder.base.phrases import listed
from builder.base.placement import (
    Placement,
    RefusedPlacementError,
    keep,
    part_beside,
    place,
    refusal,
)

_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Mended:
    """What became of a command that was interrupted when it had decided.

    It was finished, with all of its ``files``, or given up for the sake of ``edited``.
    """

    command: str
    files: tuple[str, ...]
    edited: tuple[str, ...] = ()

    def __str__(self) -> str:
        interrupted = f"`decks {self.command}` was interrupted"
        if not self.edited:
            return f"{interrupted}: its files are in their places now"
        return (
            f"{interrupted} and {listed(self.edited, _MOST_NAMED)} edited since: what "
            "it had not put in place yet is dropped, run it again"
        )


class Journal:
    """The journal at ``path`` of one command; ``root`` shortens the names of files.

    Each call raises a BuilderError when the journal cannot be written or read.
    """

    def __init__(self, path: Path, root: Path, command: str) -> None:
        self._path = path
        self._root = root
        self._command = command
        self._is_begun = False

    def announce(self, file: Path) -> None:
        """Note that a file is about to be written beside its place."""
        if not self._is_begun:
            self._is_begun = True
            self._add({"command": self._command, "process": os.getpid()})
        self._add({"file": self.name(file)})

    def decide(self, placements: Sequence[Placement]) -> None:
        """Note that all is written: from here on it only has to be put in place."""
        files = [[self.name(one.file), one.before] for one in placements]
        self._add({"place": files}, is_kept=True)

    def end(self) -> None:
        """Forget the command: there is nothing to finish or to clear away."""
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            message = f"cannot delete {self._path}: {error.strerror}"
            raise BuilderError(message) from error

    def mend(self) -> Mended | None:
        """Finish what an earlier command had decided, or clear away what it had not."""
        left = _read(self._path, self._root)
        if left is None:
            return None
        if left.placements is None:
            _clear(left.parts)
            self.end()
            return None
        edited = [one for one in left.placements if _is_overtaken(one)]
        if edited:
            self.end()
            _clear(left.parts)
        else:
            _finish(left.placements)
            self.end()
        names = tuple(one.name for one in left.placements)
        return Mended(left.command, names, tuple(one.name for one in edited))

    def name(self, file: Path) -> str:
        """Return a path as short as it can be without becoming unclear."""
        if file.is_relative_to(self._root):
            return file.relative_to(self._root).as_posix()
        return str(file.absolute())

    def _add(self, line: Mapping[str, object], *, is_kept: bool = False) -> None:
        try:
            with open(self._path, "ab") as stream:  # noqa: PTH123 -- tests count these
                stream.write(json.dumps(line).encode() + b"\n")
            if is_kept:
                keep([self._path])
        except OSError as error:
            message = f"cannot write {self._path}: {error.strerror}"
            raise BuilderError(message) from error


@dataclass(frozen=True, slots=True)
class _Left:
    """What a journal says; no ``placements`` when the command had not decided."""

    command: str
    parts: tuple[Path, ...] = ()
    placements: tuple[Placement, ...] | None = None


def _read(path: Path, root: Path) -> _Left | None:
    try:
        content = read_file(path, FileKind.JOURNAL)
    except UnusableFileError as error:
        if error.is_missing:
            return None
        raise BuilderError(f"{path}: {error}") from error
    try:
        return _left(_lines(content), root)
    except (KeyError, TypeError, ValueError) as error:
        raise BuilderError(f"{path}: damaged: delete it") from error


def _left(lines: Iterable[Mapping[str, Any]], root: Path) -> _Left:
    command, process = "", 0
    parts: list[Path] = []
    placements: tuple[Placement, ...] | None = None
    for line in lines:
        if "command" in line:
            command, process = str(line["command"]), int(line["process"])
        elif "file" in line:
            parts.append(part_beside(root / line["file"], process))
        elif "place" in line:
            placements = tuple(_placements(line["place"], root, process))
    return _Left(command, tuple(parts), placements)


def _lines(content: bytes) -> Iterator[Mapping[str, Any]]:
    """Yield the lines up to the first that was not written to its end."""
    for line in content.split(b"\n"):
        try:
            values = json.loads(line)
        except (ValueError, RecursionError):
            return
        if not isinstance(values, dict):
            return
        yield values


def _placements(files: Any, root: Path, process: int) -> Iterator[Placement]:
    for name, before in files:
        file = root / name
        yield Placement(name, file, part_beside(file, process), before)


def _is_overtaken(one: Placement) -> bool:
    """Whether the file was edited, or its new content is lost."""
    if one.is_waiting:
        return not one.is_as_before
    return one.before is not None and one.is_as_before


def _finish(placements: Sequence[Placement]) -> None:
    try:
        place(placements)
    except RefusedPlacementError as error:
        raise BuilderError(refusal(placements, error)) from error


def _clear(parts: Iterable[Path]) -> None:
    for part in parts:
        with contextlib.suppress(OSError):
            part.unlink()
