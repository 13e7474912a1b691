"""What the author is told: places, findings and refusals."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from builder.base.code import Code
from builder.base.hashing import short_hash

Severity = Literal["error", "warning"]


class Location(NamedTuple):  # the lightest record there is: every text has one
    """A place in a file of the project; lines and columns count from 1.

    A finding about a whole file (a picture, say) has line 0.
    """

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.path
        return f"{self.path}:{self.line}:{self.column}"


def location_at(text: str, path: str, offset: int) -> Location:
    """Return the place of a character of a file's text, by its offset."""
    line_start = text.rfind("\n", 0, offset) + 1
    return Location(path, text.count("\n", 0, offset) + 1, offset - line_start + 1)


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """One finding: where, what is wrong and, in the message, what would be right."""

    location: Location
    code: Code
    message: str
    severity: Severity = "error"

    def __str__(self) -> str:
        return f"{self.location}: {self.severity}: {self.message}  [{self.code}]"

    @property
    def is_error(self) -> bool:
        """Whether a build must refuse because of it."""
        return self.severity == "error"

    @property
    def fingerprint(self) -> str:
        """What stays the same when lines come and go above it."""
        said = re.sub(r":[0-9]+:[0-9]+", "", self.message)
        return short_hash(self.location.path, self.code, said)


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding inside one text, at an offset in characters; it has no file yet."""

    offset: int
    code: Code
    message: str
    severity: Severity = "error"

    def at(self, location: Location) -> Diagnostic:
        """Return the finding with its place in a file."""
        return Diagnostic(location, self.code, self.message, self.severity)


class BuilderError(Exception):
    """A refusal to go on, in words for the author; the command exits with 1."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `` (did you mean `…`?)`` for the nearest known word, or nothing."""
    near = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return f" (did you mean `{near[0]}`?)" if near else ""
