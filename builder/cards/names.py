"""Names of decks and tags: what Anki can hold, and how it takes two for one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from builder.base.phrases import first_line

# Anki sets and clears these itself and strips them from an imported package:
# https://docs.ankiweb.net/leeches.html
RESERVED_TAGS = frozenset({"leech", "marked"})
# Deeper decks make Anki refuse the whole package (decks/addupdate.rs).
MAXIMUM_DECK_LEVELS = 10


def composed(name: str) -> str:
    """Return a name in NFC, as Anki keeps decks and tags."""
    return unicodedata.normalize("NFC", name)


def with_parents(decks: Iterable[str]) -> set[str]:
    """Return decks and all decks above them: `A::B::C` brings `A` and `A::B`."""
    parts = [deck.split("::") for deck in set(decks)]
    return {"::".join(one[:depth]) for one in parts for depth in range(1, len(one) + 1)}


def is_below(tag: str, wanted: str) -> bool:
    """Whether a tag is the wanted one or stands below it."""
    return f"{_folded(tag)}::".startswith(f"{_folded(wanted)}::")


def _folded(tag: str) -> str:
    return composed(tag).casefold()


def line_problem(name: str) -> str:
    """Say what is wrong with a name that is not on one line; nothing when it is."""
    if not re.search(r"[\n\t]", name):
        return ""
    shown = first_line(name)
    return f"`{shown}` has a line break or a tab: write it on one line, with spaces"


def deck_problem(name: str, root: str = "") -> str:
    """Say what is wrong with the name of a deck below ``root``; nothing when all is well.

    Without a ``root`` it is the root deck's own name.
    """
    parts = name.split("::")
    broken = line_problem(name.strip())
    if broken:
        return f"the deck {broken}"
    if not all(part.strip() for part in parts):
        return (
            f"the deck `{name}` has an empty part: write `A::B` with no `::` at an end"
        )
    if any(part != part.strip() for part in parts):
        return f"the deck `{name}` has a space around `::`: Anki takes it away"
    levels = len(parts) + (len(root.split("::")) if root else 0)
    if levels > MAXIMUM_DECK_LEVELS:
        return (
            f"the deck is {levels} levels deep (the root deck counts): Anki imports at "
            f"most {MAXIMUM_DECK_LEVELS}"
        )
    return ""


def tag_problem(tag: str) -> str:
    """Say what is wrong with a tag; nothing when all is well."""
    if not tag:
        return "a tag is empty"
    if re.search(r"\s", tag):
        joined = re.sub(r"\s+", "-", tag.strip())
        return f"the tag `{first_line(tag)}` has a space: write `{first_line(joined)}`"
    if not all(tag.split("::")):
        return f"the tag `{tag}` has an empty part: write `a::b` with no `::` at an end"
    if tag.lower() in RESERVED_TAGS:
        return f"Anki keeps the tag `{tag}` for itself and drops it on import"
    return ""
