"""The options of a choice note as a list, which a script in the card shuffles."""

from __future__ import annotations

from collections.abc import Sequence

from builder.anki.fieldrenderer import FieldRenderer
from builder.base.hashing import digest
from builder.cards.note import Choices, Note

_FIELD = "Choices"


def fields(note: Note, rendering: FieldRenderer) -> dict[str, str]:
    """Return the field that holds the options."""
    return {_FIELD: _list(note.choices, rendering)} if note.choices else {}


def _list(choices: Choices, rendering: FieldRenderer) -> str:
    """Return the options as a list, in an order that tells nothing.

    Authors put the right one first; where scripts are off, nothing shuffles it.
    """
    options = [rendering.render(_FIELD, text) for text in choices.options]
    places = list(range(len(options)))
    if choices.is_shuffled:
        places.sort(key=lambda place: _order(choices, place, options))
    items = [_item(choices, place, options[place]) for place in places]
    name = digest(*items).hex()[:8]
    several = len(choices.right) > 1
    classes = [("several", several), ("as-written", not choices.is_shuffled)]
    return f'<ol id="choices-{name}"{_class(classes)}>{"".join(items)}</ol>'


def _order(
    choices: Choices, place: int, options: Sequence[str]
) -> tuple[bool, int, bytes]:
    """Sort by a hash, and behind that what is pinned, as it is written."""
    is_pinned = place in choices.pinned
    plain = digest(f"<li>{options[place]}</li>")
    return (is_pinned, place, b"") if is_pinned else (is_pinned, 0, plain)


def _item(choices: Choices, place: int, option: str) -> str:
    classes = [("correct", place in choices.right), ("pinned", place in choices.pinned)]
    return f"<li{_class(classes)}>{option}</li>"


def _class(classes: Sequence[tuple[str, bool]]) -> str:
    names = [name for name, is_so in classes if is_so]
    return f' class="{" ".join(names)}"' if names else ""
