"""A note as Anki keeps it: rendered fields, GUID, tags and the cards it makes."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from builder.anki import template
from builder.anki.fieldrenderer import FieldRenderer
from builder.anki.media import MediaFile, MediaLibrary
from builder.anki.notefields import note_fields
from builder.anki.notetype import NoteType
from builder.anki.occlusion.placedmask import mask_ordinals
from builder.base.code import Code
from builder.base.diagnostic import Diagnostic, Location
from builder.base.hashing import short_hash
from builder.base.phrases import shortened
from builder.cards.note import Note, source_hash
from builder.cards.project import Project
from builder.text import cloze
from builder.text.clozenumbers import Numbered
from builder.text.markdown import NumberDeletions

_TITLE = 60


@dataclass(frozen=True, slots=True)
class AnkiNote:
    """One row of Anki's notes, without what only the lock knows (id and time).

    ``ordinals`` are its cards. ``media`` maps names in the package to files. ``short``
    are the deletions of the short form, number and text in order of appearance,
    ``explicit`` those with numbers of the author's. ``title`` is the beginning of its
    main text, for people. ``was`` is the id that it had before, if it had another.
    ``source_hash`` is of what the author wrote, however it is rendered. ``read`` are the
    files of media/ that it was made from and that no card shows.
    """

    id: str
    guid: str
    note_type: NoteType
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    deck: str
    ordinals: tuple[int, ...]
    media: Mapping[str, MediaFile]
    short: tuple[Numbered, ...]
    explicit: tuple[Numbered, ...]
    title: str
    location: Location
    source_hash: str
    was: str = ""
    read: tuple[MediaFile, ...] = ()
    content_hash: str = field(init=False, compare=False)
    """A hash of all that an import would bring to a learner who has the note."""

    def __post_init__(self) -> None:
        parts = (self.note_type.key, *self.fields, "tags", *self.tags)
        parts = (*parts, *_kept_contents(self.media))
        object.__setattr__(self, "content_hash", short_hash(*parts))


@dataclass(frozen=True, slots=True)
class CardsBefore:
    """The cards that a note came with, until its source is another.

    An empty hash stands for any source.
    """

    source_hash: str
    ordinals: tuple[int, ...]


def make_anki_note(  # noqa: PLR0913, PLR0917 -- all that a note depends on
    note: Note,
    note_type: NoteType,
    library: MediaLibrary,
    number_deletions: NumberDeletions,
    project: Project,
    cards_before: CardsBefore | None = None,
) -> tuple[AnkiNote | None, list[Diagnostic]]:
    """Render a note's fields and find its cards; nothing when there are errors.

    ``note`` has its GUID. One of a kept note type has ``cards_before``, stale ones and
    missing ones too, until it is edited.

    What could be read of a note or note type with mistakes is rendered for what is
    found on the way.
    """
    rendering = FieldRenderer(note, note_type, library, number_deletions, project)
    fields = note_fields(note, rendering)
    if note.has_mistakes or note_type.has_mistakes:
        return None, rendering.diagnostics
    # A number is the author's too: it is a learner's schedule.
    source = short_hash(
        source_hash(note),
        *map(str, rendering.short),
        *(file.content_hash for file in rendering.media.read),
        *rendering.said,
        *_kept_contents(rendering.media.found),
    )
    ordinals = _ordinals_before(note_type, cards_before, source)
    if ordinals is None:
        ordinals = tuple(sorted(card_ordinals(note_type, fields, note.tags)))
        if not ordinals and not rendering.has_errors:
            rendering.report(note.main_text.location, *_no_card(note_type))
    if rendering.has_errors:
        return None, rendering.diagnostics
    made = _anki_note(note, rendering, fields, ordinals, source)
    return made, rendering.diagnostics


def _ordinals_before(
    note_type: NoteType, before: CardsBefore | None, source: str
) -> tuple[int, ...] | None:
    if note_type.kept is None or before is None:
        return None
    return before.ordinals if before.source_hash in {"", source} else None


def _anki_note(
    note: Note,
    rendering: FieldRenderer,
    fields: Sequence[str],
    ordinals: tuple[int, ...],
    source: str,
) -> AnkiNote:
    return AnkiNote(
        id=note.id,
        guid=note.guid or "",
        note_type=rendering.note_type,
        fields=tuple(fields),
        tags=note.tags,
        deck=note.deck,
        ordinals=ordinals,
        media=rendering.media.found,
        short=tuple(rendering.short),
        explicit=tuple(rendering.explicit),
        title=_title(note),
        location=note.location,
        source_hash=source,
        was=note.was,
        read=tuple(rendering.media.read),
    )


def _kept_contents(media: Mapping[str, MediaFile]) -> list[str]:
    """Return the contents of files whose names do not tell them."""
    return sorted(file.content_mark for file in media.values() if file.is_kept)


def _title(note: Note) -> str:
    """Return the first words of a note's main text without their markup."""
    text = note.main_text.value
    if note.is_html:
        text = html.unescape(re.sub(r"<[^>]*>", " ", text))
    plain = re.sub(r"\{\{c[0-9,]+::|::[^{}]*\}\}|\}\}|==|[*`]", "", text)
    words = " ".join(plain.split())
    return shortened(words, _TITLE)


def _no_card(note_type: NoteType) -> tuple[Code, str]:
    if note_type.is_cloze:
        return (
            Code.CLOZE_NONE,
            "no deletion: hide something with `{{c1::…}}` or `==…==`",
        )
    message = (
        f"the note makes no card: every front of the note type `{note_type.key}` is "
        "blank with these fields"
    )
    return Code.NO_CARD, message


def card_ordinals(
    note_type: NoteType, fields: Sequence[str], tags: Sequence[str]
) -> set[int]:
    """Return the ordinals of the cards that Anki itself would make."""
    if note_type.is_occlusion:
        return set(mask_ordinals(fields))
    if note_type.is_cloze:
        return cloze.card_ordinals(fields)
    filled = {
        name
        for name, value in zip(note_type.fields, fields, strict=True)
        if not template.is_blank(value)
    }
    if tags:
        filled.add("Tags")
    return {
        ordinal
        for ordinal, one in enumerate(note_type.templates)
        if template.renders_with(one.parts, filled)
    }
