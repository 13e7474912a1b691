"""A note of two versions: its fields, tags, cards and deck, and whether they arrive."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from builder.anki.apkg.package import PackageField, PackageNote
from builder.versions.arrival import Arrival, arrival, has_same_form
from builder.versions.pairing import pair_name, part_pairs, without
from builder.versions.textchange import TextChange


@dataclass(frozen=True, slots=True)
class NoteChange:
    """A note that both packages have, and what is different; it may be the time alone.

    ``is_retyped`` says that its note type is another one, not the old one in new form.
    """

    old: PackageNote
    new: PackageNote
    fields: tuple[TextChange, ...]
    is_retyped: bool
    arrival: Arrival

    @property
    def tags_added(self) -> tuple[str, ...]:
        """The tags that only the new one has."""
        return without(self.new.tags, self.old.tags)

    @property
    def tags_removed(self) -> tuple[str, ...]:
        """The tags that only the old one has."""
        return without(self.old.tags, self.new.tags)

    @property
    def cards_added(self) -> tuple[int, ...]:
        """The ordinals of the cards that only the new one has."""
        return without(self.new.ordinals, self.old.ordinals)

    @property
    def cards_removed(self) -> tuple[int, ...]:
        """The ordinals of the cards that only the old one has."""
        return without(self.old.ordinals, self.new.ordinals)

    @property
    def is_moved(self) -> bool:
        """Whether the cards are in another deck."""
        return self.old.decks != self.new.decks

    @property
    def is_edited(self) -> bool:
        """Whether there is more to it than deck and time."""
        return bool(
            self.fields
            or self.is_retyped
            or self.old.tags != self.new.tags
            or self.old.ordinals != self.new.ordinals
        )

    @property
    def is_imported(self) -> bool:
        """Whether Anki writes the new one over the old one."""
        is_newer = self.new.modified > self.old.modified
        return is_newer and self.arrival in {"arrives", "only newer"}


def note_changes(
    pairs: Iterable[tuple[PackageNote, PackageNote]],
    same_type: Container[tuple[int, int]],
) -> tuple[NoteChange, ...]:
    """Return what changed, in the order of learning.

    ``same_type`` are the ids of note types that are the old and the new of one.
    """
    changes = []
    for old, new in pairs:
        is_retyped = (old.note_type.id, new.note_type.id) not in same_type
        change = _note_change(old, new, is_retyped=is_retyped)
        if change.is_edited or change.is_moved or change.arrival == "only newer":
            changes.append(change)
    return tuple(sorted(changes, key=lambda change: learning_order(change.new)))


def learning_order(note: PackageNote) -> tuple[tuple[str, ...], int, int, str]:
    """Return what notes are sorted by: deck, then the order they are learned in."""
    return note.decks, note.position, note.number, note.guid


def _note_change(old: PackageNote, new: PackageNote, *, is_retyped: bool) -> NoteChange:
    changes = tuple(_field_changes(old, new))
    judged = arrival(
        has_content=bool(changes) or is_retyped or old.tags != new.tags,
        has_same_form=has_same_form(old.note_type, new.note_type),
        is_newer=new.modified > old.modified,
    )
    return NoteChange(old, new, changes, is_retyped, judged)


def _field_changes(old: PackageNote, new: PackageNote) -> Iterator[TextChange]:
    """Yield the fields with another content."""
    if old.values == new.values and old.note_type.fields == new.note_type.fields:
        return
    old_values = dict(zip(_fields(old), old.values, strict=False))
    new_values = dict(zip(_fields(new), new.values, strict=False))
    for before, after in part_pairs(_fields(old), _fields(new)):
        old_value = old_values.get(before) if before else None
        new_value = new_values.get(after) if after else None
        if (old_value or "") != (new_value or ""):
            yield TextChange(pair_name(before, after), old_value, new_value)


def _fields(note: PackageNote) -> list[PackageField]:
    """Return the fields; a broken note may have more values than its note type."""
    known = note.note_type.fields
    surplus = range(len(known), len(note.values))
    return [*known, *(PackageField(f"field {number + 1}", None) for number in surplus)]
