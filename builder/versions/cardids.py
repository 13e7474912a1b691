"""The ids of cards where they are not simply the note's id and the ordinal.

A deck that was taken over has the ids that its learners know. A card that is made later
must not get one of these: scripts count the ids of notes and cards on together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from builder.anki.identity import stable_id
from builder.versions.lock import LockedNote


def with_own_card_ids(notes: Mapping[str, LockedNote]) -> dict[str, LockedNote]:
    """Return the notes, each card under an id that no other has; known ones stay."""
    taken = {number for note in notes.values() for _, number in note.card_ids}
    if not taken:
        return dict(notes)
    return {key: _with_own(note, taken) for key, note in sorted(notes.items())}


def _with_own(note: LockedNote, taken: set[int]) -> LockedNote:
    known = dict(note.card_ids)
    for ordinal in note.ordinals:
        number = known.get(ordinal) or note.number + ordinal
        if ordinal not in known and number in taken:
            number = _free(note.guid, ordinal, taken)
            known[ordinal] = number
        taken.add(number)
    return replace(note, card_ids=tuple(sorted(known.items())))


def _free(guid: str, ordinal: int, taken: set[int]) -> int:
    number = stable_id(guid, "card", str(ordinal))
    while number in taken:
        number += 1
    return number
