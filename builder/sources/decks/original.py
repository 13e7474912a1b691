"""A deck that exists already: what of it a project takes over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from builder.anki.apkg.package import Package, PackageNote, PackageNoteType

MediaContents: TypeAlias = Callable[[], Iterator[tuple[str, Iterator[bytes]]]]
"""Goes through the media by name, each with its content in pieces."""


@dataclass(frozen=True, slots=True)
class OriginalDeck:
    """A deck of any origin.

    ``name`` is what its file or folder is called. With ``has_identity`` its note types,
    notes and cards have the ids that its learners know. Without, ``shipped`` is what they
    have of its notes, by GUID, and ``shipped_types`` of its note types, by id, as far as
    a package told.
    """

    name: str
    package: Package
    contents: MediaContents
    has_identity: bool
    shipped: Mapping[str, PackageNote] = field(default_factory=dict)
    shipped_types: Mapping[int, PackageNoteType] = field(default_factory=dict)
