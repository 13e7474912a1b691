"""What each kind of note fills its fields with, beyond its texts: a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from builder.anki.fieldrenderer import FieldRenderer
from builder.anki.kinds import choice, occlusion, spoken, steps, vocabulary
from builder.cards.note import Note

FillFields: TypeAlias = Callable[[Note, FieldRenderer], Mapping[str, str]]
"""From a note to the fields, by name, that are no text of its author's."""

FILLED: Mapping[str, FillFields] = {
    "choice": choice.fields,
    "occlusion": occlusion.fields,
    "spoken": spoken.fields,
    "steps": steps.fields,
    "vocabulary": vocabulary.fields,
}
"""The kinds that have more than texts."""
