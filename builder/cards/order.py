"""The order in which a deck is learnt: files and folders, and the notes of a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import TypeAlias, TypeVar

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic, did_you_mean
from builder.base.phrases import first_line
from builder.cards.names import composed
from builder.cards.yamltree import Text

_SUFFIX = ".yaml"
_T = TypeVar("_T")

NaturalKey: TypeAlias = tuple[str | int, ...]
"""What sorts a name as people count: ``2`` before ``10``."""


def natural_key(name: str) -> NaturalKey:
    """Return what sorts a name as people count."""
    parts = re.split(r"([0-9]+)", composed(name).casefold())
    return tuple(int(part) if part.isdecimal() else part for part in parts)


def learning_order(path: str, order: Sequence[Text]) -> tuple[object, ...]:
    """Return what sorts a card file, by its path in the project, as it is learnt.

    What ``order`` names comes first, in its order; the nearest of the file and the
    folders around it counts. All else follows by path.
    """
    parts = _parts(path)
    places = {_parts(text.value): place for place, text in enumerate(order)}
    nearest = (parts[:depth] for depth in range(len(parts), 0, -1))
    rank = next((places[one] for one in nearest if one in places), len(order))
    return (rank, [natural_key(part) for part in parts], path)


def unknown_places(order: Sequence[Text], paths: Iterable[str]) -> list[Diagnostic]:
    """Return what is wrong with an ``order``: a place that is not there, or twice."""
    files = [_parts(path) for path in paths]
    known = {file[:depth] for file in files for depth in range(1, len(file) + 1)}
    return _misnamed(
        {_parts(text.value): text for text in order},
        order,
        {"/".join(parts): parts for parts in known},
        "no file or folder with cards in cards/",
    )


def notes_in_order(
    order: Sequence[Text], notes: Mapping[str, _T]
) -> tuple[list[_T], list[Diagnostic]]:
    """Return the notes that the head of a file puts first, by their ids."""
    found = _misnamed(
        {(text.value,): text for text in order},
        order,
        {note_id: (note_id,) for note_id in notes if note_id},
        "no id of a note in this file",
    )
    first = dict.fromkeys(text.value for text in order if text.value in notes)
    return [notes[note_id] for note_id in first], found


def _misnamed(
    named: Mapping[tuple[str, ...], Text],
    order: Sequence[Text],
    known: Mapping[str, tuple[str, ...]],
    what: str,
) -> list[Diagnostic]:
    found = []
    for parts, text in named.items():
        if parts not in known.values():
            message = (
                f"`order` names `{first_line(text.value)}`, which is {what}"
                f"{did_you_mean('/'.join(parts), known)}"
            )
            found.append(Diagnostic(text.location, Code.ORDER, message))
    kept = {id(text) for text in named.values()}
    for text in order:
        if id(text) not in kept:
            message = f"`order` names `{first_line(text.value)}` twice"
            found.append(Diagnostic(text.location, Code.ORDER, message))
    return found


def _parts(path: str) -> tuple[str, ...]:
    """Return the parts of a path below cards/, without the ending of a file."""
    parts = PurePosixPath(composed(path.strip())).parts
    below = parts[1:] if parts[:1] == ("cards",) else parts
    return (*below[:-1], below[-1].removesuffix(_SUFFIX)) if below else ()
