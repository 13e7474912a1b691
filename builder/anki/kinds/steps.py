"""The steps of a sequence: each in a slot of the note type, with those before it.

A slot has a field, a card and so a schedule. It stays with its step for ever; a step that
is put between two others takes a free one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from builder.anki.fieldrenderer import FieldRenderer
from builder.cards.lists import MOST_STEPS
from builder.cards.note import Note
from builder.text.clozenumbers import Numbered

# As much of a step as is needed to know it again.
_LONGEST_TEXT = 120


def fields(note: Note, rendering: FieldRenderer) -> dict[str, str]:
    """Return the whole list, each step and what comes before it."""
    steps = note.lists.get("steps", ())[:MOST_STEPS]
    names = [_name(step.value) for step in steps]
    slots = _slots(names, rendering)
    rendering.short += zip(slots, names, strict=True)
    items = [f"<li>{rendering.render('Steps', step)}</li>" for step in steps]
    values = {"Steps": "\n".join(items)}
    for place, slot in enumerate(slots):
        values[f"Step {slot}"] = items[place].removeprefix("<li>").removesuffix("</li>")
        values[f"Before {slot}"] = "\n".join(items[:place])
    return values


def _name(text: str) -> str:
    """Return what a step is remembered by; it has no hint behind ``::``."""
    return " ".join(text.split())[:_LONGEST_TEXT].replace("::", ":")


def _slots(names: Sequence[str], rendering: FieldRenderer) -> list[int]:
    """Return the slot of each step: the one it had, a fresh one, or a step's that left."""
    slots = list(rendering.number_deletions(names, frozenset()))
    free = [slot for slot in range(1, MOST_STEPS + 1) if slot not in slots]
    return [slot if slot <= MOST_STEPS else free.pop(0) for slot in slots]


def steps_in(values: Mapping[str, str]) -> list[Numbered]:
    """Return the slots of a note's fields and what stands in them, in learning order."""
    filled = [
        (slot, values[f"Step {slot}"], values.get(f"Before {slot}", ""))
        for slot in range(1, MOST_STEPS + 1)
        if values.get(f"Step {slot}")
    ]
    filled.sort(key=lambda one: len(one[2]))
    return [(slot, step) for slot, step, _ in filled]
