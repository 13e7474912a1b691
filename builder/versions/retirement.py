"""Notes that a release retires: for learners they become a notice that is easily found."""

from __future__ import annotations

from collections.abc import Mapping

from builder.anki.ankinote import AnkiNote, card_ordinals
from builder.anki.notetype import RESERVE_FIELDS, NoteType
from builder.base.diagnostic import BuilderError, Location
from builder.base.phrases import counted, listed
from builder.cards.keys import SHAPES
from builder.cards.note import KINDS, Kind
from builder.versions.changes import Changes
from builder.versions.lock import Lock, LockedNote
from builder.versions.releasephrases import words

# More than a tenth of the notes may be a folder that was not there.
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
    if number * _LARGE_PART <= known:
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
    kinds = [kind for kind in KINDS if kind.note_type == note.note_type]
    if not kinds:
        # Its templates may show any field.
        own = (name for name in note_type.fields if name not in RESERVE_FIELDS)
        values |= dict.fromkeys(own, text)
    if note_type.is_cloze:
        numbers = "".join(f" {{{{c{ordinal + 1}::·}}}}" for ordinal in note.ordinals)
        values |= dict.fromkeys(note_type.cloze_fields, text + numbers)
    if note_type.is_occlusion:
        values["Header"] = text  # the masks are not shown as text
    for kind in () if note_type.is_cloze else kinds:
        _make_cards(values, kind, note, note_type, text)
    return values


def _make_cards(
    values: dict[str, str],
    kind: Kind,
    note: LockedNote,
    note_type: NoteType,
    text: str,
) -> None:
    """Fill what a note needs for the cards that it had, and for no others."""
    needed = [kind.fields[key] for key in kind.required if SHAPES[key] == "filled"]
    values |= dict.fromkeys(needed, text)
    flags = {kind.fields[flag] for flag in kind.flags}
    wanted = set(note.ordinals)
    for is_last_resort in (False, True):
        for name in note_type.own_fields:
            before = card_ordinals(note_type, list(values.values()), ["retired"])
            more = {**values, name: values[name] or ("1" if name in flags else text)}
            after = card_ordinals(note_type, list(more.values()), ["retired"])
            if after <= wanted and (
                after > before or (is_last_resort and before < wanted)
            ):
                values |= more
