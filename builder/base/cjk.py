"""Writing systems: which characters are written without spaces between words."""

from __future__ import annotations

import unicodedata


def is_wide(character: str) -> bool:
    """Whether it is a Chinese or Japanese character or full-width punctuation.

    Korean is as wide, but puts spaces between its words.
    """
    if not character or unicodedata.east_asian_width(character) not in "WF":
        return False
    return not unicodedata.name(character, "").startswith("HANGUL")
