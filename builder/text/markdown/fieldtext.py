"""The text of one field on its way to HTML: what was met, where, and what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

from builder.base.code import Code
from builder.base.diagnostic import Problem, Severity

if TYPE_CHECKING:
    from markdown_it.token import Token

ClozeMode: TypeAlias = Literal["off", "literal", "deletions"]
"""What ``{{c1::`` means in a field: ``off``, nothing special (the note type has no
clozes); ``literal``, text that Anki must not take for a deletion; ``deletions``."""

NumberDeletions: TypeAlias = Callable[[Sequence[str], frozenset[int]], Sequence[int]]
"""From the texts of the short-form deletions and the numbers that ``{{c…}}`` has taken
already to a number for each."""


class FindMedia(Protocol):
    """From a reference as written to the file's name in the package, or what is wrong."""

    def __call__(self, reference: str, *, is_unseen: bool = False) -> str | Problem:
        """Look a file up; ``is_unseen`` says that Anki does not look for media there."""


@dataclass(slots=True)
class OpenDeletion:
    """A deletion that is not closed yet; a short form is not closed by ``}}``.

    ``braces`` are those of its text that are open, ``is_braced`` says that one stands
    before it, ``links`` in how many links it stands.
    """

    is_short: bool
    has_hint: bool = False
    braces: int = 0
    is_braced: bool = False
    links: int = 0


class FieldText:
    """A field that is being rendered: its open deletions and the problems found.

    ``has_latex`` says that LaTeX was asked for, ``has_readings`` that ``漢字[かんじ]`` is
    a reading and not left to a filter of a template.
    """

    def __init__(
        self,
        text: str,
        find_media: FindMedia,
        mode: ClozeMode = "off",
        *,
        has_latex: bool = False,
        has_readings: bool = True,
    ) -> None:
        self.text = text
        self.find_media = find_media
        self.mode = mode
        self.has_latex = has_latex
        self.has_readings = has_readings
        self.problems: list[Problem] = []
        # Where the last mention of each reference was found.
        self.found_at: dict[str, int] = {}
        # While parsing: the block, and what is open around a place in it.
        self.block: Token | None = None
        self.line_starts: list[int] = []
        self.open = [OpenDeletion(is_short=True)]
        self.is_in_label = False
        # The text in which no `==` closes any more, and from where on.
        self.unclosable: tuple[str, int] = ("", 0)
        self.names_of_tags: frozenset[str] | None = None
        # How often each kind of finding was told of.
        self.told: dict[Code, int] = {}
        # The kinds of LaTeX that have no end any more, with the text that lacks them.
        self.unended: set[tuple[str, str]] = set()
        # While rendering: of each open deletion, whether its hint has begun.
        self.hinted: list[bool] = []

    def anew(self) -> FieldText:
        """Return the same field, of which nothing was read yet."""
        return FieldText(
            self.text,
            self.find_media,
            self.mode,
            has_latex=self.has_latex,
            has_readings=self.has_readings,
        )

    @property
    def is_inside(self) -> bool:
        """Whether what is rendered now stands in a deletion."""
        return bool(self.hinted)

    def report(
        self, needle: str, code: Code, message: str, severity: Severity = "error"
    ) -> None:
        """Tell of the next mention of a text."""
        self.problems.append(Problem(self.place(needle), code, message, severity))

    def warn(self, offset: int, code: Code, message: str) -> None:
        """Tell of something that a deck can be built with."""
        self.told[code] = self.told.get(code, 0) + 1
        self.problems.append(Problem(offset, code, message, "warning"))

    def place(self, needle: str, *openings: str) -> int:
        """Return where the next mention of a text stands, best after an opening."""
        for opening in (*openings, ""):
            start = self.found_at.get(opening + needle, -1) + 1
            offset = self.text.find(opening + needle, start)
            if offset >= 0:
                self.found_at[opening + needle] = offset
                return offset + len(opening)
        return max(self.text.find(needle), 0)

    def offset(self, source: str, position: int) -> int:
        """Return where a character of a block's text stands in the field."""
        block = self.block
        if block is None or source is not block.content:
            return self.place(source[position : position + 20].partition("\n")[0])
        return self.offset_in(block, position)

    def offset_in(self, block: Token, position: int) -> int:
        """Return where a character of a block that was read stands in the field."""
        source = block.content
        if block.map is None:
            return self.place(source[position : position + 20].partition("\n")[0])
        begin = source.rfind("\n", 0, position) + 1
        end = source.find("\n", begin)
        line = source[begin : end if end >= 0 else len(source)]
        first = self.line_start(block.map[0] + source.count("\n", 0, position))
        found = self.text.find(line, first)
        return found + position - begin if found >= 0 else first

    def line_start(self, number: int) -> int:
        """Return where a line of the field begins."""
        if not self.line_starts:
            lengths = (len(line) + 1 for line in self.text.split("\n"))
            self.line_starts = [0, *accumulate(lengths)]
        return self.line_starts[min(number, len(self.line_starts) - 1)]

    def media(
        self, reference: str, *, written: str = "", is_unseen: bool = False
    ) -> str:
        """Return the packaged name for a reference; what is wrong is reported."""
        found = self.find_media(reference, is_unseen=is_unseen)
        if isinstance(found, str):
            return found
        offset = self.place(written or reference, "](<", "](", "[sound:", '="', "='")
        self.problems.append(Problem(offset, found.code, found.message, found.severity))
        return reference
