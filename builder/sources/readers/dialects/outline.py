"""An outline of bullets as a tree: what stands in which bullet, and below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from builder.sources.readers.dialects.marked import MarkedLine

_BULLET = re.compile(r"(?P<indent>[ \t]*)(?P<marker>[-*+•]|\d{1,3}[.)])(?:[ \t]+|$)")
_TAB = 4


@dataclass(slots=True)
class Bullet:
    """A bullet: the lines of its own text, and the bullets below it.

    ``indent`` is 0 for a line without a bullet, and counts from 1 for any other.
    """

    indent: int
    lines: list[MarkedLine] = field(default_factory=list)
    children: list[Bullet] = field(default_factory=list)
    is_numbered: bool = False

    @property
    def content_indent(self) -> int:
        """How far the further lines of its text are indented."""
        return self.indent + 1 if self.indent else 0

    @property
    def line(self) -> int:
        """The number of its first line."""
        return self.lines[0].number

    @property
    def text(self) -> str:
        """Its own text."""
        return "\n".join(line.text for line in self.lines).strip("\n ")


def outline(rows: Sequence[MarkedLine]) -> list[Bullet]:
    """Return the bullets of a text; a line without one is a bullet of its own."""
    roots: list[Bullet] = []
    path: list[Bullet] = []
    for line in rows:
        if not line.bare and not line.is_code:
            continue
        match = None if _goes_on(line, path) else _BULLET.match(line.text)
        if match is None and path and (line.is_code or _indent(line.text) > 0):
            path[-1].lines.append(_unindented(line, path[-1].content_indent))
            continue
        indent = _indent(line.text) + 1 if match else 0
        text = line.text[match.end() :] if match else line.bare
        is_numbered = match is not None and match["marker"][0].isdecimal()
        bullet = Bullet(
            indent, [MarkedLine(line.number, text, line.is_code)], [], is_numbered
        )
        while path and path[-1].indent >= indent:
            path.pop()
        (path[-1].children if path and indent else roots).append(bullet)
        path.append(bullet)
    return roots


def walk(bullets: Sequence[Bullet]) -> Iterator[tuple[Bullet, tuple[Bullet, ...]]]:
    """Go through bullets in their order, each with those that it stands below."""
    waiting = [(one, tuple[Bullet, ...]()) for one in reversed(bullets)]
    while waiting:
        bullet, above = waiting.pop()
        yield bullet, above
        inner = (*above, bullet)
        waiting += [(one, inner) for one in reversed(bullet.children)]


def as_markdown(bullets: Sequence[Bullet]) -> str:
    """Return bullets as Markdown: a list, or the text of a single one."""
    if len(bullets) == 1 and not bullets[0].children:
        return bullets[0].text
    return "\n".join(_listed(bullets, ""))


def _listed(bullets: Sequence[Bullet], prefix: str) -> Iterator[str]:
    for number, bullet in enumerate(bullets, start=1):
        marker = f"{number}. " if bullet.is_numbered else "- "
        first, *more = bullet.text.split("\n")
        inner = prefix + " " * len(marker)
        yield f"{prefix}{marker}{first}"
        yield from (f"{inner}{row}".rstrip() for row in more)
        yield from _listed(bullet.children, inner)


def _goes_on(line: MarkedLine, path: Sequence[Bullet]) -> bool:
    """Whether a line is code that began in the bullet before."""
    return line.is_code and bool(path) and path[-1].lines[-1].is_code


def _indent(text: str) -> int:
    head = text[: len(text) - len(text.lstrip())]
    return len(head.expandtabs(_TAB))


def _unindented(line: MarkedLine, indent: int) -> MarkedLine:
    text = line.text.expandtabs(_TAB) if line.text.startswith("\t") else line.text
    cut = min(len(text) - len(text.lstrip()), indent)
    return MarkedLine(line.number, text[cut:], line.is_code)
