"""The points of a spoken answer as a list to tick off, and how long it takes to say."""

from __future__ import annotations

from builder.anki.fieldrenderer import FieldRenderer
from builder.cards.note import Note
from builder.cards.speaking import seconds_to_say

_STEP = 5


def fields(note: Note, rendering: FieldRenderer) -> dict[str, str]:
    """Return the field that holds the points."""
    points = note.lists.get("points", ())
    seconds = seconds_to_say("\n".join(point.value for point in points))
    items = [
        f'<li><label><input type="checkbox">{rendering.render("Points", point)}</label></li>'
        for point in points
    ]
    listed = "\n".join(items)
    return {"Points": f'<ol class="points" data-time="{_time(seconds)}">{listed}</ol>'}


def _time(seconds: int) -> str:
    """Return minutes and seconds, in steps that do not seem more exact than they are."""
    rounded = max(_STEP, _STEP * round(seconds / _STEP))
    return f"{rounded // 60}:{rounded % 60:02}"
