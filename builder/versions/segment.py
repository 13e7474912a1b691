"""A stretch of text in a comparison, and how it reads without colours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Side = Literal["same", "old", "new"]
"""Which side has a text: both, or one of them."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text that both sides have, or one of them."""

    side: Side
    text: str


def marked(segments: Iterable[Segment]) -> str:
    """Return plain text with ``[-old-]`` and ``{+new+}``, as ``git --word-diff``."""
    marks = {"same": "{}", "old": "[-{}-]", "new": "{{+{}+}}"}
    return "".join(marks[one.side].format(one.text) for one in segments)
