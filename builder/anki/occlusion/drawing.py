"""The masks of an SVG drawing: the only module that knows svgelements.

Every shape with an id is a mask, a text with one is a text on the picture. Shapes of a
group with an id are one mask; a layer, or a group that holds everything, is none.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from builder.anki.occlusion.placedmask import PlacedMask
from builder.base.diagnostic import Location

_LAYER = "{http://www.inkscape.org/namespaces/inkscape}groupmode"
# Enough for a round shape, and few enough to be dragged about in Anki's mask editor.
_POINTS_OF_A_CURVE = 8
_NEAREST = 0.003
_SMALLEST = 0.002
# From the line that letters stand on to their top.
_ASCENT = 0.8

_Point: TypeAlias = tuple[float, float]


class DrawingError(Exception):
    """What is wrong with a drawing."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """The masks of a drawing; ``ratio`` is its width by its height.

    The ratio is 0 when the picture lies in the drawing: then nothing is out of scale.
    """

    masks: tuple[PlacedMask, ...]
    ratio: float


def read_drawing(content: str, location: Location) -> Drawing:
    """Read an SVG file; ``location`` is where a note names it.

    Raises:
        DrawingError: It is no SVG, or nobody can tell how large it is.
    """
    # A moment that only builds with a drawing have to wait for.
    import svgelements  # noqa: PLC0415

    try:
        root = svgelements.SVG.parse(io.StringIO(content), reify=True)
    except Exception as error:
        # Whatever a broken file makes of the library: XML, numbers, units.
        raise DrawingError(str(error) or type(error).__name__) from error
    reading = _Reading(svgelements, root, location)
    return Drawing(tuple(reading.masks()), reading.ratio)


class _Reading:
    """The reading of one drawing, whose parts lie relative to its picture."""

    def __init__(self, library: Any, root: Any, location: Location) -> None:
        self.library = library
        self.root = root
        self.location = location
        self.left, self.top, self.width, self.height = self._frame()

    @property
    def ratio(self) -> float:
        return 0.0 if self._pictures() else self.width / self.height

    def _pictures(self) -> list[Any]:
        return [one for one in self.root.elements() if type(one).__name__ == "Image"]

    def _frame(self) -> tuple[float, float, float, float]:
        """Return the place and size of the picture: the largest one, or the canvas."""
        boxes = [_box_of(one) for one in self._pictures()]
        if boxes:
            return max(boxes, key=lambda box: box[2] * box[3])
        if not (self.root.viewbox or {"width", "height"} <= {*self.root.values}):
            raise DrawingError("no `viewBox` and no size")
        return 0.0, 0.0, float(self.root.width), float(self.root.height)

    def masks(self) -> Iterator[PlacedMask]:
        every = {id(one) for one in self._shapes(self.root)}
        yield from self._masks_of(self.root, "", every)

    def _shapes(self, group: Any) -> Iterator[Any]:
        """Yield the shapes and texts below a group."""
        kinds = (self.library.Shape, self.library.Text)
        yield from group.select(lambda one: isinstance(one, kinds))

    def _masks_of(self, group: Any, name: str, every: set[int]) -> Iterator[PlacedMask]:
        """Yield what has an id, or stands in a group that has one."""
        for one in group:
            if isinstance(one, self.library.Group | self.library.Use):
                own = "" if self._is_layer(one, every) else one.id or ""
                yield from self._masks_of(one, name or own, every)
            elif id(one) in every and (name or one.id):
                yield from self._masks(one, name or one.id)

    def _is_layer(self, group: Any, every: set[int]) -> bool:
        """Whether a group holds masks, and is none itself."""
        # Its own attributes: those of the groups around it are in ``values`` too.
        is_named_so = _LAYER in group.values.get("attributes", {})
        has_masks = any(one.id for one in group.select() if one is not group)
        holds_all = every <= {id(shape) for shape in self._shapes(group)}
        return is_named_so or (has_masks and holds_all)

    def _masks(self, one: Any, name: str) -> Iterator[PlacedMask]:
        if isinstance(one, self.library.Text):
            yield from self._text(one, name)
        elif isinstance(one, self.library.Shape):
            shape = _BOXES.get(type(one).__name__, "") if _is_upright(one) else ""
            if shape:
                yield from self._box(one, shape, name)
            else:
                yield from self._polygons(one, name)

    def _box(self, one: Any, shape: str, name: str) -> Iterator[PlacedMask]:
        left, top, right, bottom = one.bbox()
        x, y = self._placed(left, top)
        width, height = (right - left) / self.width, (bottom - top) / self.height
        if min(width, height) > _SMALLEST:
            yield PlacedMask(shape, (x, y, width, height), name, self.location)

    def _polygons(self, one: Any, name: str) -> Iterator[PlacedMask]:
        path = abs(self.library.Path(one))
        for part in path.as_subpaths():
            points = [self._placed(*point) for point in _points(part)]
            corners = _apart(points)
            if len(corners) > 2 and _area(corners) > _SMALLEST**2:  # noqa: PLR2004 -- a line has two
                lengths = tuple(number for point in corners for number in point)
                yield PlacedMask("polygon", lengths, name, self.location)

    def _text(self, one: Any, name: str) -> Iterator[PlacedMask]:
        text = " ".join((one.text or "").split())
        if text:
            scale = one.transform
            size = one.font_size * abs(scale.d)
            x = one.x * scale.a + scale.e
            y = one.y * scale.d + scale.f - size * _ASCENT
            place, height = self._placed(x, y), size / self.height
            yield PlacedMask("text", place, name, self.location, text=text, size=height)

    def _placed(self, x: float, y: float) -> _Point:
        return (x - self.left) / self.width, (y - self.top) / self.height


_BOXES = {"Rect": "rect", "Circle": "ellipse", "Ellipse": "ellipse"}


def _box_of(picture: Any) -> tuple[float, float, float, float]:
    scale = picture.transform
    left, top = picture.x * scale.a + scale.e, picture.y * scale.d + scale.f
    return left, top, picture.width * scale.a, picture.height * scale.d


def _is_upright(shape: Any) -> bool:
    """Whether a box still has its sides along the sides of the drawing."""
    turned = abs(shape.transform.b) + abs(shape.transform.c)
    return turned < 1e-6 and not getattr(shape, "rotation", 0)  # noqa: PLR2004 -- rounding


def _points(path: Any) -> Iterator[_Point]:
    """Yield the corners of a path, and some points of each of its curves."""
    for segment in path:
        name = type(segment).__name__
        steps = 1 if name in {"Line", "Close", "Move"} else _POINTS_OF_A_CURVE
        if segment.end is None:
            continue
        for step in range(1, steps):
            point = segment.point(step / steps)
            yield float(point.x), float(point.y)
        yield float(segment.end.x), float(segment.end.y)


def _apart(points: Sequence[_Point]) -> list[_Point]:
    """Return points without those that lie where the one before lies."""
    kept: list[_Point] = []
    for point in points:
        if not kept or math.dist(kept[-1], point) > _NEAREST:
            kept.append(point)
    while len(kept) > 1 and math.dist(kept[0], kept[-1]) <= _NEAREST:
        kept.pop()
    return kept


def _area(points: Sequence[_Point]) -> float:
    """Return the area of a polygon."""
    pairs = zip(points, [*points[1:], points[0]], strict=True)
    return abs(sum(one[0] * two[1] - two[0] * one[1] for one, two in pairs)) / 2
