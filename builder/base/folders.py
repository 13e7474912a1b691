"""What lies below a folder: what cannot be listed is told, never taken for empty."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic, Location
from builder.base.filenames import printable


def files_below(
    folder: Path, name: str, enters: Callable[[Path], bool]
) -> tuple[list[Path], list[Diagnostic]]:
    """Return all files below a folder, sorted, and which folders cannot be listed.

    ``name`` is what messages call the folder; ``enters`` says which of those below it to
    look into. Links to folders are not followed: they are among the files. A folder that
    is not there is empty.
    """
    found: list[Path] = []
    diagnostics: list[Diagnostic] = []

    def report(error: OSError) -> None:
        path = Path(error.filename)
        if path == folder and isinstance(error, FileNotFoundError):
            return
        below = PurePosixPath(name, path.relative_to(folder).as_posix())
        diagnostics.append(_unlisted(str(below), error))

    for parent, folders, names in os.walk(folder, onerror=report):
        entered = [path for one in folders if enters(path := Path(parent, one))]
        found += [path for path in entered if path.is_symlink()]
        found += [Path(parent, one) for one in names]
        folders[:] = [path.name for path in entered]
    return sorted(found), sorted(diagnostics)


def entries_of(
    folder: Path, name: str
) -> tuple[list[os.DirEntry[str]], list[Diagnostic]]:
    """Return what lies in a folder itself, sorted; nothing where there is none."""
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name), []
    except FileNotFoundError:
        return [], []
    except OSError as error:
        return [], [_unlisted(name, error)]


def _unlisted(name: str, error: OSError) -> Diagnostic:
    message = f"cannot be read: {error.strerror or error}"
    return Diagnostic(Location(printable(name)), Code.UNREADABLE, message)
