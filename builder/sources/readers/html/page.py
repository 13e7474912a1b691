"""The Markdown of a web page as it grows, line by line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_WINDOW = 50_000


@dataclass(slots=True)
class Page:
    """The Markdown of a page as it grows, with the source line of each of its lines.

    ``has_named`` tells that what the page's own names call a question is one.
    """

    source: str
    lines: list[tuple[int, str]] = field(default_factory=list)
    noise: list[tuple[int, str]] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    position: int = 0
    line: int = 1
    counted: int = 0
    prefix: str = ""
    first_prefix: str = ""
    is_title: bool = False
    has_named: bool = False

    def start(self) -> None:
        """Move to the body: the head holds words that stand there again."""
        body = re.search(r"(?i)<body\b", self.source)
        if body is not None:
            self.line += self.source.count("\n", 0, body.start())
            self.position = self.counted = body.start()

    def inner(self, *, is_title: bool) -> Page:
        """Return an empty page for a part of this one."""
        return Page(
            self.source,
            noise=self.noise,
            position=self.position,
            line=self.line,
            counted=self.counted,
            is_title=is_title or self.is_title,
            has_named=self.has_named,
        )

    def go_on(self, inner: Page) -> None:
        """Go on in the source behind a part of this page."""
        self.position, self.line = inner.position, inner.line
        self.counted = inner.counted

    def seek(self, text: str) -> None:
        """Move on to where a text stands in the source."""
        probe = text.strip()[:40].split("\n")[0]
        if len(probe) < 2:
            return
        found = self.source.find(probe, self.position, self.position + _WINDOW)
        if found >= 0:
            self.line += self.source.count("\n", self.counted, found)
            self.counted = self.position = found

    def flush(self) -> None:
        """Write the text gathered so far as a paragraph."""
        text = "".join(self.inline)
        self.inline.clear()
        text = re.sub(r"[ \t]*\n[ \t]*", "\n", re.sub(r"[ \t]+", " ", text)).strip()
        # A line break of HTML is one that is seen: Markdown needs a paragraph for it.
        for row in text.split("\n"):
            if row:
                self.paragraph(row)

    def paragraph(self, text: str, *, is_tight: bool = False) -> None:
        """Write lines; every one gets the prefix of the lists and quotes around."""
        rows = text.split("\n")
        if not is_tight and not self.first_prefix:
            before = self.lines[-1][1] if self.lines else ""
            gap = self.prefix.rstrip()
            self.lines.append((self.line, gap if before.startswith(gap) else ""))
        for number, row in enumerate(rows):
            head = (
                self.first_prefix if self.first_prefix and not number else self.prefix
            )
            self.lines.append((self.line, f"{head}{row}" if row else head.rstrip()))
            if not number:
                self.first_prefix = ""

    def finish(self) -> None:
        """Write what is left."""
        self.flush()
