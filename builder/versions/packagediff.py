"""What is different between two packages, and what of it an import would bring.

A note is known by its GUID alone. Whether a learner who has OLD gets a change with NEW
is decided as Anki does (rslib/src/import_export/package/apkg/import/notes.rs of
ankitects/anki): times and the form of the note type, never the content.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import (
    Callable,
    Container,
    Hashable,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from dataclasses import dataclass, fields
from typing import Literal, TypeAlias, TypeVar

from builder.anki.apkg.reader import (
    Package,
    PackageField,
    PackageMedia,
    PackageNote,
    PackageNoteType,
    PackageTemplate,
)

Arrival = Literal["arrives", "not newer", "another note type", "only newer"]
"""What an import with Anki's own settings makes of a change.

``not newer`` and ``another note type`` are left behind; ``only newer`` has no change,
and overwrites what learners edited for nothing.
"""

MediaArrival = Literal["arrives", "never replaced", "no newer note"]
"""What an import makes of other content under the same name.

Anki brings a file with a new or updated note that shows it, and never replaces those
for templates, which begin with ``_`` (import/media.rs).
"""

_NEVER_REPLACED = ("_", "latex-")

_T = TypeVar("_T")
_K = TypeVar("_K")
_P = TypeVar("_P", PackageField, PackageTemplate)
_Part: TypeAlias = PackageField | PackageTemplate


@dataclass(frozen=True, slots=True)
class TextChange:
    """A text of two versions; nothing where one does not have it."""

    name: str
    old: str | None
    new: str | None


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
        return _without(self.new.tags, self.old.tags)

    @property
    def tags_removed(self) -> tuple[str, ...]:
        """The tags that only the old one has."""
        return _without(self.old.tags, self.new.tags)

    @property
    def cards_added(self) -> tuple[int, ...]:
        """The ordinals of the cards that only the new one has."""
        return _without(self.new.ordinals, self.old.ordinals)

    @property
    def cards_removed(self) -> tuple[int, ...]:
        """The ordinals of the cards that only the old one has."""
        return _without(self.old.ordinals, self.new.ordinals)

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


@dataclass(frozen=True, slots=True)
class NoteTypeChange:
    """A note type that both packages have, and what is different.

    ``has_same_form`` is what Anki asks before it updates any note of it: the same id,
    and fields and card templates that are the same in number, order and id or name.
    """

    old: PackageNoteType
    new: PackageNoteType
    parts: tuple[TextChange, ...]
    has_same_form: bool
    arrival: Arrival


@dataclass(frozen=True, slots=True)
class MediaChange:
    """A media file with other content under the same name."""

    old: PackageMedia
    new: PackageMedia
    arrival: MediaArrival


@dataclass(frozen=True, slots=True)
class PackageDiff:
    """The differences between two packages; notes by deck, then in their order.

    ``descriptions`` are those of decks, by name.
    """

    added: tuple[PackageNote, ...]
    retired: tuple[PackageNote, ...]
    changed: tuple[NoteChange, ...]
    note_types_added: tuple[PackageNoteType, ...]
    note_types_retired: tuple[PackageNoteType, ...]
    note_types_changed: tuple[NoteTypeChange, ...]
    descriptions: tuple[TextChange, ...]
    media_added: tuple[PackageMedia, ...]
    media_retired: tuple[PackageMedia, ...]
    media_changed: tuple[MediaChange, ...]

    @property
    def is_empty(self) -> bool:
        """Whether an import of the one is as good as of the other."""
        return not any(getattr(self, field.name) for field in fields(self))

    @property
    def edited(self) -> tuple[NoteChange, ...]:
        """The notes with other content."""
        return tuple(change for change in self.changed if change.is_edited)

    @property
    def moved(self) -> tuple[NoteChange, ...]:
        """The notes in another deck: Anki leaves a learner's cards where they are."""
        return tuple(change for change in self.changed if change.is_moved)


