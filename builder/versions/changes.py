"""What is other now than the last release shipped, from the lock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from builder.versions.lock import Lock, LockedNote, LockedNoteType


@dataclass(frozen=True, slots=True)
class Changes:
    """The notes and note types that are not as they were in the last release.

    ``emptied`` are the notes with cards that have nothing to ask any more; they may be
    among the changed ones too. ``note_types`` are those that learners had before and
    that come with other templates, style or names. ``renamed_decks`` are decks most of
    whose notes went into a new one, with its name.
    """

    added: tuple[LockedNote, ...] = ()
    changed: tuple[LockedNote, ...] = ()
    moved: tuple[LockedNote, ...] = ()
    retired: tuple[LockedNote, ...] = ()
    emptied: tuple[LockedNote, ...] = ()
    note_types: tuple[LockedNoteType, ...] = ()
    renamed_decks: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(
            self.added or self.changed or self.moved or self.retired or self.note_types
        )


def changes_since_release(lock: Lock) -> Changes:
    """Compare what the card files hold now with what the last release shipped."""
    notes = [note for _, note in sorted(lock.notes.items())]
    present = [note for note in notes if note.is_present]
    known = [note for note in present if note.shipped and not note.retired]
    return Changes(
        added=tuple(note for note in present if not note.since or note.retired),
        changed=tuple(note for note in known if not note.is_as_shipped),
        moved=tuple(note for note in known if _is_moved(note)),
        retired=tuple(note for note in notes if note.is_to_be_retired),
        emptied=tuple(note for note in known if _lost_cards(note)),
        note_types=tuple(
            one
            for _, one in sorted(lock.note_types.items())
            if one.fields and not one.is_as_shipped
        ),
        renamed_decks=_renamed_decks(known),
    )


def _renamed_decks(notes: Iterable[LockedNote]) -> dict[str, str]:
    """Return the decks that learners can rename, so that few cards have to be moved."""
    targets: dict[str, Counter[str]] = {}
    for note in notes:
        if note.shipped is not None:
            targets.setdefault(note.shipped.deck, Counter())[note.deck] += 1
    renamed = {
        old: new
        for old, decks in targets.items()
        for new, count in decks.items()
        if 2 * count > decks.total() and new not in targets
    }
    into = Counter(renamed.values())
    return {old: new for old, new in renamed.items() if into[new] == 1}


def _is_moved(note: LockedNote) -> bool:
    return note.shipped is not None and note.shipped.deck != note.deck


def _lost_cards(note: LockedNote) -> frozenset[int]:
    shipped = note.shipped.ordinals if note.shipped else ()
    return frozenset(shipped) - frozenset(note.ordinals)
