"""A line of a report: pieces of text, each with the tone it has on a terminal."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from builder.versions.segment import Segment, marked

Tone = Literal[
    "plain",
    "strong",
    "faint",
    "error",
    "warning",
    "old",
    "new",
    "added",
    "retired",
    "changed",
    "moved",
]
"""How a piece looks; ``old`` is a text that is gone, ``new`` one that came for it."""

ReportLine: TypeAlias = tuple[tuple[Tone, str], ...]

_CONTROL = re.compile(r"[\x00-\x1f\x80-\x9f]")


def without_tones(line: ReportLine) -> str:
    """Return a line for where there are no colours: ``[-old-]`` and ``{+new+}``."""
    return "".join(
        marked([Segment(tone, printable(text))])
        if tone == "old" or tone == "new"  # noqa: PLR1714 -- narrows the type
        else printable(text)
        for tone, text in line
    )


def printable(text: str) -> str:
    """Show control characters as such: what strangers wrote is printed to terminals."""
    return _CONTROL.sub(lambda match: chr(0x2400 + ord(match[0]) % 0x80), text)
