"""Deletions and the elements of HTML: which of them cut one another.

Anki hides what stands between two markers, whatever it is: half an element would leave
a tag without its partner.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from builder.text.tags import OPTIONAL_END, VOID

_TOKEN = re.compile(
    r"<!--.*?-->|(?P<opened>\{\{c[\d,]+::)|(?P<closed>\}\})|(?P<hint>::)"
    r"|<(?P<slash>/?)(?P<name>[A-Za-z][\w-]*)"
    r"(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?(?P<empty>/?)>",
    re.DOTALL | re.ASCII,
)


@dataclass(slots=True)
class _Bound:
    """A deletion or an element that is open; ``marker`` tells which of the two."""

    marker: str = ""
    occurrence: int = 0
    element: str = ""
    has_hint: bool = False


@dataclass(frozen=True, slots=True)
class Crossing:
    """A deletion, by its marker and how many equal ones stand before it, and what it cuts.

    With ``is_of_hint`` it is the hint that begins inside of the element.
    """

    marker: str
    occurrence: int
    element: str
    is_of_hint: bool = False


def crossings(field: str) -> Iterator[Crossing]:
    """Yield the deletions of a field that hold a part of an element, each once."""
    opened: list[_Bound] = []
    seen: Counter[str] = Counter()
    for token in _TOKEN.finditer(field):
        if token["opened"]:
            marker = token["opened"]
            opened.append(_Bound(marker, seen[marker]))
            seen[marker] += 1
        elif token["closed"]:
            yield from _end_of_deletion(opened)
        elif token["hint"]:
            yield from _hint(opened)
        elif token["name"] and not token["empty"]:
            name = token["name"].lower()
            if token["slash"]:
                yield from _end_of_element(opened, name)
            elif name not in VOID:
                opened.append(_Bound(element=name))


def _end_of_deletion(opened: list[_Bound]) -> Iterator[Crossing]:
    place = _last_deletion(opened)
    if place is None:
        return
    one, inner = opened[place], opened[place + 1 :]
    cut = [bound for bound in inner if bound.element not in OPTIONAL_END]
    opened[place:] = cut
    if cut:
        yield Crossing(one.marker, one.occurrence, cut[0].element)


def _hint(opened: list[_Bound]) -> Iterator[Crossing]:
    place = _last_deletion(opened)
    if place is None or opened[place].has_hint:
        return
    one = opened[place]
    one.has_hint = True
    if opened[place + 1 :]:
        element = opened[place + 1].element
        del opened[place]
        yield Crossing(one.marker, one.occurrence, element, is_of_hint=True)


def _end_of_element(opened: list[_Bound], name: str) -> Iterator[Crossing]:
    """Close an element, and give up the deletions that began in it."""
    place = len(opened) - 1
    while place >= 0 and opened[place].element != name:
        place -= 1
    if place < 0:
        return
    inner = opened[place + 1 :]
    opened[place:] = [bound for bound in inner if bound.element not in OPTIONAL_END]
    for bound in inner:
        if bound.marker:
            opened.remove(bound)
            yield Crossing(bound.marker, bound.occurrence, name)


def _last_deletion(opened: list[_Bound]) -> int | None:
    places = range(len(opened) - 1, -1, -1)
    return next((place for place in places if opened[place].marker), None)