def compare(old: Package, new: Package) -> PackageDiff:
    """Return what is different in ``new``, for a learner who has ``old``."""
    types = _type_pairs(old.note_types, new.note_types)
    same_type = {(before.id, after.id) for before, after in types}
    old_notes, new_notes = _by_guid(old.notes), _by_guid(new.notes)
    old_media = {file.name: file for file in old.media}
    new_media = {file.name: file for file in new.media}
    added = _sorted(_missing(new_notes, old_notes))
    changed = _note_changes(_both(old_notes, new_notes), same_type)
    imported = [*added, *(change.new for change in changed if _is_imported(change))]
    return PackageDiff(
        added=added,
        retired=_sorted(_missing(old_notes, new_notes)),
        changed=changed,
        note_types_added=_without(new.note_types, (after for _, after in types)),
        note_types_retired=_without(old.note_types, (before for before, _ in types)),
        note_types_changed=_type_changes(types),
        descriptions=tuple(_descriptions(old, new)),
        media_added=tuple(_missing(new_media, old_media)),
        media_retired=tuple(_missing(old_media, new_media)),
        media_changed=tuple(
            MediaChange(before, after, _media_arrival(after.name, imported))
            for before, after in _both(old_media, new_media)
            if before.sha256 != after.sha256
        ),
    )


def place(note: PackageNote) -> tuple[tuple[str, ...], int, int, str]:
    """Return what notes are sorted by: deck, then the order they are learned in."""
    return note.decks, note.position, note.number, note.guid


def _without(values: Iterable[_T], others: Iterable[_T]) -> tuple[_T, ...]:
    left_out = set(others)
    return tuple(value for value in values if value not in left_out)


def _missing(values: Mapping[_K, _T], others: Mapping[_K, _T]) -> Iterator[_T]:
    yield from (value for key, value in values.items() if key not in others)


def _both(old: Mapping[_K, _T], new: Mapping[_K, _T]) -> Iterator[tuple[_T, _T]]:
    yield from ((value, new[key]) for key, value in old.items() if key in new)


def _sorted(notes: Iterable[PackageNote]) -> tuple[PackageNote, ...]:
    return tuple(sorted(notes, key=place))


def _by_guid(notes: Iterable[PackageNote]) -> dict[tuple[str, int], PackageNote]:
    """Return notes by GUID and a count: a careless tool may write one twice."""
    found: dict[tuple[str, int], PackageNote] = {}
    times: dict[str, int] = defaultdict(int)
    for note in notes:
        found[note.guid, times[note.guid]] = note
        times[note.guid] += 1
    return found


def _type_pairs(
    old: Sequence[PackageNoteType], new: Sequence[PackageNoteType]
) -> list[tuple[PackageNoteType, PackageNoteType]]:
    pairs = _paired(old, new, [lambda one, _: one.id, lambda one, _: one.name])
    return [(before, after) for before, after in pairs if before and after]


def _part_pairs(
    old: Sequence[_P], new: Sequence[_P]
) -> list[tuple[_P | None, _P | None]]:
    """Match fields or card templates: by id, by name, and what is left by position."""
    return _paired(
        old,
        new,
        [lambda one, _: one.id, lambda one, _: one.name, lambda _, place: place],
    )


def _paired(
    old: Sequence[_T],
    new: Sequence[_T],
    keys: Iterable[Callable[[_T, int], Hashable]],
) -> list[tuple[_T | None, _T | None]]:
    """Match two lists by one key after the other, in the order of the new one.

    What has no partner comes with nothing; the leftovers of the old one come last.
    """
    partners: dict[int, int] = {}
    left = dict(enumerate(old))
    for key in keys:
        known = {key(value, number): number for number, value in left.items()}
        known.pop(None, None)
        for number, value in enumerate(new):
            match = known.get(key(value, number)) if number not in partners else None
            if match is not None and match in left:
                partners[number] = match
                del left[match]
    pairs: list[tuple[_T | None, _T | None]] = [
        (old[partners[number]] if number in partners else None, value)
        for number, value in enumerate(new)
    ]
    return pairs + [(value, None) for value in left.values()]


def _note_changes(
    pairs: Iterable[tuple[PackageNote, PackageNote]],
    same_type: Container[tuple[int, int]],
) -> tuple[NoteChange, ...]:
    changes = []
    for old, new in pairs:
        is_retyped = (old.note_type.id, new.note_type.id) not in same_type
        change = _note_change(old, new, is_retyped=is_retyped)
        if change.is_edited or change.is_moved or change.arrival == "only newer":
            changes.append(change)
    return tuple(sorted(changes, key=lambda change: place(change.new)))


def _note_change(old: PackageNote, new: PackageNote, *, is_retyped: bool) -> NoteChange:
    changes = tuple(_field_changes(old, new))
    has_content = bool(changes) or is_retyped or old.tags != new.tags
    has_same_form = _has_same_form(old.note_type, new.note_type)
    is_newer = new.modified > old.modified
    arrival = _arrival(
        has_content=has_content, has_same_form=has_same_form, is_newer=is_newer
    )
    return NoteChange(old, new, changes, is_retyped, arrival)


