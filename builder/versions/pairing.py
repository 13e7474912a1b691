"""What of one version is what of the other: by id, by name, or by position."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias, TypeVar

from builder.anki.apkg.package import PackageField, PackageNoteType, PackageTemplate

NoteTypePart: TypeAlias = PackageField | PackageTemplate

_T = TypeVar("_T")
_K = TypeVar("_K")
_P = TypeVar("_P", PackageField, PackageTemplate)


def without(values: Iterable[_T], others: Iterable[_T]) -> tuple[_T, ...]:
    """Return those values that are not among the others, in their order."""
    left_out = set(others)
    return tuple(value for value in values if value not in left_out)


def missing(values: Mapping[_K, _T], others: Mapping[_K, _T]) -> Iterator[_T]:
    """Yield the values whose keys the others do not have."""
    yield from (value for key, value in values.items() if key not in others)


def both(old: Mapping[_K, _T], new: Mapping[_K, _T]) -> Iterator[tuple[_T, _T]]:
    """Yield the values of the keys that both have."""
    yield from ((value, new[key]) for key, value in old.items() if key in new)


def note_type_pairs(
    old: Sequence[PackageNoteType], new: Sequence[PackageNoteType]
) -> list[tuple[PackageNoteType, PackageNoteType]]:
    """Match note types by id, then by name; those without a partner are left out."""
    pairs = _paired(old, new, [lambda one, _: one.id, lambda one, _: one.name])
    return [(before, after) for before, after in pairs if before and after]


def part_pairs(
    old: Sequence[_P], new: Sequence[_P]
) -> list[tuple[_P | None, _P | None]]:
    """Match fields or card templates: by id, by name, and what is left by position."""
    return _paired(
        old,
        new,
        [lambda one, _: one.id, lambda one, _: one.name, lambda _, position: position],
    )


def pair_name(old: NoteTypePart | None, new: NoteTypePart | None) -> str:
    """Return what a pair is called; both names where it was renamed."""
    names = dict.fromkeys(part.name for part in (old, new) if part)
    return " → ".join(names)


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
