"""A wording as a row one can read: its pattern, how sure it is, and its own examples."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from builder.sources.language.confidence import CERTAIN

Phrases = tuple[str | tuple[str, ...], ...]
"""Rows of a table of phrases: patterns with their examples, or words as they stand."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What one way of wording tells, and how surely.

    Each ``yes`` is decided by this very row of its table, no ``no`` is matched by it: a
    test holds every row to that. It holds for texts up to ``longest`` characters.
    """

    name: str
    confidence: float
    pattern: str
    yes: tuple[str, ...]
    no: tuple[str, ...] = ()
    longest: int = sys.maxsize


@dataclass(frozen=True)
class Wordings:
    """A table of wordings in their order: the first that holds decides.

    ``around`` is what stands around each pattern, ``{}``; case is ignored.
    """

    name: str
    rows: tuple[Wording, ...]
    around: str = "{}"

    def holds(self, text: str) -> bool:
        """Whether any row holds, however long the text is."""
        return self.pattern.search(text) is not None

    def decided_by(self, text: str) -> Wording | None:
        """Return the row that decides, if any does."""
        length = len(text)
        for row, pattern in self._compiled_rows:
            if length <= row.longest and pattern.search(text) is not None:
                return row
        return None

    def matches(self, row: Wording, text: str) -> bool:
        """Whether one of the rows holds by itself."""
        return len(text) <= row.longest and self._alone(row).search(text) is not None

    @cached_property
    def _compiled_rows(self) -> tuple[tuple[Wording, re.Pattern[str]], ...]:
        return tuple((row, self._alone(row)) for row in self.rows)

    def _alone(self, row: Wording) -> re.Pattern[str]:
        return _compiled(self.around.replace("{}", row.pattern, 1))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """All rows as one pattern."""
        return _compiled(self.around.replace("{}", self.alternatives, 1))

    @property
    def alternatives(self) -> str:
        """All rows as the alternatives of a larger pattern."""
        return "|".join(row.pattern for row in self.rows)


def phrases(
    name: str,
    *rows: str | tuple[str, ...],
    around: str = "{}",
    confidence: float = CERTAIN,
) -> Wordings:
    """Return a table of phrases: a pattern with its examples, or words as they stand."""
    return Wordings(name, tuple(_phrases(name, rows, confidence)), around)


def examples(text: str) -> tuple[str, ...]:
    """Return the examples of a row that stand between upright bars."""
    return tuple(text.split(" | "))


def _phrases(name: str, rows: Phrases, confidence: float) -> Iterator[Wording]:
    for row in rows:
        pattern, *shown = (row, row) if isinstance(row, str) else row
        called = f"{name}, as in `{shown[0]}`"
        yield Wording(called, confidence, pattern, tuple(shown))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
