"""``cards/deck.lock`` on disk: what it says, and the bytes it held when it was read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from builder.base.atomicfiles import Edit
from builder.base.code import Code
from builder.base.diagnostic import BuilderError, Diagnostic, Location
from builder.base.ordinaryfile import FileKind, UnusableFileError, read_file
from builder.base.textfiles import decode
from builder.cards.project import CARDS_FOLDER, LOCK_FILE, Project
from builder.versions import locktext
from builder.versions.lock import Lock

_NAME = f"{CARDS_FOLDER}/{LOCK_FILE}"


@dataclass(frozen=True, slots=True)
class LockFile:
    """The lock of a project; no ``content`` when there is no file yet.

    With ``is_recovered`` the lock is not what the file said.
    """

    lock: Lock
    content: bytes | None
    is_recovered: bool = False

    def becoming(self, new: Lock) -> Edit:
        """Return what becomes of the file when ``new`` is the lock."""
        is_same = new == self.lock and not self.is_recovered
        if is_same and self.content is not None:
            return Edit(self.content, self.content)
        return Edit(self.content, locktext.dump(new).encode())


def lock_path(project: Project) -> Path:
    """Return where the lock of a project lies."""
    return project.folder / _NAME


def read_lock(project: Project) -> tuple[LockFile, list[Diagnostic]]:
    """Read the lock of a project; an empty one where there is none."""
    try:
        content = lock_content(project)
    except UnusableFileError as error:
        found = Diagnostic(Location(_NAME), Code.LOCK, str(error))
        return LockFile(Lock(), None), [found]
    if content is None:
        return LockFile(Lock(), None), []
    text, problems = decode(content, _NAME)
    if problems:
        return LockFile(Lock(), content), problems
    known, problems = locktext.parse(text, _NAME)
    return LockFile(known, content), problems


def replaced_lock(project: Project, lock: Lock) -> LockFile:
    """Return a lock that takes the place of an older one, or of a damaged one.

    Raises:
        BuilderError: There is a file that cannot be read, or that knows more.
    """
    try:
        content = lock_content(project)
    except UnusableFileError as error:
        raise BuilderError(f"{_NAME}: {error}") from error
    text, problems = decode(content or b"", _NAME)
    known, damage = locktext.parse(text, _NAME)
    if not (problems or damage) and _newest_time(known) > _newest_time(lock):
        raise BuilderError(
            f"{_NAME} is there and knows of later changes than the package: no need to "
            "make it again (delete it first if you mean to)"
        )
    return LockFile(lock, content, is_recovered=True)


def _newest_time(lock: Lock) -> int:
    return max((note.modified for note in lock.notes.values()), default=0)


def lock_content(project: Project) -> bytes | None:
    """Return what the lock of a project holds; nothing where there is none.

    Raises:
        UnusableFileError: It cannot be read.
    """
    try:
        return read_file(lock_path(project), FileKind.LOCK)
    except UnusableFileError as error:
        if error.is_missing:
            return None
        raise
