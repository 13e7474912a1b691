"""A text of two versions: a field, a template, a style sheet, a description."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextChange:
    """A text of two versions; nothing where one does not have it."""

    name: str
    old: str | None
    new: str | None


def text_changes(name: str, old: str | None, new: str | None) -> Iterator[TextChange]:
    """Yield the change, if there is one."""
    if old != new:
        yield TextChange(name, old, new)
