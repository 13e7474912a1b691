"""The pictures of the shipped deck for the night, made from those for the day.

python tests/night.py
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from places import ROOT

MEDIA = ROOT / "media"
# A colour by day, and the one that says the same on a dark card.
PALETTE = {
    "#f5f7fb": "#20252c",
    "#fff": "#14181d",
    "#1f2937": "#e6edf3",
    "#4b5563": "#b6c0cb",
    "#374151": "#aeb8c4",
    "#6b7280": "#8b949e",
    "#9ca3af": "#6e7681",
    "#e5e7eb": "#363d46",
    "#dcfce7": "#143a23",
    "#16a34a": "#3fb950",
    "#dbeafe": "#163355",
    "#2563eb": "#58a6ff",
    "#fef3c7": "#43330d",
    "#d97706": "#e3a030",
    "#ffe4e6": "#4d1f29",
    "#e11d48": "#ff7b8a",
    "#ede9fe": "#32275c",
    "#7c3aed": "#b392f0",
}
_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b")


def drawings() -> Iterator[Path]:
    """Yield the pictures that are drawn for the day."""
    for path in sorted(MEDIA.rglob("*.svg")):
        if not path.name.endswith(".night.svg"):
            yield path


def twin(path: Path) -> Path:
    """Return where a picture's twin for the night lies."""
    return path.with_suffix(".night.svg")


def by_night(text: str) -> str:
    """Return a picture in the colours of the night; a colour without one is an error."""
    return _COLOUR.sub(lambda colour: PALETTE[colour.group().lower()], text)


if __name__ == "__main__":
    for drawing in drawings():
        text = by_night(drawing.read_text(encoding="utf-8"))
        twin(drawing).write_text(text, encoding="utf-8", newline="\n")
