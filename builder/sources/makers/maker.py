"""What a maker is: from an item to the fields of a note, or to none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from builder.sources.items import Item

Fields: TypeAlias = Mapping[str, str | tuple[str, ...]]
NO_FIELDS: Fields = MappingProxyType({})


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
