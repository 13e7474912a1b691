"""Two packages side by side; a project stands for the package it would build now."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from builder import pipeline
from builder.anki.apkg.package import Package
from builder.anki.apkg.reader import read_package
from builder.base.diagnostic import BuilderError
from builder.base.phrases import counted
from builder.cards.project import find_project
from builder.pipeline import Options
from builder.revisions import package_called
from builder.versions import packagediff
from builder.versions.packagediff import PackageDiff


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two packages and what is different between them."""

    old: Package
    new: Package
    diff: PackageDiff


def compare(
    old: Path, new: Path, options: Options | None = None, *, home: Path | None = None
) -> Comparison:
    """Find what is different between two packages; nothing is written.

    Each is an ``.apkg`` file of any tool, any folder of a project, or a revision of git
    where the project ``home`` lies. Of ``options``, the selection and the time count,
    for projects.

    Raises:
        BuilderError: One cannot be read, or the project has errors.
    """
    # What a changed note type does is for the reader to see, not a reason to refuse.
    options = replace(options or Options(), allow_notetype_change=True)
    first, second = (_package(path, options, home or Path()) for path in (old, new))
    return Comparison(first, second, packagediff.compare(first, second))


def _package(path: Path, options: Options, home: Path) -> Package:
    if not path.is_dir():
        with package_called(home, path) as found:
            return read_package(found)
    folder = find_project(path)
    with tempfile.TemporaryDirectory(prefix="decks-") as scratch:
        target = Path(scratch, "draft.apkg")
        errors = len(pipeline.draft(folder, target, options).errors)
        if errors:
            raise BuilderError(
                f"{folder}: {counted(errors, 'error')}: see `decks check`"
            )
        return read_package(target)
