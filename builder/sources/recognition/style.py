"""The ways of marking a question that a document keeps to: its styles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

StyleKind = Literal[
    "bold",
    "heading",
    "item",
    "label",
    "line",
    "pair",
    "question",
    "quote",
    "summary",
    "term",
    "whole",
]
NO_LEVEL = 7
"""Below all headings."""


@dataclass(frozen=True, slots=True, order=True)
class MarkingStyle:
    """How one way of marking questions looks.

    ``level`` is that of a heading whose style depends on it. ``form`` tells more: of a
    list item how it counts (``1.``, ``bullet``), of a pair what parts it, and ``n`` a
    number, ``q`` a word that says question, ``lone`` such a word without a question,
    ``number`` a number without one. ``depth`` is how far it is indented.
    """

    kind: StyleKind
    level: int = NO_LEVEL
    form: str = ""
    depth: int = 0
    is_bold: bool = False

    @property
    def is_explicit(self) -> bool:
        """Whether its marks say by a word that they are questions."""
        return self.kind in {"label", "question"} or self.form in {"q", "lone"}

    @property
    def is_bullet(self) -> bool:
        """Whether its marks are list items without a number."""
        return self.kind == "item" and self.form == "bullet"

    @property
    def is_bare_number(self) -> bool:
        """Whether its marks are headings that only count."""
        return self.form == "number"

    @property
    def is_bold_item(self) -> bool:
        """Whether its marks are list items whose titles stand out."""
        return self.kind == "item" and self.is_bold

    @property
    def is_titled(self) -> bool:
        """Whether its marks stand out from the text around them."""
        return self.kind in {"heading", "bold"} or self.is_bold

    def is_beside(self, other: MarkingStyle) -> bool:
        """Whether both mark items of one list, in bold or not."""
        return (self.kind, self.form, self.depth) == (
            other.kind,
            other.form,
            other.depth,
        )
