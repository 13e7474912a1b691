"""The masks of an occlusion note: shapes in percent or pixels, or a drawing of them."""

from __future__ import annotations

import re

from builder.base.code import Code
from builder.base.phrases import counted, first_line
from builder.cards.getters import TreeReader
from builder.cards.mask import Length, Mask, Masks
from builder.cards.yamltree import Items, Node, Table, Text

# Anki has no more cloze numbers.
_HIGHEST_NUMBER = 500
_BOX = "left, top, width and height"
_SHAPES = {"rect": _BOX, "ellipse": _BOX, "polygon": "three points or more, each x y"}
MASK_KEYS = (*_SHAPES, "text", "at", "size", "number")
"""The keys of one mask."""

_LENGTH = re.compile(r"(\d+(?:\.\d+)?|\.\d+)(%|px)?")
_BOX_LENGTHS = 4
_FEWEST_CORNERS = 3


def read_masks(reader: TreeReader, entry: Table) -> Masks:
    """Return the masks of a note: shapes, or the drawing that holds them."""
    node = entry.values.get("masks")
    hides_all = _hides_all(reader, entry)
    if isinstance(node, Text):
        if not node.value.strip():
            reader.report(node.location, Code.EMPTY, "`masks` is empty")
        return Masks((), node, hides_all)
    shapes = [_mask(reader, one) for one in reader.items(entry, "masks")]
    found = [shape for shape in shapes if shape is not None]
    are_all_texts = all(shape is not None and shape.shape == "text" for shape in shapes)
    if isinstance(node, Items) and are_all_texts:
        message = "no mask hides anything: write a `rect`, `ellipse` or `polygon`"
        reader.report(node.location, Code.MASKS, message)
    return Masks(tuple(found), None, hides_all)


def _hides_all(reader: TreeReader, entry: Table) -> bool:
    """Return whether the masks that a card does not ask for hide their parts too."""
    hide = reader.text(entry, "hide")
    if hide is not None and hide.value not in {"all", "one"}:
        shown = first_line(hide.value)
        message = f"`hide` is `{shown}`, it must be `all` or `one`"
        reader.report(hide.location, Code.TYPE, message)
    return hide is None or hide.value != "one"


def _mask(reader: TreeReader, node: Node) -> Mask | None:
    if not isinstance(node, Table):
        wanted = "a mapping such as `rect: 10% 20% 30% 25%`"
        reader.wrong_type(node, "a mask", wanted)
        return None
    reader.only(node, MASK_KEYS)
    shapes = [key for key in node.values if key in {*_SHAPES, "text"}]
    if len(shapes) != 1:
        problem = "has no shape" if not shapes else f"is {' and '.join(shapes)} at once"
        message = f"a mask {problem}: write one of rect, ellipse, polygon and text"
        reader.report(node.location, Code.MASKS, message)
        return None
    (shape,) = shapes
    return _label(reader, node) if shape == "text" else _cover(reader, node, shape)


def _cover(reader: TreeReader, table: Table, shape: str) -> Mask | None:
    """Return a shape that hides something."""
    for key in ("at", "size"):
        if key in table.keys:
            message = f"`{key}` goes with `text`: a shape has its place in `{shape}`"
            reader.report(table.keys[key].location, Code.MASKS, message)
    lengths = _lengths(reader, table, shape)
    if lengths is None:
        return None
    place = table.values[shape].location
    is_whole = (
        len(lengths) == _BOX_LENGTHS
        if shape != "polygon"
        else len(lengths) >= 2 * _FEWEST_CORNERS and not len(lengths) % 2
    )
    if not is_whole:
        found = counted(len(lengths), "number")
        message = f"`{shape}` is {_SHAPES[shape]}: here are {found}"
        reader.report(place, Code.MASKS, message)
        return None
    if shape != "polygon" and not all(length.number for length in lengths[2:]):
        message = f"the `{shape}` has no size: its width and height come third and last"
        reader.report(place, Code.MASKS, message)
        return None
    return Mask(shape, lengths, table.location, _number(reader, table))


def _label(reader: TreeReader, table: Table) -> Mask | None:
    """Return a text that stands on the picture, on both sides of every card."""
    text = reader.text(table, "text")
    if text is None:
        return None
    value = " ".join(text.value.split())
    if not value:
        reader.report(text.location, Code.EMPTY, "`text` is empty")
    if "number" in table.keys:
        message = "a text is on every card: take its `number` out"
        reader.report(table.keys["number"].location, Code.MASKS, message)
    place = _lengths(reader, table, "at")
    size = _lengths(reader, table, "size")
    if place is None or len(place) != len(("left", "top")):
        if place is not None or "at" not in table.values:
            message = "a text needs its place: `at: 10% 20%`, left and top"
            reader.report(text.location, Code.MASKS, message)
        return None
    height = size[0] if size else None
    return Mask("text", place, table.location, text=value, size=height)


def _lengths(reader: TreeReader, table: Table, key: str) -> tuple[Length, ...] | None:
    """Return the lengths that stand in a text or a list; nothing when one is none."""
    lengths: list[Length] = []
    is_sound = key in table.values
    for text in reader.texts(table, key, or_one=True):
        for word in re.split(r"[\s,]+", text.value.strip()):
            match = _LENGTH.fullmatch(word)
            if match is None:
                message = (
                    f"`{first_line(word)}` is no length: write percent of the picture "
                    "(`10%`) or pixels (`120`)"
                )
                reader.report(text.location, Code.MASKS, message)
                is_sound = False
            else:
                lengths.append(Length(float(match[1]), match[2] == "%"))
    return tuple(lengths) if is_sound else None


def _number(reader: TreeReader, table: Table) -> int:
    """Return the number that a mask shares with others, 0 when it has its own."""
    text = reader.text(table, "number")
    if text is None:
        return 0
    is_number = re.fullmatch(r"[0-9]{1,3}", text.value)
    if not is_number or not 1 <= int(text.value) <= _HIGHEST_NUMBER:
        message = (
            f"`number` is `{first_line(text.value)}`, it must be a whole number from 1 to "
            f"{_HIGHEST_NUMBER}"
        )
        reader.report(text.location, Code.MASKS, message)
        return 0
    return int(text.value)
