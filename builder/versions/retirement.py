"""Notes that a release retires: for learners they become a notice that is easily found."""

from __future__ import annotations

from collections.abc import Mapping

from builder.anki.ankinote import AnkiNote
from builder.anki.notetype import RESERVE_FIELDS, NoteType
from builder.base.diagnostic import BuilderError, Location
from builder.base.phrases import counted, listed
from builder.cards.note import KINDS
from builder.versions.changes import Changes
from builder.versions.lock import Lock, LockedNote
from builder.versions.releasephrases import words

# A few notes go in any release; a tenth of the deck is a folder that was not there.
_FEW = 3
_LARGE_PART = 10
_MOST_NAMED = 3


def refuse_many_retired(changes: Changes, lock: Lock, agreed: int | None) -> None:
    """Refuse to retire a large part of the notes, unless that many were ``agreed`` to.

    Raises:
        BuilderError: More are retired, or others than were agreed to.
    """
    number = len(changes.retired)
    if agreed == number:
        return
    if agreed is not None:
        raise BuilderError(
            f"--retire {agreed}: the release would retire {counted(number, 'note')}"
        )
    known = sum(1 for note in lock.notes.values() if note.shipped and not note.retired)
    if number < _FEW or number * _LARGE_PART <= known:
        return
    names = listed([f"`{note.id}`" for note in changes.retired], _MOST_NAMED)
    raise BuilderError(
        f"the release would retire {number:,} of {known:,} notes that learners have: "
        f"{names}; put their card files back, or say `--retire {number}`"
    )


def notice_of(
    note: LockedNote,
    note_types: Mapping[str, NoteType],
    *,
    version: str,
    language: str,
) -> AnkiNote:
    """Return the notice that takes a note's place, with a tag to find it.

    It keeps the note's cards: each side shows the notice.
    """
    note_type = note_types[note.note_type]
    text = words(language)["notice"].format(version=version)
    return AnkiNote(
        id=note.id,
        guid=note.guid,
        note_type=note_type,
        fields=tuple(_values(note, note_type, text).values()),
        tags=(f"retired::{version}",),
        deck=note.deck,
        ordinals=note.ordinals,
        media={},
        short=(),
        explicit=(),
        title=note.title,
        location=Location(""),
        source_hash="",
    )


def _values(note: LockedNote, note_type: NoteType, text: str) -> dict[str, str]:
    values = dict.fromkeys(note_type.fields, "")
    values[note_type.fields[0]] = text
    if note.note_type not in {kind.note_type for kind in KINDS}:
        # Its templates may show any field.
        own = (name for name in note_type.fields if name not in RESERVE_FIELDS)
        values |= dict.fromkeys(own, text)
    if note_type.is_cloze:
        numbers = "".join(f" {{{{c{ordinal + 1}::·}}}}" for ordinal in note.ordinals)
        values |= dict.fromkeys(note_type.cloze_fields, text + numbers)
    if note_type.is_occlusion:
        values["Header"] = text  # the masks are not shown as text
    if "Back" in values:
        values["Back"] = text
    if "Reversed" in values and 1 in note.ordinals:
        values["Reversed"] = "1"
    return values
