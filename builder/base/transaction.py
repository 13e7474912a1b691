"""A command that writes into a project: alone, and all of its files or none."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from builder.base.atomicfiles import PendingFiles
from builder.base.diagnostic import BuilderError
from builder.base.exclusive import Say, exclusive
from builder.base.journal import Journal, Mended

_JOURNAL = "journal"
# Where nothing can be written there is nothing to guard: a build into another folder.
_READ_ONLY = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


@dataclass(frozen=True, slots=True)
class Transaction:
    """The files of a command, and what became of one that was interrupted before."""

    files: PendingFiles
    mended: Mended | None = None


def has_journal(workplace: Path) -> bool:
    """Whether a command that was interrupted left something to finish."""
    return journal_in(workplace).exists()


def journal_in(workplace: Path) -> Path:
    """Return where a command leaves word of what it is about to do."""
    return workplace / _JOURNAL


@contextlib.contextmanager
def writing(
    workplace: Path, *, project: Path, command: str, say: Say
) -> Iterator[Transaction]:
    """Wait until no other command writes, mend what the last one left, and begin.

    In the folder ``workplace`` commands leave word for each other; ``command`` is what
    the author typed behind ``decks``.

    Raises:
        BuilderError: Another command does not come to its end, or what was interrupted
            cannot be finished.
    """
    with contextlib.ExitStack() as stack:
        is_guarded = _guard(workplace, stack, say)
        journal = Journal(journal_in(workplace), project, command)
        mended = journal.mend() if is_guarded else None
        if mended is not None:
            say(str(mended))
        files = PendingFiles(journal if is_guarded else None)
        yield Transaction(stack.enter_context(files), mended)


def _guard(workplace: Path, stack: contextlib.ExitStack, say: Say) -> bool:
    """Keep other commands out, unless nothing can be written here anyway."""
    try:
        _make(workplace)
        stack.enter_context(exclusive(workplace / "lock", say))
    except OSError as error:
        if error.errno in _READ_ONLY:
            return False
        message = f"cannot write {error.filename}: {error.strerror}"
        raise BuilderError(message) from error
    return True


def _make(workplace: Path) -> None:
    """Make the folder, where git does not see it."""
    workplace.mkdir(parents=True, exist_ok=True)
    ignored = workplace / ".gitignore"
    if not ignored.exists():
        ignored.write_bytes(b"*\n")
