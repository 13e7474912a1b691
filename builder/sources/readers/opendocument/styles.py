"""The styles of an OpenDocument file: what is bold, a heading, code, a numbered list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from builder.sources.readers import xmltree
from builder.sources.readers.zipped import Archive

_CODE = re.compile(r"(?i)preformatted|source|\bcode\b|listing|verbatim")
_TITLE = re.compile(r"(?i)(?:sub)?title$")
_MAXIMUM_PARENTS = 12
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class TextStyle:
    """What a style makes of its text."""

    is_bold: bool = False
    is_code: bool = False
    is_title: bool = False
    list_name: str = ""


@dataclass(frozen=True, slots=True)
class ListLevel:
    """How the items of a list are counted; ``form`` is blank for bullets."""

    form: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int = 1

    def marker(self, number: int) -> str:
        """Return what is seen before an item."""
        if not self.form:
            return "-"
        return (
            f"{self.prefix.strip()}{_counted(number, self.form)}{self.suffix.strip()}"
        )


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a file by name."""

    texts: Mapping[str, TextStyle] = field(default_factory=dict)
    lists: Mapping[str, Mapping[int, ListLevel]] = field(default_factory=dict)

    @staticmethod
    def of(archive: Archive, content: Element) -> Styles:
        """Read the styles of a file, its own and those of its text."""
        roots = [content]
        shared = archive.xml("styles.xml")
        if shared is not None:
            roots.append(shared)
        elements = {
            xmltree.attribute(one, "name"): one
            for root in roots
            for one in xmltree.below(root, "style")
        }
        lists = {
            xmltree.attribute(one, "name"): dict(_levels(one))
            for root in roots
            for one in xmltree.below(root, "list-style")
        }
        return Styles({name: _style(name, elements) for name in elements}, lists)

    def text(self, name: str) -> TextStyle:
        """Return a style of text."""
        return self.texts.get(name, TextStyle())

    def level(self, name: str, depth: int) -> ListLevel:
        """Return how a list counts at a depth, from 0."""
        return self.lists.get(name, {}).get(depth + 1, ListLevel())


def _style(name: str, elements: Mapping[str, Element]) -> TextStyle:
    weight = list_name = ""
    names: list[str] = []
    for _ in range(_MAXIMUM_PARENTS):
        names.append(name)
        element = elements.get(name)
        if element is None:
            break
        names.append(xmltree.attribute(element, "display-name"))
        properties = xmltree.child(element, "text-properties")
        if properties is not None:
            weight = weight or xmltree.attribute(properties, "font-weight")
        list_name = list_name or xmltree.attribute(element, "list-style-name")
        name = xmltree.attribute(element, "parent-style-name")
    spoken = [one.replace("_20_", " ") for one in names]
    return TextStyle(
        weight == "bold" or weight in {"600", "700", "800", "900"},
        any(_CODE.search(one) for one in spoken),
        any(_TITLE.fullmatch(one) for one in spoken),
        list_name,
    )


def _levels(element: Element) -> Iterator[tuple[int, ListLevel]]:
    for one in element:
        number = xmltree.attribute(one, "level")
        if not number.isdecimal() or len(number) > 2:
            continue
        is_counted = xmltree.local(one) == "list-level-style-number"
        start = xmltree.attribute(one, "start-value")
        yield (
            int(number),
            ListLevel(
                xmltree.attribute(one, "num-format") if is_counted else "",
                xmltree.attribute(one, "num-prefix") if is_counted else "",
                xmltree.attribute(one, "num-suffix") or ("." if is_counted else ""),
                int(start) if start.isdecimal() and len(start) < 6 else 1,
            ),
        )


def _counted(number: int, form: str) -> str:
    if form.lower() == "a" and 0 < number <= len(_LETTERS):
        letter = _LETTERS[number - 1]
        return letter.upper() if form == "A" else letter
    return str(number)