def _arrival(*, has_content: bool, has_same_form: bool, is_newer: bool) -> Arrival:
    if not has_content:
        return "only newer" if is_newer and has_same_form else "arrives"
    if not has_same_form:
        return "another note type"
    return "arrives" if is_newer else "not newer"


def _has_same_form(old: PackageNoteType, new: PackageNoteType) -> bool:
    """Whether Anki takes the one for the other (``equal_schema`` in its source)."""
    return old is new or (
        old.id == new.id
        and _are_same_parts(old.fields, new.fields)
        and _are_same_parts(old.templates, new.templates)
    )


def _are_same_parts(old: Sequence[_Part], new: Sequence[_Part]) -> bool:
    return len(old) == len(new) and all(
        one.id == other.id if one.id and other.id else one.name == other.name
        for one, other in zip(old, new, strict=True)
    )


def _is_imported(change: NoteChange) -> bool:
    is_newer = change.new.modified > change.old.modified
    return is_newer and change.arrival in {"arrives", "only newer"}


def _media_arrival(name: str, imported: Iterable[PackageNote]) -> MediaArrival:
    if name.startswith(_NEVER_REPLACED):
        return "never replaced"
    is_shown = any(name in value for note in imported for value in note.values)
    return "arrives" if is_shown else "no newer note"


def _field_changes(old: PackageNote, new: PackageNote) -> Iterator[TextChange]:
    """Yield the fields with another content."""
    if old.values == new.values and old.note_type.fields == new.note_type.fields:
        return
    old_values = dict(zip(_fields(old), old.values, strict=False))
    new_values = dict(zip(_fields(new), new.values, strict=False))
    for before, after in _part_pairs(_fields(old), _fields(new)):
        old_value = old_values.get(before) if before else None
        new_value = new_values.get(after) if after else None
        if (old_value or "") != (new_value or ""):
            yield TextChange(_names(before, after), old_value, new_value)


def _fields(note: PackageNote) -> list[PackageField]:
    """Return the fields; a broken note may have more values than its note type."""
    known = note.note_type.fields
    surplus = range(len(known), len(note.values))
    return [*known, *(PackageField(f"field {number + 1}", None) for number in surplus)]


def _names(old: _Part | None, new: _Part | None) -> str:
    names = dict.fromkeys(part.name for part in (old, new) if part)
    return " → ".join(names)


def _type_changes(
    pairs: Iterable[tuple[PackageNoteType, PackageNoteType]],
) -> tuple[NoteTypeChange, ...]:
    changes = []
    for old, new in pairs:
        parts = tuple(_type_parts(old, new))
        has_same_form = _has_same_form(old, new)
        arrival = _arrival(
            has_content=bool(parts),
            has_same_form=has_same_form,
            is_newer=new.modified > old.modified,
        )
        if parts or arrival == "only newer":
            changes.append(NoteTypeChange(old, new, parts, has_same_form, arrival))
    return tuple(changes)


def _type_parts(old: PackageNoteType, new: PackageNoteType) -> Iterator[TextChange]:
    """Yield what is different in a note type, ids of fields and templates aside."""
    kinds = ("cloze" if one.is_cloze else "standard" for one in (old, new))
    yield from _changes("id", str(old.id), str(new.id))
    yield from _changes("name", old.name, new.name)
    yield from _changes("kind", *kinds)
    yield from _changes("fields", _listed(old.fields), _listed(new.fields))
    yield from _changes(
        "card templates", _listed(old.templates), _listed(new.templates)
    )
    yield from _changes("CSS", old.css, new.css)
    for before, after in _part_pairs(old.templates, new.templates):
        name = _names(before, after)
        fronts = [one.front if one else None for one in (before, after)]
        backs = [one.back if one else None for one in (before, after)]
        yield from _changes(f"{name}, front", *fronts)
        yield from _changes(f"{name}, back", *backs)


def _listed(parts: Iterable[_Part]) -> str:
    return ", ".join(part.name for part in parts)


def _changes(name: str, old: str | None, new: str | None) -> Iterator[TextChange]:
    if old != new:
        yield TextChange(name, old, new)


def _descriptions(old: Package, new: Package) -> Iterator[TextChange]:
    before = {deck.name: deck.description for deck in old.decks}
    for deck in new.decks:
        if deck.name in before:
            yield from _changes(deck.name, before[deck.name], deck.description)
