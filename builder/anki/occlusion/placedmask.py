"""A mask where it lies on its picture, and how Anki writes it into a field.

https://docs.ankiweb.net/editing.html#image-occlusion, rslib/src/image_occlusion
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from builder.base.diagnostic import Location

# The picture to remember is not the frame: a shape may be drawn a little over it.
_SLACK = 0.02
_DEFAULT_SIZE = 0.055
_DIGITS = 4
_NUMBER = re.compile(r"\{\{c(\d+)::image-occlusion:")


@dataclass(frozen=True, slots=True)
class PlacedMask:
    """A mask whose lengths are fractions of the width and height of its picture.

    ``lengths`` are those of ``Mask``. ``name`` is what tells it from others when the
    masks of a picture change; masks of one name, and of one number, belong together.
    """

    shape: str
    lengths: tuple[float, ...]
    name: str
    location: Location
    number: int = 0
    text: str = ""
    size: float = 0.0

    @property
    def hides(self) -> bool:
        """Whether it makes a card: a text is on every card."""
        return self.shape != "text"

    @property
    def corners(self) -> list[tuple[float, float]]:
        """The points that show how far it reaches."""
        if self.shape == "polygon":
            return list(zip(self.lengths[::2], self.lengths[1::2], strict=True))
        left, top = self.lengths[:2]
        width, height = self.lengths[2:] or (0.0, 0.0)
        return [(left, top), (left + width, top + height)]

    @property
    def is_inside(self) -> bool:
        """Whether it lies on the picture."""
        return all(
            -_SLACK <= one <= 1 + _SLACK for point in self.corners for one in point
        )


def occlusion_field(
    masks: Sequence[PlacedMask], numbers: Sequence[int], *, hides_all: bool
) -> str:
    """Return the field that holds the masks of a note, each under its number."""
    return "".join(
        f"{{{{c{number}::image-occlusion:{_notation(mask)}"
        f"{':oi=1' if hides_all else ''}}}}}<br>"
        for mask, number in zip(masks, numbers, strict=True)
    )


def mask_ordinals(fields: Iterable[str]) -> Collection[int]:
    """Return the ordinals of the cards Anki makes for the masks; texts (0) make none."""
    numbers = {int(found) for field in fields for found in _NUMBER.findall(field)}
    return {number - 1 for number in numbers if number}


def _notation(mask: PlacedMask) -> str:
    corners = mask.corners
    left, top = (min(axis) for axis in zip(*corners, strict=True))
    pairs = [("left", _fraction(left)), ("top", _fraction(top))]
    if mask.shape == "polygon":
        points = " ".join(f"{_fraction(x)},{_fraction(y)}" for x, y in corners)
        pairs.append(("points", points))
    elif mask.shape == "text":
        size = _fraction(mask.size or _DEFAULT_SIZE)
        pairs += [("text", mask.text.replace(":", r"\:")), ("scale", "1"), ("fs", size)]
    else:
        names, share = _SIZES[mask.shape]
        width, height = (length / share for length in mask.lengths[2:])
        pairs += zip(names, (_fraction(width), _fraction(height)), strict=True)
    return ":".join([mask.shape, *(f"{name}={value}" for name, value in pairs)])


_SIZES = {"rect": (("width", "height"), 1), "ellipse": (("rx", "ry"), 2)}
"""What Anki calls the size of a box, and into how many of it the whole is cut."""


def _fraction(number: float) -> str:
    """Return a number as Anki's own mask editor writes it."""
    rounded = f"{min(max(number, 0.0), 1.0):.{_DIGITS}f}"
    return rounded.rstrip("0").rstrip(".").removeprefix("0") or "0"
