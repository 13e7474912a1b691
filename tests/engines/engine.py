"""The releases of Anki's engine, each in an environment of its own, and their judges."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from places import ROOT

NEWEST = version("anki")
_JUDGE = Path(__file__).with_name("judge.py")


@dataclass(frozen=True)
class Engine:
    """A release of the engine, and the process that judges with it."""

    version: str
    process: subprocess.Popen[str]

    @property
    def numbers(self) -> tuple[int, ...]:
        """The version, to compare with others."""
        return tuple(int(number) for number in self.version.split("."))

    def tell(self, folder: Path, *steps: tuple[object, ...]) -> list[Any]:
        """Take steps with the collection in a folder, and return what came of each."""
        assert self.process.stdin
        assert self.process.stdout
        story = {"folder": str(folder), "steps": steps}
        self.process.stdin.write(json.dumps(story) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        assert "error" not in answer, answer["error"]
        told: list[Any] = answer["told"]
        return told


def python_of(release: str) -> Path:
    """Return the Python beside a release, which ``make test-engines`` puts there."""
    if release == NEWEST:
        return Path(sys.executable)
    return ROOT / ".venv/engines" / release / "bin/python"


@contextlib.contextmanager
def started(release: str) -> Iterator[Engine]:
    """Start the judge of a release, and end it."""
    with subprocess.Popen(
        [python_of(release), _JUDGE],
        env={**os.environ, "PYTHONPATH": str(ROOT / "tests")},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        yield Engine(release, process)
