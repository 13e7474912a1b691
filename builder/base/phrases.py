"""Small phrases of messages: counted things, lists and texts cut to a line."""

from __future__ import annotations

from collections.abc import Sequence


def counted(number: int, thing: str) -> str:
    """Return a number with its thing: ``1 note``, ``2 notes``, ``1,200 notes``."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def listed(things: Sequence[str], most: int) -> str:
    """Return the first things and how many there are besides: ``a, b and 3 more``."""
    shown = ", ".join(things[:most])
    return shown if len(things) <= most else f"{shown} and {len(things) - most:,} more"


def and_more(number: int) -> str:
    """Return the line below a list that was cut: ``… and 3 more``."""
    return f"… and {number:,} more"


def shortened(text: str, length: int) -> str:
    """Return a text of at most ``length`` characters; what is cut off shows as ``…``."""
    return text if len(text) <= length else f"{text[: length - 1]}…"


def first_line(text: str, length: int = 60) -> str:
    """Return the first line of a text, shortened, as messages quote it."""
    return shortened(text.strip().split("\n")[0], length)
