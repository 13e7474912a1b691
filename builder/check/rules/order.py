"""Decks are learnt in the order of their names, so these must sort as they are meant.

Anki takes new cards deck by deck as its list shows them: sorted by name without regard to
case, a deck before those below it (rslib/src/scheduler/queue/builder).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic
from builder.base.phrases import listed
from builder.cards.order import natural_key
from builder.check.subject import Subject

_MOST_NAMED = 12
_NUMBERED_PATH = re.compile(r"/[0-9]")
_NUMBER = re.compile(r"^[0-9]+[\s._-]*")


def learning_order_of_decks(subject: Subject) -> Iterator[Diagnostic]:
    """Decks of one parent sort by name as their first notes are learnt."""
    is_ordered = bool(subject.project.order)
    for parent, decks in _siblings(subject).items():
        if [*decks] == sorted(decks, key=str.casefold):
            continue
        is_numbered = all(_NUMBERED_PATH.search(path) for path in decks.values())
        is_counted = [*decks] == sorted(decks, key=natural_key)
        if is_ordered or is_numbered or is_counted:
            yield _finding(parent, [*decks], subject)


def _siblings(subject: Subject) -> dict[str, dict[str, str]]:
    """Return the decks below each deck as they are learnt, with their first files."""
    below: dict[str, dict[str, str]] = {}
    for note in subject.notes:
        parts = note.deck.split("::")
        for depth in range(1, len(parts) if not note.is_draft else 0):
            parent = "::".join(parts[:depth])
            below.setdefault(parent, {}).setdefault(parts[depth], note.location.path)
    return below


def _finding(parent: str, decks: Sequence[str], subject: Subject) -> Diagnostic:
    sorted_decks = sorted(decks, key=str.casefold)
    pairs = zip(decks, sorted_decks, strict=True)
    meant, taken = next(pair for pair in pairs if pair[0] != pair[1])
    width = len(str(len(decks)))
    names = [
        f"`{number:0{width}} {_NUMBER.sub('', name)}`"
        for number, name in enumerate(decks, start=1)
    ]
    message = (
        f"Anki takes the decks below `{parent}` by their names, `{taken}` before "
        f"`{meant}`: to be learnt in order they can be {listed(names, _MOST_NAMED)}"
    )
    if subject.lock.release is not None:
        message += "; cards of learners stay where they are, and a release says so"
    order = subject.project.order
    place = order[0].location if order else subject.project.location
    return Diagnostic(place, Code.ORDER, message, "warning")
