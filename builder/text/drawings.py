"""Diagrams that a text describes: what the picture of each is called in media/.

A build never draws: it must give the same bytes everywhere. ``decks draw`` does, on the
author's machine, and the pictures are committed.
"""

from __future__ import annotations

from builder.base.hashing import short_hash

DRAWINGS_FOLDER = "drawings"
LANGUAGE = "mermaid"
"""The language of a fence that describes a diagram: https://mermaid.js.org."""


def drawing_name(source: str) -> str:
    """Return where below media/ the picture of a diagram lies."""
    return f"{DRAWINGS_FOLDER}/{LANGUAGE}-{short_hash(source.strip())[:12]}.svg"
