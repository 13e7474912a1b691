"""Files that appear whole or not at all, and together."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from builder.base.diagnostic import BuilderError
from builder.base.journal import Journal
from builder.base.placement import (
    Placement,
    RefusedPlacementError,
    keep,
    mark_of,
    part_beside,
    place,
    refusal,
)


@dataclass(frozen=True, slots=True)
class Edit:
    """New content for a file that others write too.

    ``before`` is what it held when it was read; ``None``, that there was none.
    """

    before: bytes | None
    after: bytes


class PendingFiles:
    """Files written beside their places, and put there together by ``commit``.

    Whatever happens before the commit, a full disk or a Ctrl-C, leaves every file as it
    was and none of ours behind. With a journal, what happens in the middle of the commit
    is mended by the next command.
    """

    def __init__(self, journal: Journal | None = None) -> None:
        self._journal = journal
        self._placements: list[Placement] = []
        self._new_folders: list[Path] = []
        self._is_decided = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if not self._is_decided:
            self._clear()

    @contextlib.contextmanager
    def open(self, target: Path) -> Iterator[BinaryIO]:
        """Open a file that will become ``target``, whatever is there.

        Where there is a file already its mode stays; a link goes on pointing to it.

        Raises:
            BuilderError: The folder or the file cannot be written.
        """
        with self._open(target, None) as stream:
            yield stream

    def write(self, target: Path, content: bytes) -> None:
        """Add a file by its content, whatever is there."""
        with self._open(target, None) as stream:
            stream.write(content)

    def edit(self, target: Path, edit: Edit) -> None:
        """Add a file that nobody else may have written to since it was read."""
        if edit.after != edit.before:
            with self._open(target, mark_of(edit.before)) as stream:
                stream.write(edit.after)

    def commit(self) -> None:
        """Put every file in its place.

        Raises:
            BuilderError: A file was edited since it was read, or cannot be replaced.
        """
        try:
            self._decide()
            self._place()
        except RefusedPlacementError as error:
            message = refusal(self._placements, error)
            self._reconsider(error)
            raise BuilderError(message) from error
        except OSError as error:
            raise BuilderError(
                f"cannot write {error.filename}: {error.strerror}"
            ) from error

    @contextlib.contextmanager
    def _open(self, target: Path, before: str | None) -> Iterator[BinaryIO]:
        try:
            if target.is_dir():
                raise BuilderError(f"cannot write {target}: Is a directory")
            file = Path(os.path.realpath(target)) if target.is_symlink() else target
            part = part_beside(file, os.getpid())
            self._make_folder(file.parent)
            name = str(target)
            if self._journal is not None:
                self._journal.announce(file)
                name = self._journal.name(target)
            self._placements.append(Placement(name, file, part, before))
            with open(part, "wb") as stream:  # noqa: PTH123 -- tests count these calls
                yield stream
            if file.exists():
                part.chmod(stat.S_IMODE(file.stat().st_mode))
        except OSError as error:
            problem = error.strerror or error
            raise BuilderError(f"cannot write {target}: {problem}") from error

    def _make_folder(self, folder: Path) -> None:
        above = [folder, *folder.parents]
        self._new_folders += [one for one in reversed(above) if not one.exists()]
        folder.mkdir(parents=True, exist_ok=True)

    def _decide(self) -> None:
        for one in self._placements:
            if not one.is_as_before:
                raise RefusedPlacementError(one)
        keep(one.part for one in self._placements)
        if self._journal is not None and self._placements:
            self._journal.decide(self._placements)
            self._is_decided = True

    def _place(self) -> None:
        try:
            place(self._placements)
        except (KeyboardInterrupt, SystemExit):
            place(self._placements)  # it came too late: all is decided
        self._placements = []
        if self._journal is None:
            return
        try:
            self._journal.end()
        except BuilderError as error:
            raise BuilderError(f"{error}; in place: all files") from error

    def _reconsider(self, error: RefusedPlacementError) -> None:
        """Leave to the next command what was begun, unless an edit stands against it."""
        is_begun = not all(one.is_waiting for one in self._placements)
        if self._journal is not None and not (is_begun and error.reason):
            self._journal.end()
            self._is_decided = False

    def _clear(self) -> None:
        for one in self._placements:
            with contextlib.suppress(OSError):
                one.part.unlink()
        for folder in reversed(self._new_folders):
            with contextlib.suppress(OSError):
                folder.rmdir()
        if self._journal is not None:
            with contextlib.suppress(BuilderError):
                self._journal.end()
