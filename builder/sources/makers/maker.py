"""What a maker is: from an item to the fields of a note, or to none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from builder.sources.items import Item

Fields: TypeAlias = Mapping[str, str | tuple[str, ...] | Mapping[str, str]]
NO_FIELDS: Fields = MappingProxyType({})


def beside(item: Item) -> dict[str, str]:
    """Return the fields that a note of any kind may have, without those that are blank."""
    found = {"hint": item.hint.strip(), "extra": item.extra.strip()}
    return {key: text for key, text in found.items() if text}


@dataclass(frozen=True, slots=True)
class Maker:
    """A way to make an item's own note.

    ``fields`` returns none when the item does not have what it takes.
    """

    kind: str
    fields: Callable[[Item], Fields]
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A note that could stand beside an item's own; ``part`` tells it from its like.

    ``covers`` are the places of the blocks of the answer that it asks for whole.
    """

    kind: str
    fields: Fields
    part: str = ""
    covers: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class PartMaker:
    """A way to make notes of what an answer holds; its name ends the ids of its notes."""

    name: str
    candidates: Callable[[Item], Iterable[Candidate]]
