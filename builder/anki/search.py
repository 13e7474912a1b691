"""Searches for Anki's browser (https://docs.ankiweb.net/searching.html)."""

from __future__ import annotations

import re


def card_search(*numbers: int) -> str:
    """Return a search for cards by their numbers."""
    return f"cid:{','.join(map(str, numbers))}"


def deck_search(name: str) -> str:
    """Return a search for the cards of a deck without those of its subdecks."""
    # https://docs.ankiweb.net/searching.html#matching-special-characters
    escaped = re.sub(r'([\\"*_])', r"\\\1", name)
    return f'"deck:{escaped}" -"deck:{escaped}::*"'
