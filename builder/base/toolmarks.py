"""What this tool is made of: its own files, Python, the libraries that are there."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

from builder.base.treehash import tree_hash


@cache
def tool_marks() -> tuple[str, ...]:
    """Return what differs when another version of anything is at work.

    Raises:
        OSError, UnusualFileError: The tool's own files cannot be read.
    """
    package = Path(__file__).parents[1]
    installed = {
        file.name
        for folder in map(Path, sys.path)
        if folder.is_dir()
        for file in folder.glob("*.*-info")
    }
    own = tree_hash(str(package), without={"__pycache__"})
    return (own, sys.version, sys.platform, *sorted(installed))
