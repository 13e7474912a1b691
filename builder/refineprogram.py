"""The author's own program that proposes notes: the only module that runs one for an import."""

from __future__ import annotations

import shlex
import subprocess

from builder.base.diagnostic import BuilderError
from builder.sources.refining import Refiner

_SECONDS = 120
_MOST_OUTPUT = 1 << 20


def refiner(command: str) -> Refiner:
    """Return a program by its command line; what fails in it answers nothing.

    Raises:
        BuilderError: The command line cannot be read.
    """
    try:
        arguments = shlex.split(command)
    except ValueError as error:
        raise BuilderError(f"--refine {command}: {error}") from error
    if not arguments:
        raise BuilderError("--refine is empty: name a program")

    def answer(told: str) -> str:
        try:
            finished = subprocess.run(  # noqa: S603 -- what the author typed
                arguments,
                input=told.encode(),
                capture_output=True,
                timeout=_SECONDS,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return ""
        if finished.returncode or len(finished.stdout) > _MOST_OUTPUT:
            return ""
        return finished.stdout.decode("utf-8", "replace")

    return answer
