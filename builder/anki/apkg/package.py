"""What a package holds, as records: what an import could bring."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Settings: TypeAlias = Mapping[str, str | int | bool]
"""What a note type, field or template is set to beyond its name and texts, by the keys
that Anki's JSON has; what is not there is as Anki has it by default."""


@dataclass(frozen=True, slots=True)
class PackageField:
    """A field of a note type; older tools give fields no id."""

    name: str
    id: int | None
    settings: Settings = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class PackageTemplate:
    """A card template of a note type; older tools give templates no id."""

    name: str
    id: int | None
    front: str
    back: str
    settings: Settings = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class PackageNoteType:
    """A note type; ``modified`` is in seconds since 1970."""

    id: int
    name: str
    modified: int
    is_cloze: bool
    fields: tuple[PackageField, ...]
    templates: tuple[PackageTemplate, ...]
    css: str
    settings: Settings = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class PackageCard:
    """A card by its ordinal.

    ``is_new`` says that it was never studied, ``position`` is its place among the new
    cards, that it had or has.
    """

    ordinal: int
    id: int
    deck: str
    is_new: bool = True
    position: int = 0


@dataclass(frozen=True, slots=True)
class PackageNote:
    """A note; ``number`` is Anki's note id, ``modified`` in seconds since 1970.

    ``ordinals`` are its cards, ``decks`` where they are, ``position`` the place of the
    first among the new cards.
    """

    guid: str
    number: int
    note_type: PackageNoteType
    modified: int
    values: tuple[str, ...]
    tags: tuple[str, ...]
    decks: tuple[str, ...]
    ordinals: tuple[int, ...]
    position: int
    cards: tuple[PackageCard, ...] = field(default=(), compare=False)

    @property
    def fields(self) -> dict[str, str]:
        """The values by the names of their fields."""
        names = [field.name for field in self.note_type.fields]
        return dict(zip(names, self.values, strict=False))


@dataclass(frozen=True, slots=True)
class PackageDeck:
    """A deck by its full name."""

    name: str
    description: str


@dataclass(frozen=True, slots=True)
class PackageMedia:
    """A media file by its name in Anki."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Package:
    """All that an import could bring, sorted; scheduling is left out.

    Note types and decks are those in use: an export carries Anki's stock ones too.
    """

    format: int
    notes: tuple[PackageNote, ...]
    note_types: tuple[PackageNoteType, ...]
    decks: tuple[PackageDeck, ...]
    media: tuple[PackageMedia, ...]
