"""One command at a time: the only module that knows filelock."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from builder.base.diagnostic import BuilderError

Say = Callable[[str], None]
"""Tells the person who waits what for."""


def unheard(words: str) -> None:
    """Say nothing."""


# Shorter than a person takes to wonder; longer than any command should take.
_SILENT_SECONDS = 1.0
_PATIENT_SECONDS = 59.0


@contextlib.contextmanager
def exclusive(path: Path, say: Say) -> Iterator[None]:
    """Hold the lock at ``path`` for a while; nobody else does.

    The system gives it back when the process ends, however that happens.

    Raises:
        BuilderError: Somebody else holds it, for longer than one can wait.
        OSError: The lock cannot be made.
    """
    lock = FileLock(path)
    try:
        lock.acquire(timeout=_SILENT_SECONDS)
    except Timeout:
        say("waiting for another decks command in this project to end")
        try:
            lock.acquire(timeout=_PATIENT_SECONDS)
        except Timeout:
            raise BuilderError(
                "another decks command has been at work in this project for a minute: "
                "wait until it ends, or end it; nothing was written"
            ) from None
    try:
        yield
    finally:
        lock.release()
