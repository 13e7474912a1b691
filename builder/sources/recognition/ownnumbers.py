"""Numbers that are words of their titles: ``3 ways to splice`` is no third question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from builder.sources.recognition.marks import Marking

# The form of a number with nothing behind it.
_BARE = "1"


def with_own_numbers(marks: Sequence[Marking]) -> list[Marking]:
    """Return headings whose bare numbers are words of them, where these do not count."""
    numbers = [mark.number for mark in marks if mark.form == _BARE]
    if any(two == one + 1 for one, two in pairwise(numbers) if one and two):
        return list(marks)
    return [_whole(mark) for mark in marks]


def _whole(mark: Marking) -> Marking:
    is_bare = mark.form == _BARE and mark.style.kind == "heading"
    if not is_bare or mark.number is None or not mark.title:
        return mark
    style = replace(mark.style, form="")
    title = f"{mark.number} {mark.title}"
    return replace(mark, style=style, title=title, form="", number=None)
