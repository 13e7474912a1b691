"""What lies below a folder: what cannot be listed is told, never taken for empty."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class UnlistedFolder:
    """A folder that is there and cannot be looked into, and why."""

    path: Path
    reason: str


def files_below(
    folder: Path, enters: Callable[[Path], bool] = lambda _: True
) -> tuple[list[Path], list[UnlistedFolder]]:
    """Return all files below a folder, sorted, and the folders that cannot be listed.

    ``enters`` says which folders to look into. Links to folders are not followed: they
    are among the files. A folder that is not there is empty.
    """
    found: list[Path] = []
    unlisted: list[UnlistedFolder] = []

    def report(error: OSError) -> None:
        path = Path(error.filename)
        if not (path == folder and isinstance(error, FileNotFoundError)):
            reason = error.strerror or str(error)
            unlisted.append(UnlistedFolder(path, reason))

    for parent, folders, names in os.walk(folder, onerror=report):
        below = [Path(parent, name) for name in folders]
        entered = [path for path in below if enters(path) and not path.is_symlink()]
        found += [path for path in below if path.is_symlink() and enters(path)]
        found += [Path(parent, name) for name in names]
        folders[:] = [path.name for path in entered]
    return sorted(found), sorted(unlisted, key=lambda one: one.path)
