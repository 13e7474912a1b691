"""A rule of wording as a row one can read: its pattern, how sure it is, its examples."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from builder.sources.language.confidence import CERTAIN


@dataclass(frozen=True, slots=True)
class Rule:
    """What one way of wording tells, and how surely.

    Each ``yes`` is decided by this very rule in its table, no ``no`` is matched by it:
    a test holds every row to that. It holds for texts up to ``longest`` characters.
    """

    name: str
    confidence: float
    pattern: str
    yes: tuple[str, ...]
    no: tuple[str, ...] = ()
    longest: int = 100_000


@dataclass(frozen=True)
class Rules:
    """Rules in their order: the first that holds decides.

    ``around`` is what stands around each pattern, ``{}``; case is ignored.
    """

    name: str
    rules: tuple[Rule, ...]
    around: str = "{}"

    def holds(self, text: str) -> bool:
        """Whether any rule holds, however long the text is."""
        return self.pattern.search(text) is not None

    def decided_by(self, text: str) -> Rule | None:
        """Return the rule that decides, if any does."""
        return next((rule for rule in self.rules if self.matches(rule, text)), None)

    def matches(self, rule: Rule, text: str) -> bool:
        """Whether one of the rules holds by itself."""
        pattern = _compiled(self.around.replace("{}", rule.pattern, 1))
        return len(text) <= rule.longest and pattern.search(text) is not None

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """All rules as one pattern."""
        return _compiled(self.around.replace("{}", self.alternatives, 1))

    @property
    def alternatives(self) -> str:
        """All rules as the alternatives of a larger pattern."""
        return "|".join(rule.pattern for rule in self.rules)


def phrases(
    name: str,
    *rows: str | tuple[str, ...],
    around: str = "{}",
    confidence: float = CERTAIN,
) -> Rules:
    """Return a table of phrases: a pattern with its examples, or words as they stand."""
    return Rules(name, tuple(_phrases(name, rows, confidence)), around)


def examples(text: str) -> tuple[str, ...]:
    """Return the examples of a row that stand between upright bars."""
    return tuple(text.split(" | "))


def _phrases(
    name: str, rows: tuple[str | tuple[str, ...], ...], confidence: float
) -> Iterator[Rule]:
    for row in rows:
        pattern, *examples = (row, row) if isinstance(row, str) else row
        called = f"{name}, as in `{examples[0]}`"
        yield Rule(called, confidence, pattern, tuple(examples))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
