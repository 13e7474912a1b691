"""A note type as Anki keeps it: fields, card templates and CSS, each with its id.

https://docs.ankiweb.net/templates/intro.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from builder.anki.apkg.package import Settings
from builder.anki.media import MediaFile
from builder.anki.template import Part, Replacement, replacements

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
    id: int | None
    back_parts: tuple[Part, ...] = ()

    @property
    def replacements(self) -> Iterator[Replacement]:
        """What both sides show, the front before the back."""
        yield from replacements((*self.parts, *self.back_parts))


@dataclass(frozen=True, slots=True)
class Kept:
    """What a note type that came with an existing deck is set to, beyond our own form.

    The settings are by the keys of Anki's JSON, those of ``fields`` and ``templates`` in
    their order; ids of fields and templates may be missing.
    """

    is_cloze: bool
    settings: Settings
    fields: tuple[Settings, ...]
    templates: tuple[Settings, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """All of it in words that can be hashed."""
        told = (self.settings, *self.fields, *self.templates)
        return tuple(repr(sorted(one.items())) for one in told)


@dataclass(frozen=True, slots=True)
class NoteType:
    """A note type as the package will carry it.

    ``key`` is the name that card files use, ``name`` the one Anki shows. With
    ``has_mistakes`` it is what could be read of it, and nothing is built.
    ``source_hash`` is of what the author wrote, whatever the tool adds to it.
    ``reading_fields`` are those that a filter of a template reads ``漢字[かんじ]`` in.
    With ``is_occlusion`` Anki takes it for its own image occlusion: the first fields
    are the masks, the picture, header, back and comments. ``kept`` says that it came
    with a deck, and stays exactly as it is.
    """

    key: str
    name: str
    id: int
    fields: tuple[str, ...]
    field_ids: tuple[int | None, ...]
    templates: tuple[Template, ...]
    css: str
    cloze_fields: frozenset[str]
    media: Mapping[str, MediaFile]
    source_hash: str
    reading_fields: frozenset[str] = frozenset()
    has_mistakes: bool = False
    is_occlusion: bool = False
    kept: Kept | None = None

    @property
    def own_fields(self) -> tuple[str, ...]:
        """The fields that have a name and a use."""
        if self.kept:
            return self.fields
        return tuple(name for name in self.fields if name not in RESERVE_FIELDS)

    @property
    def is_cloze(self) -> bool:
        """Whether its cards come from cloze deletions."""
        return self.kept.is_cloze if self.kept else bool(self.cloze_fields)


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
