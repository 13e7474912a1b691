"""The check of a project in a process of its own.

In a large deck it takes many seconds. Beside it an edit is to be seen at once, and one
that comes in the meantime makes it useless.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from builder import pipeline
from builder.base.diagnostic import BuilderError, Diagnostic
from builder.pipeline import Options


class Checking:
    """One check at a time; a new one puts an end to the one before."""

    def __init__(self) -> None:
        self._context = multiprocessing.get_context("spawn")
        self._process: multiprocessing.process.BaseProcess | None = None

    def found(self, folder: Path, cache: Path | None) -> Sequence[Diagnostic] | None:
        """Return what ``decks check`` finds; nothing when it was put an end to."""
        self.stop()
        receiving, sending = self._context.Pipe(duplex=False)
        process = self._context.Process(
            target=_check, args=(folder, cache, sending), daemon=True
        )
        self._process = process
        with contextlib.ExitStack() as stack:
            stack.callback(receiving.close)
            process.start()
            sending.close()
            try:
                found: Sequence[Diagnostic] = receiving.recv()
            except (EOFError, OSError):
                return None
            finally:
                process.join()
        return found

    def stop(self) -> None:
        """Put an end to a check that is going on."""
        process = self._process
        if process is not None and process.is_alive():
            process.terminate()


def _check(folder: Path, cache: Path | None, sending: Connection) -> None:
    if hasattr(os, "nice"):
        os.nice(10)  # who edits and looks goes first
    try:
        found = pipeline.check(folder, Options(cache=cache)).diagnostics
    except BuilderError:
        return  # deck.yaml is half written, say
    sending.send(found)
