"""The masks of an occlusion note as its author wrote them: shapes over a picture."""

from __future__ import annotations

from dataclasses import dataclass

from builder.base.diagnostic import Location
from builder.cards.yamltree import Text


@dataclass(frozen=True, slots=True)
class Length:
    """A number of pixels of a picture, or of percent of its width or height."""

    number: float
    is_percent: bool

    def __str__(self) -> str:
        return f"{self.number:g}{'%' if self.is_percent else ''}"


@dataclass(frozen=True, slots=True)
class Mask:
    """A shape that hides a part of a picture, or a text that stands on it.

    ``lengths`` are left, top, width and height of a box, the x and y of each corner of
    a polygon, or left and top of a text. Shapes with one ``number`` belong together;
    those without (0) get one each. ``size`` is the height of a text.
    """

    shape: str
    lengths: tuple[Length, ...]
    location: Location
    number: int = 0
    text: str = ""
    size: Length | None = None

    def __str__(self) -> str:
        words = [self.shape, *map(str, self.lengths), self.text, self.size or ""]
        return " ".join(str(word) for word in words if word)


@dataclass(frozen=True, slots=True)
class Masks:
    """What hides the parts of a picture: shapes, or a drawing in ``media/`` with some.

    With ``hides_all`` a card hides the others too, and only asks for one.
    """

    shapes: tuple[Mask, ...]
    drawing: Text | None
    hides_all: bool
