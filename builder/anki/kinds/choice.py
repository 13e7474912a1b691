"""The options of a choice note as a list, which a script in the card shuffles."""

from __future__ import annotations

from builder.anki.fieldrenderer import FieldRenderer
from builder.base.hashing import digest
from builder.cards.note import Choices, Note

_FIELD = "Choices"
_CORRECT = ' class="correct"'


def fields(note: Note, rendering: FieldRenderer) -> dict[str, str]:
    """Return the field that holds the options."""
    return {_FIELD: _list(note.choices, rendering)} if note.choices else {}


def _list(choices: Choices, rendering: FieldRenderer) -> str:
    """Return the options as a list, in an order that tells nothing.

    Authors put the right one first; where scripts are off, nothing shuffles it.
    """
    items = [
        f"<li{_CORRECT if number in choices.right else ''}>{option}</li>"
        for number, option in enumerate(
            rendering.render(_FIELD, text) for text in choices.options
        )
    ]
    items.sort(key=lambda item: digest(item.replace(_CORRECT, "")))
    name = digest(*items).hex()[:8]
    several = ' class="several"' if len(choices.right) > 1 else ""
    return f'<ol id="choices-{name}"{several}>{"".join(items)}</ol>'
