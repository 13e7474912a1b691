"""The packages of the author and the collections of the learners, each made once.

Time is told, not read: the author releases, the learner acts, the author releases again,
the learner may act again, and imports.
"""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import Any

from conftest import write_files
from engines.deeds import Learner
from engines.edits import FILES, KEY, Edit, Files
from engines.engine import Engine
from learner import State, state_of

from builder import release as releasing
from builder.anki.identity import note_guid
from builder.pipeline import Options

DAY = 24 * 60 * 60
NOW = int(time.time())
FIRST_RELEASE = NOW - 30 * DAY
DEED = {False: NOW - 20 * DAY, True: NOW - 5 * DAY}
NEXT_RELEASE = NOW - 10 * DAY
LAST_IMPORT = NOW - DAY


class Releases:
    """The first release of the deck, and what each edit makes of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.first = release(folder / "first", FILES, FIRST_RELEASE, "1.0.0")

    def after(self, edit: Edit) -> list[Path]:
        """Return the package of each release after the first."""
        project = self.folder / edit.name
        numbers = range(1, len(edit.steps) + 1)
        if not project.exists():
            self.start(project)
            files = FILES
            for number, step in zip(numbers, edit.steps, strict=True):
                files = step(files)
                release(project, files, NEXT_RELEASE + number * DAY, "minor")
        return [project / f"dist/{edit.package}-1.{n}.0.apkg" for n in numbers]

    def start(self, project: Path) -> None:
        """Make a project that stands where the first release was made."""
        shutil.copytree(self.folder / "first", project)


def release(project: Path, files: Files, moment: int, level: str) -> Path:
    """Put files in place of those of a project, and release it."""
    for name in ("cards", "media"):
        for path in sorted((project / name).rglob("*")):
            if path.is_file() and path.name not in {"deck.lock", "CHANGELOG.md"}:
                path.unlink()
    write_files(project, files)
    made = releasing.release(project, level, Options(now=moment), judge=None)
    assert made.is_done, made.report.diagnostics
    return made.report.packages[0].path


class Workshop:
    """Collections in one engine, kept for the next cell."""

    def __init__(self, folder: Path, engine: Engine, releases: Releases) -> None:
        self.folder = folder
        self.engine = engine
        self.releases = releases
        self.fresh: dict[Path, tuple[State, dict[str, Any]]] = {}

    def collection(self, learner: Learner, target: str, copy: Path) -> Path:
        """Copy a collection with the first release and the learner's deed."""
        made = self.folder / f"{learner.name}-{target}"
        if not made.exists():
            shutil.copytree(self._started(has_studied=learner.has_studied), made)
            moment = DEED[learner.is_later]
            self.engine.tell(made, ("do", learner.name, note_guid(KEY, target), moment))
        return shutil.copytree(made, copy)

    def _started(self, *, has_studied: bool) -> Path:
        made = self.folder / ("studied" if has_studied else "fresh")
        if not made.exists():
            if has_studied:
                shutil.copytree(self._started(has_studied=False), made)
                self.engine.tell(made, ("study",))
            else:
                self.engine.tell(made, imported(self.releases.first))
        return made

    def state_of(self, package: Path) -> State:
        """Return what a package makes of an empty collection."""
        return self._fresh(package)[0]

    def health_of(self, package: Path) -> dict[str, Any]:
        """Return what Anki would mend in an empty collection with a package."""
        return self._fresh(package)[1]

    def _fresh(self, package: Path) -> tuple[State, dict[str, Any]]:
        if package not in self.fresh:
            folder = self.folder / f"state-{len(self.fresh)}"
            _, rows, faults, empty, missing, damage = self.engine.tell(
                folder,
                imported(package),
                ("state",),
                ("faults",),
                ("empty_cards",),
                ("missing_cards",),
                ("damage",),
            )
            self.fresh[package] = (
                state_of(rows),
                {
                    "faults": faults,
                    "empty": empty,
                    "missing": missing,
                    "damage": damage,
                },
            )
            shutil.rmtree(folder)
        return self.fresh[package]


def imported(package: Path, moment: int = LAST_IMPORT) -> tuple[str, str, int]:
    """Return the step of a learner who imports a package."""
    return "import_package", str(package), moment
