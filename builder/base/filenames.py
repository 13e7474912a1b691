"""Names of files as they can be shown, whatever bytes a file system holds."""

from __future__ import annotations

import os
from pathlib import PurePosixPath

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic, Location


def printable(name: str) -> str:
    """Return a file's name with what is not UTF-8 as ``\\xff``: the same if all is."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def unreadable_name(path: str) -> Diagnostic:
    """Return the finding for a path that is not UTF-8, made printable."""
    name = PurePosixPath(path).name
    message = f"the name `{name}` is not UTF-8: rename the file"
    return Diagnostic(Location(path), Code.FILE_NAME, message)
