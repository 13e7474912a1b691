"""A note type as Anki keeps it: fields, card templates and CSS, each with its id.

https://docs.ankiweb.net/templates/intro.html
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from builder.anki.media import MediaFile
from builder.anki.template import Part

# Empty fields at the end of every note type: a later version can give one a name and a
# use without asking learners to merge note types.
RESERVE_FIELDS = ("Reserve 1", "Reserve 2")


@dataclass(frozen=True, slots=True)
class Template:
    """A card template, read and as text; ``parts`` are those of its front."""

    name: str
    front: str
    back: str
    parts: tuple[Part, ...]
    id: int


@dataclass(frozen=True, slots=True)
class NoteType:
    """A note type as the package will carry it.

    ``key`` is the name that card files use, ``name`` the one Anki shows. With
    ``has_mistakes`` it is what could be read of it, and nothing is built.
    ``source_hash`` is of what the author wrote, whatever the tool adds to it. With
    ``is_occlusion`` Anki takes it for its own image occlusion: the first fields are
    the masks, the picture, header, back and comments.
    """

    key: str
    name: str
    id: int
    fields: tuple[str, ...]
    field_ids: tuple[int, ...]
    templates: tuple[Template, ...]
    css: str
    cloze_fields: frozenset[str]
    media: Mapping[str, MediaFile]
    source_hash: str
    has_mistakes: bool = False
    is_occlusion: bool = False

    @property
    def own_fields(self) -> tuple[str, ...]:
        """The fields that have a name and a use."""
        return tuple(name for name in self.fields if name not in RESERVE_FIELDS)

    @property
    def is_cloze(self) -> bool:
        """Whether its cards come from cloze deletions."""
        return bool(self.cloze_fields)


def fields_in_reserve(used: int, released: int) -> tuple[str, ...]:
    """Return the reserve fields behind ``used`` others of ``released`` in all.

    Anki takes a field that has another name at its place, under the same id, for
    renamed; what it cannot take without asking every learner is another number of
    fields (rslib/src/import_export/package/apkg/import/notes.rs, ``equal_schema``).
    """
    if not released:
        return RESERVE_FIELDS
    left = max(0, min(released - used, len(RESERVE_FIELDS)))
    return RESERVE_FIELDS[len(RESERVE_FIELDS) - left :]
