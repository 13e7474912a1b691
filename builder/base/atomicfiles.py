"""Files that appear whole or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from builder.base.diagnostic import BuilderError


class PendingFiles:
    """Files written beside their targets, and renamed together by ``commit``.

    Whatever happens before the commit, a full disk or a Ctrl-C, leaves every target as
    it was and no file of ours behind.
    """

    def __init__(self) -> None:
        self._pending: list[tuple[Path, Path]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for temporary, _ in self._pending:
            with contextlib.suppress(OSError):
                temporary.unlink()

    @contextlib.contextmanager
    def open(self, target: Path) -> Iterator[BinaryIO]:
        """Open a file that will become ``target``.

        Where there is a file already its mode stays; a link goes on pointing to it.

        Raises:
            BuilderError: The folder or the file cannot be written.
        """
        try:
            if target.is_dir():
                raise BuilderError(f"cannot write {target}: Is a directory")
            file = Path(os.path.realpath(target)) if target.is_symlink() else target
            temporary = file.with_name(f".{file.name}.{os.getpid()}.part")
            file.parent.mkdir(parents=True, exist_ok=True)
            self._pending.append((temporary, file))
            with temporary.open("wb") as stream:
                yield stream
            if file.exists():
                temporary.chmod(stat.S_IMODE(file.stat().st_mode))
        except OSError as error:
            raise BuilderError(_refusal(target, error)) from error

    def write(self, target: Path, content: bytes) -> None:
        """Add a file by its content."""
        with self.open(target) as stream:
            stream.write(content)

    def commit(self) -> None:
        """Put every file in its place.

        Raises:
            BuilderError: A target cannot be replaced.
        """
        while self._pending:
            temporary, target = self._pending[0]
            try:
                temporary.replace(target)
            except OSError as error:
                raise BuilderError(_refusal(target, error)) from error
            self._pending.pop(0)


def _refusal(target: Path, error: OSError) -> str:
    return f"cannot write {target}: {error.strerror or error}"
