"""What the stages of a run find, gathered as they go."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from builder.base.diagnostic import Diagnostic

_T = TypeVar("_T")


class Findings:
    """Takes the findings off what a stage returns, so that stages read as a line."""

    def __init__(self) -> None:
        self.all: list[Diagnostic] = []

    def of(self, result: tuple[_T, Iterable[Diagnostic]]) -> _T:
        """Keep the findings of a stage and return what it made."""
        value, found = result
        self.all += found
        return value

    def add(self, found: Iterable[Diagnostic]) -> None:
        """Keep more findings."""
        self.all += found

    @property
    def has_errors(self) -> bool:
        """Whether anything so far keeps the deck from being built."""
        return any(finding.is_error for finding in self.all)

    @property
    def in_order(self) -> tuple[Diagnostic, ...]:
        """All findings, each once, by their places."""
        return tuple(sorted(set(self.all)))
