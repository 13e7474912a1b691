"""What was edited in Anki and what in the project since both had the same.

The base is none of the two texts: it is what the lock knows to have been shipped, or
pulled before. A collection may hold a state that is long past; the one that most of a
note agrees with is what was edited.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from builder.anki.ankinote import AnkiNote
from builder.versions.fieldmarks import field_mark, field_marks, settled
from builder.versions.lock import Earlier, LockedNote

EditedBy = Literal["theirs", "both"]
"""Who edited a field: Anki alone, or the project too."""


@dataclass(frozen=True, slots=True)
class Held:
    """What Anki holds of a note: fields in the project's order, tags but for learners' own.

    ``modified`` is 0 where nobody tells.
    """

    modified: int
    values: tuple[str, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EditedField:
    """A field that was edited in Anki, by its place."""

    place: int
    side: EditedBy


@dataclass(frozen=True, slots=True)
class Merge:
    """What comes of the three: fields to take or to ask about, tags to add and remove.

    ``base`` is what both sides had; with ``is_behind`` nobody edited the note in Anki,
    which holds an earlier state than the project has shipped since.
    """

    base: Earlier | None
    fields: tuple[EditedField, ...] = ()
    tags_added: tuple[str, ...] = ()
    tags_removed: tuple[str, ...] = ()
    is_behind: bool = False

    def __bool__(self) -> bool:
        return bool(self.fields or self.tags_added or self.tags_removed)


def merged(ours: AnkiNote, held: Held, locked: LockedNote) -> Merge:
    """Compare what the project and Anki hold of a note with what both had."""
    base = _base(list(_states(ours, locked)), held)
    fields = tuple(_edited(ours, held, base))
    added, removed = _tags(ours.tags, held.tags, base)
    is_edited = bool(fields or added or removed)
    is_same = not any(map(_differs, ours.fields, held.values))
    return Merge(base, fields, added, removed, is_behind=not (is_edited or is_same))


def _states(ours: AnkiNote, locked: LockedNote) -> Iterator[Earlier]:
    """Yield what Anki may have had of a note before it was edited there."""
    yield from locked.earlier
    content = locked.stamp.content
    if content.fields or content.tags:
        yield Earlier(locked.modified, content.fields, content.tags)
    if content.source == ours.source_hash:
        # The author changed nothing: another tool may have rendered it otherwise.
        yield Earlier(locked.modified, field_marks(ours.fields), ours.tags)


def _base(states: Sequence[Earlier], held: Held) -> Earlier | None:
    """Return the state that most of the note agrees with; of several the latest."""
    if not states:
        return None
    marks, tags = list(map(field_mark, held.values)), _folded(held.tags)

    def likeness(state: Earlier) -> tuple[int, bool, int]:
        same = sum(mark == _mark(state, place) for place, mark in enumerate(marks))
        is_before = not held.modified or state.modified <= held.modified
        return (same + (_folded(state.tags) == tags), is_before, state.modified)

    return max(states, key=likeness)


def _edited(ours: AnkiNote, held: Held, base: Earlier | None) -> Iterator[EditedField]:
    for place, (mine, theirs) in enumerate(zip(ours.fields, held.values, strict=True)):
        if not _differs(mine, theirs):
            continue
        if base is None:
            yield EditedField(place, "both")
        elif field_mark(theirs) != _mark(base, place):
            is_mine = field_mark(mine) != _mark(base, place)
            yield EditedField(place, "both" if is_mine else "theirs")


def _differs(one: str, other: str) -> bool:
    return one != other and settled(one) != settled(other)


def _mark(state: Earlier, place: int) -> str:
    return state.fields[place] if place < len(state.fields) else ""


def _tags(
    ours: Sequence[str], theirs: Sequence[str], base: Earlier | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the tags that came in Anki, and those that went there."""
    before = _folded(base.tags) if base else _folded(ours) & _folded(theirs)
    mine, held = _folded(ours), _folded(theirs)
    added = tuple(tag for tag in theirs if tag.casefold() not in before | mine)
    gone = tuple(
        tag for tag in ours if tag.casefold() in before and tag.casefold() not in held
    )
    return added, gone


def _folded(tags: Sequence[str]) -> set[str]:
    return {tag.casefold() for tag in tags}
