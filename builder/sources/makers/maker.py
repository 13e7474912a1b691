"""What a maker is: from an item to the fields of a note, or to none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
    """A way to make a note of an item.

    ``fields`` returns none when the item does not have what it takes. ``suffix`` stands
    behind the item's id when the note is not the item's own.
    """

    kind: str
    fields: Callable[[Item], Fields]
    tags: tuple[str, ...] = ()
    suffix: str = ""
