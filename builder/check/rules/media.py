"""Every file of media/ is there for a card."""

from __future__ import annotations

from collections.abc import Iterator

from builder.anki.media import MediaFile
from builder.base.code import Code
from builder.base.diagnostic import Diagnostic, Location
from builder.cards.project import MEDIA_FOLDER
from builder.check.subject import Subject


def unused_media(subject: Subject) -> Iterator[Diagnostic]:
    """A file that no card shows is told of: what was left out may show it."""
    if not subject.is_whole:
        return
    used: set[MediaFile] = set()
    for note in subject.anki_notes:
        used.update((*note.media.values(), *note.read))
    for note_type in subject.note_types.values():
        used.update(note_type.media.values())
    for file in subject.media.files.values():
        if file not in used:
            place = Location(f"{MEDIA_FOLDER}/{file.reference}")
            message = "no card uses this file: it is left out"
            yield Diagnostic(place, Code.MEDIA_UNUSED, message, "warning")
