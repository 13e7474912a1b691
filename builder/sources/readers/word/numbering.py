"""Word's lists: what stands before a paragraph, which Word keeps to itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHINESE = "零一二三四五六七八九"
_MAXIMUM = 100_000
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list: ``pattern`` is what it shows, such as ``Question %1:``."""

    form: str = "bullet"
    pattern: str = ""
    start: int = 1


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has counted."""

    levels: Mapping[str, Mapping[int, Level]] = field(default_factory=dict)
    abstract: Mapping[str, str] = field(default_factory=dict)
    restarts: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    counts: dict[tuple[str, int], int] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    @staticmethod
    def of(root: Element | None) -> Numbering:
        """Read ``word/numbering.xml``."""
        if root is None:
            return Numbering()
        return Numbering(
            {
                one.get(f"{W}abstractNumId", ""): {
                    small_number(level.get(f"{W}ilvl", "0")): _level(level)
                    for level in one.iter(f"{W}lvl")
                }
                for one in root.iter(f"{W}abstractNum")
            },
            {
                one.get(f"{W}numId", ""): value_of(one.find(f"{W}abstractNumId"))
                for one in root.iter(f"{W}num")
            },
            {
                one.get(f"{W}numId", ""): {
                    small_number(over.get(f"{W}ilvl", "0")): small_number(
                        value_of(over.find(f"{W}startOverride")), 1
                    )
                    for over in one.iter(f"{W}lvlOverride")
                    if over.find(f"{W}startOverride") is not None
                }
                for one in root.iter(f"{W}num")
            },
        )

    def marker(self, name: str, depth: int) -> str:
        """Count a paragraph of a list, and return the marker before it."""
        key = self.abstract.get(name, name)
        levels = self.levels.get(key, {})
        level = levels.get(depth, Level())
        if level.form in {"bullet", "none", ""}:
            return "-"
        for count in [one for one in self.counts if one[0] == key and one[1] > depth]:
            del self.counts[count]
        if name not in self.begun:
            self.begun.add(name)
            for level_index, start in self.restarts.get(name, {}).items():
                self.counts[key, level_index] = start - 1
        now = self.counts.get((key, depth), level.start - 1) + 1
        self.counts[key, depth] = now
        shown = re.sub(
            r"%(\d)", lambda match: self._shown(key, int(match[1]) - 1), level.pattern
        )
        return f"{now}." if not shown or shown == f"{now}" else shown

    def _shown(self, key: str, depth: int) -> str:
        level = self.levels.get(key, {}).get(depth, Level("decimal"))
        return _written(self.counts.get((key, depth), level.start), level.form)


def _level(element: Element) -> Level:
    return Level(
        value_of(element.find(f"{W}numFmt")),
        value_of(element.find(f"{W}lvlText")),
        small_number(value_of(element.find(f"{W}start")), 1),
    )


def value_of(element: Element | None) -> str:
    """Return the value of an element that is nothing else."""
    return "" if element is None else element.get(f"{W}val", "")


def small_number(text: str, default: int = 0) -> int:
    """Return a small number; Word's are never large, those of bombs are."""
    is_number = text.isascii() and text.isdecimal() and len(text) < 6
    return int(text) if is_number else default


def _written(number: int, form: str) -> str:
    if form in {"lowerLetter", "upperLetter"} and 0 < number < _MAXIMUM:
        letter = chr(ord("a") + (number - 1) % 26) * min(3, (number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in {"lowerRoman", "upperRoman"} and 0 < number < 4000:
        roman = _roman(number)
        return roman.upper() if form == "upperRoman" else roman
    if form.startswith(("chinese", "japanese", "ideograph")) and 0 < number < 100:
        return _chinese(number)
    return str(number)


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        written += letters * count
    return written


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_CHINESE[tens]}十"
    return head + (_CHINESE[ones] if ones or not tens else "")
