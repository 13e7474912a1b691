"""What a source might hold so that a card does something: ``tests/data/hostile.txt``."""

from __future__ import annotations

from places import DATA

from builder.sources.disarm import inert_text
from builder.sources.safehtml import clean

_SIGNS = str.maketrans({"⏎": "\n", "␉": "\t", "␀": "\0"})
_LINES = (DATA / "hostile.txt").read_text(encoding="utf-8").split("\n")

VECTORS = [
    line.translate(_SIGNS)
    for line in _LINES[_LINES.index("") :]
    if line and not line.startswith("===")
]


def made_inert(text: str) -> str:
    """Return a text as it goes into a card file."""
    return inert_text(clean(text))
