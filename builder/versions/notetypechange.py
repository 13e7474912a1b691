"""A note type of two versions: its names, templates and CSS, and whether they arrive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from builder.anki.apkg.package import PackageNoteType
from builder.versions import arrival
from builder.versions.arrival import Arrival
from builder.versions.pairing import NoteTypePart, pair_name, part_pairs
from builder.versions.textchange import TextChange, text_changes


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


def note_type_changes(
    pairs: Iterable[tuple[PackageNoteType, PackageNoteType]],
) -> tuple[NoteTypeChange, ...]:
    """Return what changed, in the order of the pairs."""
    changes = (_note_type_change(old, new) for old, new in pairs)
    return tuple(one for one in changes if one.parts or one.arrival == "only newer")


def _note_type_change(old: PackageNoteType, new: PackageNoteType) -> NoteTypeChange:
    parts = tuple(_parts(old, new))
    has_same_form = arrival.has_same_form(old, new)
    judged = arrival.arrival(
        has_content=bool(parts),
        has_same_form=has_same_form,
        is_newer=new.modified > old.modified,
    )
    return NoteTypeChange(old, new, parts, has_same_form, judged)


def _parts(old: PackageNoteType, new: PackageNoteType) -> Iterator[TextChange]:
    """Yield what is different in a note type, ids of fields and templates aside."""
    kinds = ("cloze" if one.is_cloze else "standard" for one in (old, new))
    yield from text_changes("id", str(old.id), str(new.id))
    yield from text_changes("name", old.name, new.name)
    yield from text_changes("kind", *kinds)
    yield from text_changes("fields", _listed(old.fields), _listed(new.fields))
    yield from text_changes(
        "card templates", _listed(old.templates), _listed(new.templates)
    )
    yield from text_changes("CSS", old.css, new.css)
    for before, after in part_pairs(old.templates, new.templates):
        name = pair_name(before, after)
        fronts = [one.front if one else None for one in (before, after)]
        backs = [one.back if one else None for one in (before, after)]
        yield from text_changes(f"{name}, front", *fronts)
        yield from text_changes(f"{name}, back", *backs)


def _listed(parts: Iterable[NoteTypePart]) -> str:
    return ", ".join(part.name for part in parts)
