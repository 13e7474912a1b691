"""A command whose grounds have not changed says again what it said, and does nothing.

A run that left everything it depends on as it was would do the same once more. So what it
said is kept in the user's cache folder, with hashes of its grounds: of the card files and
media, of what it wrote, of the command line, the tool, the libraries and Python. This is
loaded before anything else of the tool and must stay light.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from builder.base import cachefolder
from builder.base.hashing import digest
from builder.base.toolmarks import tool_marks
from builder.base.treehash import UnusualFileError, file_hash, tree_hash
from builder.reports import words
from builder.reports.words import Said

_FORMAT = "1"
_FOLDER = "replay"
_MOST_KEPT = 100
_LARGEST = 4 * 1024 * 1024
# What the environment says to a build.
_VARIABLES = ("SOURCE_DATE_EPOCH",)


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a run depends on, beyond its words and the tool.

    ``start`` is where the project was looked for, ``folders`` are those of which every
    file counts, and none of the ``absent`` files may be there.
    """

    start: Path
    folders: Sequence[Path]
    absent: Sequence[Path]


@dataclass(frozen=True, slots=True)
class Run:
    """What a command said, and with which code it ended."""

    said: Sequence[Said]
    code: int


class Replay:
    """The memory of one command line in one folder."""

    def __init__(self, arguments: Sequence[str]) -> None:
        self._arguments = tuple(arguments)
        self._grounds: Grounds | None = None
        self._before = ""

    @staticmethod
    def folder() -> Path:
        """Return where runs are kept."""
        return cachefolder.cache_folder() / _FOLDER

    def remembered(self) -> Run | None:
        """Return the run that would be the same again; nothing when something changed."""
        try:
            content = (self.folder() / self._key).read_bytes()
            mark, _, kept = content.partition(b"\n")
            if mark.decode() != sha256(kept).hexdigest():
                return None
            values = json.loads(kept)
            return _run(values) if values["key"] == self._key else None
        except (OSError, UnusualFileError, ValueError, LookupError, TypeError):
            return None

    def watch(self, grounds: Grounds) -> None:
        """Note how things are before the command begins."""
        self._grounds = grounds
        self._before = _state(grounds)

    def keep(
        self, said: Sequence[Said], code: int, written: Mapping[Path, str]
    ) -> None:
        """Keep what was said, unless the run changed what it depends on.

        ``written`` are the files it wrote, with their SHA-256.
        """
        grounds = self._grounds
        if grounds is None or not self._before or _state(grounds) != self._before:
            return
        values = {
            "key": self._key,
            "start": [str(grounds.start.absolute()), os.path.realpath(grounds.start)],
            "folders": [str(folder) for folder in grounds.folders],
            "absent": [str(path) for path in grounds.absent],
            "state": self._before,
            "written": {str(path.absolute()): mark for path, mark in written.items()},
            "said": words.values(said),
            "code": code,
        }
        kept = json.dumps(values).encode()
        if len(kept) <= _LARGEST:
            content = sha256(kept).hexdigest().encode() + b"\n" + kept
            cachefolder.keep(self.folder(), self._key, content, most=_MOST_KEPT)

    @cached_property
    def _key(self) -> str:
        variables = [f"{name}={os.environ.get(name)}" for name in _VARIABLES]
        given = [*self._arguments, "in", str(Path.cwd()), *variables]
        return digest(_FORMAT, *given, "tool", *tool_marks()).hex()


def _run(values: Mapping[str, Any]) -> Run | None:
    start, real = values["start"]
    grounds = Grounds(
        Path(start),
        [Path(folder) for folder in values["folders"]],
        [Path(path) for path in values["absent"]],
    )
    is_same = (
        os.path.realpath(start) == real
        and _state(grounds) == values["state"]
        and all(file_hash(path) == mark for path, mark in values["written"].items())
    )
    said = tuple(words.words_of(values["said"]))
    return Run(said, int(values["code"])) if is_same else None


def _state(grounds: Grounds) -> str:
    """Return a hash of what a run depends on; nothing where that cannot be told."""
    if any(os.path.lexists(path) for path in grounds.absent):
        return ""
    try:
        return digest(*(tree_hash(str(folder)) for folder in grounds.folders)).hex()
    except (OSError, UnusualFileError):
        return ""
