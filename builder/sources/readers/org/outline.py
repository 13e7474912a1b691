"""Org as a tree of headings with their tags, properties and lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from builder.sources.readers.lines import NumberedLine

_HEADING = re.compile(
    r"(?P<stars>\*{1,20})[ \t]+(?:(?P<todo>TODO|DONE|NEXT|WAITING|CANCELLED|CANCELED)[ \t]+)?"
    r"(?:\[#[A-Z0-9]\][ \t]+)?(?P<title>.*?)(?:[ \t]+:(?P<tags>[\w@#%:]+):)?[ \t]*$"
)
_DRAWER = re.compile(r"[ \t]*:(?P<name>[A-Za-z_-]+):[ \t]*$")
_PROPERTY = re.compile(r"[ \t]*:(?P<name>[^:\s]+):[ \t]*(?P<value>.*)$")
_PLANNING = re.compile(r"[ \t]*(?:SCHEDULED|DEADLINE|CLOSED):[ \t]*[<\[]")
_KEYWORD = re.compile(r"#\+(?P<name>[A-Za-z_]+):[ \t]*(?P<value>.*)$")
_BEGIN = re.compile(r"(?i)[ \t]*#\+begin_(?P<name>\w+)")
_END = re.compile(r"(?i)[ \t]*#\+end_(?P<name>\w+)")
_LONGEST_DRAWER = 200


@dataclass(slots=True)
class Heading:
    """A heading, the lines below it up to the next one, and the headings inside.

    The root has the level 0 and the lines before the first heading.
    """

    level: int
    title: str
    line: int
    tags: tuple[str, ...] = ()
    properties: dict[str, str] = field(default_factory=dict)
    rows: list[NumberedLine] = field(default_factory=list)
    children: list[Heading] = field(default_factory=list)

    def child(self, *titles: str) -> Heading | None:
        """Return the first heading inside with one of these titles."""
        return next((one for one in self.children if one.title.lower() in titles), None)

    def walk(self) -> Iterator[tuple[Heading, tuple[Heading, ...]]]:
        """Go through all headings inside, each with those it stands below."""
        waiting = [(one, tuple[Heading, ...]()) for one in reversed(self.children)]
        while waiting:
            heading, above = waiting.pop()
            yield heading, above
            inner = (*above, heading)
            waiting += [(one, inner) for one in reversed(heading.children)]


@dataclass(frozen=True, slots=True)
class OrgFile:
    """A file: its headings, and what it says of itself."""

    root: Heading
    keywords: Mapping[str, str]


def parsed(text: str) -> OrgFile:
    """Return a file as a tree."""
    root = Heading(0, "", 1)
    path = [root]
    keywords: dict[str, str] = {}
    rows = list(enumerate(text.split("\n"), start=1))
    ends = last_ends(rows)
    place = 0
    block = ""
    while place < len(rows):
        number, row = rows[place]
        block = _block_after(row, block, ends, place)
        place += 1
        heading = None if block else _HEADING.match(row)
        if heading is not None:
            one = _heading(heading, number)
            while path[-1].level >= one.level:
                path.pop()
            path[-1].children.append(one)
            path.append(one)
            continue
        keyword = None if block else _KEYWORD.match(row)
        drawer = None if block else _DRAWER.match(row)
        if keyword is not None:
            keywords.setdefault(keyword["name"].lower(), keyword["value"].strip())
        elif drawer is not None and drawer["name"].upper() != "END":
            place = _read_drawer(rows, place, drawer["name"], path[-1])
        elif block or not _PLANNING.match(row):
            path[-1].rows.append((number, row))
    return OrgFile(root, keywords)


def last_ends(rows: Sequence[NumberedLine]) -> dict[str, int]:
    """Return where the last end of each kind of block stands."""
    matches = ((place, _END.match(row)) for place, (_, row) in enumerate(rows))
    return {match["name"].lower(): place for place, match in matches if match}


def _block_after(row: str, block: str, ends: Mapping[str, int], place: int) -> str:
    """Return the block that a line stands in, or begins; one that never ends is none."""
    if block:
        end = _END.match(row)
        return "" if end and end["name"].lower() == block else block
    begin = _BEGIN.match(row)
    name = begin["name"].lower() if begin else ""
    return name if ends.get(name, -1) > place else ""


def _heading(match: re.Match[str], number: int) -> Heading:
    tags = tuple(tag for tag in (match["tags"] or "").split(":") if tag)
    return Heading(len(match["stars"]), match["title"].strip(), number, tags)


def _read_drawer(
    rows: Sequence[NumberedLine], place: int, name: str, heading: Heading
) -> int:
    """Read a drawer and return where it ends; one that never ends is text."""
    for end in range(place, min(place + _LONGEST_DRAWER, len(rows))):
        if rows[end][1].strip().upper() == ":END:":
            if name.upper() == "PROPERTIES":
                for _, row in rows[place:end]:
                    match = _PROPERTY.match(row)
                    if match is not None:
                        heading.properties[match["name"].upper()] = match[
                            "value"
                        ].strip()
            return end + 1
    return place
