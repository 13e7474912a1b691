"""The picture of an occlusion note and its masks, each under the number it had before."""

from __future__ import annotations

from collections.abc import Sequence

from builder.anki.fieldmedia import picture_tag
from builder.anki.fieldrenderer import FieldRenderer
from builder.anki.occlusion.placedmask import PlacedMask, occlusion_field
from builder.anki.occlusion.placing import MaskPlacement
from builder.cards.mask import Masks
from builder.cards.note import Note
from builder.cards.yamltree import Text


def fields(note: Note, rendering: FieldRenderer) -> dict[str, str]:
    """Return the fields of the picture and of its masks."""
    if note.masks is None or "image" not in note.texts:
        return {}
    return _fields(note.texts["image"], note.masks, rendering)


def _fields(image: Text, masks: Masks, rendering: FieldRenderer) -> dict[str, str]:
    picture = rendering.file(rendering.media.picture, image)
    named = masks.drawing
    drawing = rendering.file(rendering.media.drawing, named) if named else None
    if picture is None or (named and drawing is None):
        return {}
    placing = MaskPlacement(picture, rendering.diagnostics)
    placed = (
        placing.drawn(named, drawing)
        if named and drawing
        else placing.shapes(masks.shapes)
    )
    numbers = _numbers(placed, rendering)
    return {
        "Image": picture_tag(picture),
        "Occlusion": occlusion_field(placed, numbers, hides_all=masks.hides_all),
    }


def _numbers(placed: Sequence[PlacedMask], rendering: FieldRenderer) -> list[int]:
    """Return the number of each mask; a text has none, and stands on every card."""
    hiding = [mask for mask in placed if mask.hides]
    names = list(dict.fromkeys(mask.name for mask in hiding if not mask.number))
    own = [(mask.number, mask.name) for mask in hiding if mask.number]
    taken = frozenset(number for number, _ in own)
    numbers = dict(zip(names, rendering.number_deletions(names, taken), strict=True))
    rendering.short += [(number, name) for name, number in numbers.items()]
    rendering.explicit += own
    return [(mask.number or numbers[mask.name]) if mask.hides else 0 for mask in placed]
