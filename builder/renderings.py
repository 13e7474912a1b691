"""What notes were rendered to in the last build: looked up instead of rendered again.

Each is known by a hash of everything that its rendering depends on. So an edit renders
what it changed. Only notes about which nothing was found are kept: a finding has a
place, and places move.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from builder.anki.ankinote import AnkiNote
from builder.anki.apkg.contents import FIELD_SEPARATOR
from builder.anki.media import MediaLibrary
from builder.anki.notetype import NoteType
from builder.base.hashing import digest
from builder.base.toolmarks import tool_marks
from builder.base.treehash import UnusualFileError
from builder.cards.note import Note, source_hash
from builder.cards.project import Project
from builder.shelf import Shelf
from builder.versions.lock import LockedNote


@dataclass(frozen=True, slots=True)
class RenderingGrounds:
    """Hashes of what renderings depend on beside their notes, without media and with."""

    bare: str
    whole: str


def grounds_of(
    project: Project, note_types: Mapping[str, NoteType], media: MediaLibrary
) -> RenderingGrounds | None:
    """Return what the renderings of a project depend on; nothing if that cannot be told."""
    try:
        tool = tool_marks()
    except (OSError, UnusualFileError):
        return None
    shapes = [repr(_shape(one)) for _, one in sorted(note_types.items())]
    bare = digest(*tool, project.content, "types", *shapes)
    files = [
        f"{reference} {file.name} {file.content_hash}"
        for reference, file in media.files.items()
    ]
    return RenderingGrounds(bare.hex(), digest(bare, "media", *files).hex())


class Renderings:
    """The renderings of a shelf, ``known`` by their keys.

    ``keys`` are those of the notes met, by their ids.
    """

    def __init__(
        self,
        grounds: RenderingGrounds | None,
        shelf: Shelf | None = None,
        known: Mapping[str, tuple[int, str]] | None = None,
    ) -> None:
        self._grounds = grounds
        self._shelf = shelf
        self._known = known or {}
        self.keys: dict[str, str] = {}

    def recall(
        self,
        note: Note,
        known: LockedNote | None,
        note_type: NoteType,
        media: MediaLibrary,
    ) -> AnkiNote | None:
        """Return a note as it was rendered before; nothing when it has to be rendered."""
        if not self._known or not _is_kept(note, note_type):
            return None
        own = _own_key(note, known)
        for key in self._keys(own):
            found = self._known.get(key)
            if found is not None and self._shelf is not None:
                number, rendered = found
                self.keys[note.id] = key
                shown = self._shelf.fields(number)
                return _recalled(note, note_type, media, shown, rendered)
        return None

    def keep(self, note: Note, known: LockedNote | None, rendered: AnkiNote) -> None:
        """Remember the key of a note about which nothing was found."""
        if self._grounds is None or not _is_kept(note, rendered.note_type):
            return
        bare, whole = self._keys(_own_key(note, known))
        needs_media = rendered.media or rendered.read or note.speech
        self.keys[note.id] = whole if needs_media else bare

    def _keys(self, own: bytes) -> tuple[str, str]:
        grounds = self._grounds or RenderingGrounds("", "")
        return digest(grounds.bare, own).hex(), digest(grounds.whole, own).hex()


NOTHING_KEPT = Renderings(None)


def rendered_text(note: AnkiNote) -> str:
    """Return what the rows of a note do not tell of it."""
    values = {
        "ordinals": note.ordinals,
        "media": {name: file.reference for name, file in note.media.items()},
        "short": note.short,
        "explicit": note.explicit,
        "title": note.title,
        "source": note.source_hash,
        "read": [file.reference for file in note.read],
    }
    return json.dumps(values)


def _recalled(
    note: Note, note_type: NoteType, media: MediaLibrary, shown: str, rendered: str
) -> AnkiNote:
    values: Mapping[str, Any] = json.loads(rendered)
    return AnkiNote(
        id=note.id,
        guid=note.guid or "",
        note_type=note_type,
        fields=tuple(shown.split(FIELD_SEPARATOR)),
        tags=note.tags,
        deck=note.deck,
        ordinals=tuple(values["ordinals"]),
        media={
            name: media.files[reference] for name, reference in values["media"].items()
        },
        short=tuple((number, text) for number, text in values["short"]),
        explicit=tuple((number, text) for number, text in values["explicit"]),
        title=values["title"],
        location=note.location,
        source_hash=values["source"],
        was=note.was,
        read=tuple(media.files[reference] for reference in values["read"]),
    )


def _is_kept(note: Note, note_type: NoteType) -> bool:
    """Whether a note is one that is worth keeping.

    What masks become depends on much that is no text, and the cards of a note type
    that was taken over on those that the note came with.
    """
    return note.masks is None and note_type.kept is None and not note.has_mistakes


def _own_key(note: Note, known: LockedNote | None) -> bytes:
    """Return a hash of all of a note that its rendering depends on.

    Whether a text belongs to the note or to the head of its file, a finding may tell.
    """
    shared = (*note.common.values(), *note.speech.values())
    return digest(
        source_hash(note),
        *(note.id, note.was, note.guid or "", note.deck),
        *("texts", *note.texts, "common", *note.common, "speech", *note.speech),
        *("own" if one.location > note.location else "shared" for one in shared),
        *("tags", *note.tags),
        *(repr(known.short if known else ()), repr(known.gone if known else ())),
    )


def _shape(note_type: NoteType) -> list[Any]:
    """Return everything of a note type, in an order that is the same in every process."""
    values = [getattr(note_type, one.name) for one in fields(note_type)]
    return [sorted(one) if isinstance(one, frozenset) else one for one in values]
