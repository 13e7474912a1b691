"""The lines of a text with marks of cards, and which of them are code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from builder.sources.items import Item, LeftOut
from builder.sources.readers import fences, lines
from builder.sources.readers.block import Document
from builder.sources.readers.frontmatter import FrontMatter

_SPANS = re.compile(r"(?P<ticks>`+)[^`]*?(?P=ticks)|\$(?=\S)[^$\n]*(?<=\S)\$(?!\d)")
_TAGS = re.compile(r"(?:[ \t]+#[A-Za-z_][\w/-]*)+[ \t]*$")
_COUNTS = re.compile(
    r"(?i)\W*(?:flash\s*)?(?:cards?|karten?|question|frage|q|卡片|问题)?\s*[#№]?\d{1,4}\W*"
)
# What these programs write behind a card, and never show.
_SCHEDULE = re.compile(r"<!--.{0,9999}?-->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A line with its number; ``is_code`` is one of a fence, the fence included."""

    number: int
    text: str
    is_code: bool = False

    @property
    def bare(self) -> str:
        """The line without blanks around it."""
        return self.text.strip()

    @property
    def plain(self) -> str:
        """The line with dots for its code and math, in which no mark is meant."""
        if self.is_code:
            return ""
        return _SPANS.sub(lambda match: "\u00b7" * len(match[0]), self.text)


class MarkedText:
    """A text as the dialects read it, whose lines are told apart only once."""

    def __init__(self, rows: Sequence[tuple[int, str]], head: FrontMatter) -> None:
        self.head = head
        self.lines = list(_lines(rows))

    def has(self, pattern: re.Pattern[str]) -> bool:
        """Whether a line outside of code holds a mark."""
        return any(pattern.search(line.plain) for line in self.lines)

    def paragraphs(self) -> Iterator[list[MarkedLine]]:
        """Go through the runs of lines without a blank one between them."""
        run: list[MarkedLine] = []
        for line in self.lines:
            if line.bare or line.is_code:
                run.append(line)
            elif run:
                yield run
                run = []
        if run:
            yield run


def _lines(rows: Sequence[tuple[int, str]]) -> Iterator[MarkedLine]:
    fence = ""
    for number, text in rows:
        if fence:
            yield MarkedLine(number, text, is_code=True)
            fence = "" if fences.closes(text, fence) else fence
            continue
        opening = lines.FENCE.match(re.sub(r"^\s*(?:[-*+]\s+)?", "", text).strip())
        fence = opening["fence"] if opening is not None else ""
        yield MarkedLine(number, text, is_code=bool(fence))


@dataclass(slots=True)
class Sheet:
    """What a dialect finds: its cards, and what is in none."""

    head: FrontMatter
    items: list[Item] = field(default_factory=list)
    left: list[LeftOut] = field(default_factory=list)
    title: str = ""
    tags: tuple[str, ...] = ()
    _path: list[tuple[int, str]] = field(default_factory=list)

    @property
    def section(self) -> tuple[str, ...]:
        """The headings that stand above, without those that only count the cards."""
        return tuple(title for _, title in self._path if not _COUNTS.fullmatch(title))

    def enter(self, level: int, title: str, line: int) -> None:
        """Go on below a heading; the first of the highest level is the title."""
        if level == 1 and not self.title and not self.items:
            self.title = title
            self.leave(line, title, "title of the document")
            return
        while self._path and self._path[-1][0] >= level:
            self._path.pop()
        self._path.append((level, title))

    def leave(self, line: int, text: str, reason: str = "no mark of a card") -> None:
        """Note what is in no card."""
        if text.strip() and not lines.RULE.match(text.strip()):
            self.left.append(LeftOut(line, text.strip(), reason))

    def document(self) -> Document | None:
        """Return the document, when it has cards."""
        if not self.items:
            return None
        tags = tuple(dict.fromkeys((*self.head.tags, *self.tags)))
        return Document(
            items=tuple(self.items),
            title=self.head.title or self.title,
            tags=tags,
            left_out=tuple(self.left),
        )


def without_schedule(text: str) -> str:
    """Return a text without comments, where programs keep their schedule."""
    return _SCHEDULE.sub("", text) if "<!--" in text else text


def without_tags(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a line without the tags at its end, and these."""
    match = _TAGS.search(text)
    if match is None:
        return text, ()
    names = [one.replace("/", "::") for one in re.findall(r"#(\S+)", match[0])]
    return text[: match.start()], tuple(names)
