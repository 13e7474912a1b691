"""Deletions of a note that is made again: a text keeps the number that it had."""

from __future__ import annotations

import re

_DELETION = re.compile(
    r"\{\{c(?P<number>\d+)::(?P<text>(?:(?!\{\{c\d|\}\}).)*?)\}\}", re.DOTALL
)


def with_kept_numbers(text: str, earlier: str) -> str:
    """Return a text with the numbers that its deletions had in an earlier one.

    What is new gets numbers that nothing had, so that no schedule goes to another text.
    """
    had = {
        _name(match["text"]): int(match["number"])
        for match in _DELETION.finditer(earlier)
    }
    free = max(had.values(), default=0)
    numbers: dict[str, int] = {}
    for match in _DELETION.finditer(text):
        number, name = match["number"], _name(match["text"])
        if number in numbers:
            continue
        known = had.get(name)
        if known is None or known in numbers.values():
            free += 1
            known = free
        numbers[number] = known

    def renumbered(match: re.Match[str]) -> str:
        return f"{{{{c{numbers[match['number']]}::{match['text']}}}}}"

    return _DELETION.sub(renumbered, text)


def _name(text: str) -> str:
    return " ".join(text.split()).casefold()
