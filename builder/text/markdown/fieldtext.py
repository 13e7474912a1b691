"""The text of one field on its way to HTML: what was met, where, and what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from builder.base.code import Code
from builder.base.diagnostic import Problem, Severity

ClozeMode: TypeAlias = Literal["off", "literal", "deletions"]
"""What ``{{c1::`` means in a field: ``off``, nothing special (the note type has no
clozes); ``literal``, text that Anki must not take for a deletion; ``deletions``."""

FindMedia: TypeAlias = Callable[[str], "str | Problem"]
"""From a reference as written to the file's name in the package, or what is wrong."""
NumberDeletions: TypeAlias = Callable[[Sequence[str], frozenset[int]], Sequence[int]]
"""From the texts of the short-form deletions and the numbers that ``{{c…}}`` has taken
already to a number for each."""


@dataclass(slots=True)
class OpenDeletion:
    """A deletion that is not closed yet; a short form is not closed by ``}}``."""

    is_short: bool
    has_hint: bool = False


class FieldText:
    """A field that is being rendered: its open deletions and the problems found."""

    def __init__(self, text: str, find_media: FindMedia, mode: ClozeMode) -> None:
        self.text = text
        self.find_media = find_media
        self.mode = mode
        self.problems: list[Problem] = []
        # Where the last mention of each reference was found.
        self.found_at: dict[str, int] = {}
        # While parsing.
        self.open: list[OpenDeletion] = []
        # While rendering: how many deletions are open.
        self.depth = 0
        self.short_forms = 0
        # The text in which no `==` closes any more, and from where on.
        self.unclosable: tuple[str, int] = ("", 0)

    def report(
        self, needle: str, code: Code, message: str, severity: Severity = "error"
    ) -> None:
        self.problems.append(Problem(self.place(needle), code, message, severity))

    def report_at(self, needle: str, opening: str, code: Code, message: str) -> None:
        """Warn of a text that stands after an opening."""
        offset = self.place(needle, opening)
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

    def media(self, reference: str, *, written: str = "") -> str:
        """Return the packaged name for a reference; what is wrong is reported."""
        found = self.find_media(reference)
        if isinstance(found, str):
            return found
        offset = self.place(written or reference, "](<", "](", "[sound:", '="', "='")
        self.problems.append(Problem(offset, found.code, found.message, found.severity))
        return reference
