"""Cloze deletions: Anki's markers, read as the engine reads them.

Held against the engine by the tests (rslib/src/cloze.rs of ankitects/anki).
https://docs.ankiweb.net/editing.html#cloze-deletion
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

MAXIMUM_NUMBER = 500
# Anki 24.11, which is inside AnkiDroid 2.20, loses the cards of deeper ones.
MAXIMUM_LEVELS = 3

# The engine takes any run of digits and commas; `OPEN` is what an author may write.
OPEN = re.compile(r"\{\{c([0-9]+(?:,[0-9]+)*)::")
_ENGINE_TOKEN = re.compile(r"\{\{c(?P<numbers>[\d,]+)::|(?P<close>\}\})", re.ASCII)
_ENGINE_NUMBER = 65_535
_MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Mark:
    """A marker, or a break that keeps one apart, at an offset of plain text."""

    offset: int
    text: str
    is_break: bool = False


def numbers_of(digits: str) -> list[int]:
    """Return the numbers of a marker, such as ``1,2``; huge ones as one too large."""
    return [
        int(part) if len(part.lstrip("0")) <= _MOST_DIGITS else 10**_MOST_DIGITS
        for part in digits.split(",")
        if part
    ]


def explicit_numbers(text: str) -> set[int]:
    """Return all numbers that an author has written into ``{{c…::`` markers."""
    return {number for match in OPEN.finditer(text) for number in numbers_of(match[1])}


def card_ordinals(fields: Iterable[str]) -> set[int]:
    """Return the ordinals (from 0) of the cards Anki makes for these fields.

    The engine looks into every field, counts deletions that are closed, nested ones
    too, puts whatever is above 500 on the card of 500, and makes no card of c0.
    """
    return {
        min(number, MAXIMUM_NUMBER) - 1
        for field in fields
        for number in _closed_numbers(field)
        if number
    }


def _closed_numbers(field: str) -> set[int]:
    """Return the numbers of the deletions that are closed.

    What stands inside a deletion that is never closed is lost with it.
    """
    levels: list[set[int]] = [set()]
    for token in _ENGINE_TOKEN.finditer(field):
        if token["close"] is None:
            found = numbers_of(token["numbers"])
            numbers = {number for number in found if number <= _ENGINE_NUMBER}
            if numbers:
                levels.append(numbers)
        elif len(levels) > 1:
            closed = levels.pop()
            levels[-1] |= closed
    return levels[0]


def for_every_engine(field: str) -> str:
    """Return a field with ``{{c1,2::x}}`` as ``{{c1::{{c2::x}}}}``: the same cards.

    Engines before 26.05 take several numbers in one marker for text, and show it.
    """
    if not _SEVERAL.search(field):
        return field
    pieces: list[str] = []
    opened: list[_Open] = []
    position = 0
    for token in _ENGINE_TOKEN.finditer(field):
        text = field[position : token.start()]
        pieces.append(text)
        if opened and "::" in text:
            opened[-1].hint = text[text.index("::") :]
        position = token.end()
        if token["close"] is None:
            numbers = list(dict.fromkeys(numbers_of(token["numbers"])))
            opened.append(_Open(len(numbers)))
            pieces += [f"{{{{c{number}::" for number in numbers]
        elif opened:
            one = opened.pop()
            pieces.append("}}" + f"{one.hint}}}}}" * (one.markers - 1))
        else:
            pieces.append("}}")
    return "".join([*pieces, field[position:]])


@dataclass(slots=True)
class _Open:
    """A deletion that is not closed yet: how many markers opened it, and its hint."""

    markers: int
    hint: str = ""


_SEVERAL = re.compile(r"\{\{c\d+(?:,\d+)+::", re.ASCII)


def deepest(field: str) -> int:
    """Return how many deletions lie in one another at most."""
    level = most = 0
    for token in _ENGINE_TOKEN.finditer(field):
        level = level + 1 if token["close"] is None else max(level - 1, 0)
        most = max(most, level)
    return most


def unclosed(field: str) -> list[tuple[str, int]]:
    """Return the opening markers that are never closed.

    Each with how many equal markers stand before it.
    """
    seen: Counter[str] = Counter()
    open_markers: list[tuple[str, int]] = []
    for token in _ENGINE_TOKEN.finditer(field):
        if token["close"] is None:
            open_markers.append((token.group(), seen[token.group()]))
            seen[token.group()] += 1
        elif open_markers:
            open_markers.pop()
    return open_markers


def breaks(text: str) -> list[Mark]:
    """Return breaks for a text in which no marker is meant."""
    return [Mark(match.start() + 1, "", is_break=True) for match in OPEN.finditer(text)]


def split_verbatim(text: str, *, is_inside: bool) -> tuple[str, list[Mark]]:
    """Take the markers out of code or math, where braces and colons are text.

    A deletion opened here is closed by the ``}}`` that balances its braces, else by
    the first ``}}``. Every other ``}}`` and ``::`` that Anki would take for an end or a
    hint (``is_inside`` says that the whole text stands in a deletion) gets a break.
    Returns the text without markers, and the marks in order.
    """
    if not is_inside and not OPEN.search(text):
        return text, []
    splitter = _Splitter(text, is_inside=is_inside)
    splitter.run()
    return "".join(splitter.plain), splitter.marks


class _Splitter:
    """One pass over verbatim text; ``ends`` holds where the open deletions close."""

    def __init__(self, text: str, *, is_inside: bool) -> None:
        self.text = text
        self.is_inside = is_inside
        self.plain: list[str] = []
        self.length = 0
        self.marks: list[Mark] = []
        self.ends: list[int] = []
        self.has_hint: list[bool] = []
        # Looking for balanced ends must not take longer than this altogether.
        self.steps_left = 20 * len(text) + 1000

    def run(self) -> None:
        position = 0
        while position < len(self.text):
            position = self._step(position)

    def _step(self, position: int) -> int:
        text = self.text
        opened = OPEN.match(text, position)
        if opened:
            self._mark(opened.group())
            self.ends.append(self._end_of(opened.end()))
            self.has_hint.append(False)
            return opened.end()
        if self.ends and position == self.ends[-1]:
            self._close(position + 2)
            return position + 2
        pair = text[position : position + 2]
        if pair == "::" and self.ends and not self.has_hint[-1]:
            return self._hint(position)
        if pair in {"}}", "::"} and (self.is_inside or self.ends):
            self._plain(text[position])
            self._mark("", is_break=True)
            return position + 1
        self._plain(text[position])
        return position + 1

    def _hint(self, position: int) -> int:
        """Keep the whole hint as a marker: it is no code and no math."""
        end = self.ends[-1] if self.ends[-1] >= 0 else len(self.text)
        self.has_hint[-1] = True
        self._mark(self.text[position:end])
        return end

    def _close(self, position: int) -> None:
        follows_break = self.marks[-1] == Mark(self.length, "", is_break=True)
        if self.plain and self.plain[-1] == "}" and not follows_break:
            self._mark("", is_break=True)
        self._mark("}}")
        self.ends.pop()
        self.has_hint.pop()
        if self.ends and self.ends[-1] < position:
            # Unbalanced: the inner deletion took the end of the outer one.
            self.ends[-1] = self._end_of(position)

    def _end_of(self, start: int) -> int:
        """Return where the ``}}`` of a deletion stands, or -1."""
        depth = 0
        text, length = self.text, len(self.text)
        position = start
        while position < length and self.steps_left > 0:
            character = text[position]
            if character == "{":
                depth += 1
            elif character == "}":
                if depth == 0 and text.startswith("}}", position):
                    return position
                depth = max(depth - 1, 0)
            position += 1
            self.steps_left -= 1
        return text.find("}}", start)

    def _plain(self, character: str) -> None:
        self.plain.append(character)
        self.length += 1

    def _mark(self, text: str, *, is_break: bool = False) -> None:
        self.marks.append(Mark(self.length, text, is_break))
