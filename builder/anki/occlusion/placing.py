"""The masks of a note on its picture: lengths of any unit to fractions, and drawings."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from builder.anki.media import MediaFile, packaged_content
from builder.anki.occlusion.drawing import DrawingError, read_drawing
from builder.anki.occlusion.placedmask import PlacedMask
from builder.base.code import Code
from builder.base.diagnostic import Diagnostic, Location
from builder.cards.mask import Length, Mask
from builder.cards.yamltree import Text

_UNKNOWN = (0, 0)
# Ends of deletions, and what engines before 26.09 stumble over.
_UNREADABLE = ("{{", "}}", "\\")
# As far as a drawing may be of another shape than its picture before it is told.
_SAME_RATIO = 0.03


@dataclass(slots=True)
class MaskPlacement:
    """The placing of one note's masks; what is wrong is kept in ``diagnostics``."""

    picture: MediaFile
    diagnostics: list[Diagnostic]

    def shapes(self, masks: Sequence[Mask]) -> list[PlacedMask]:
        """Place masks that are written in the card file."""
        width, height = _UNKNOWN
        if any(not length.is_percent for mask in masks for length in _all(mask)):
            width, height = picture_size(self.picture)
            if not (width and height):
                message = (
                    f"the size of `{self.picture.reference}` is not known: give masks in "
                    "percent"
                )
                self._report(masks[0].location, message)
                return []
        placed = [_placed(mask, width or 1, height or 1) for mask in masks]
        size = f" ({width} × {height} pixels)" if width else ""
        self._check(placed, size)
        return placed

    def drawn(self, named: Text, drawing: MediaFile) -> list[PlacedMask]:
        """Place the masks of a drawing."""
        try:
            found = read_drawing(packaged_content(drawing).decode(), named.location)
        except (DrawingError, UnicodeDecodeError) as error:
            message = f"`{drawing.reference}` cannot be read as SVG: {error}"
            self._report(named.location, message)
            return []
        if not any(mask.hides for mask in found.masks):
            message = (
                f"`{drawing.reference}` has no shape with an id: these are the masks"
            )
            self._report(named.location, message)
        self._check_ratio(named, found.ratio)
        self._check(found.masks, "")
        return list(found.masks)

    def _check_ratio(self, named: Text, ratio: float) -> None:
        width, height = picture_size(self.picture) if ratio else _UNKNOWN
        if width and abs(ratio * height / width - 1) > _SAME_RATIO:
            message = (
                f"the drawing is {ratio:.2f} times as wide as high, the picture "
                f"{width / height:.2f} times: its masks would lie elsewhere; draw them over "
                "the picture, and leave the picture in the drawing"
            )
            self._report(named.location, message)

    def _check(self, placed: Sequence[PlacedMask], size: str) -> None:
        for mask in placed:
            if not mask.is_inside:
                message = f"the mask `{mask.name}` reaches out of the picture{size}"
                self._report(mask.location, message)
            unreadable = next((sign for sign in _UNREADABLE if sign in mask.text), "")
            if unreadable:
                message = (
                    f"`{unreadable}` cannot stand in a text on a picture: Anki would lose "
                    "the text"
                )
                self._report(mask.location, message)

    def _report(self, location: Location, message: str) -> None:
        self.diagnostics.append(Diagnostic(location, Code.MASKS, message))


def picture_size(picture: MediaFile) -> tuple[int, int]:
    """Return the width and height of a picture in pixels, zeros when nobody knows."""
    # A moment that only builds with masks in pixels have to wait for.
    import imagesize  # noqa: PLC0415

    width, height = imagesize.get(io.BytesIO(packaged_content(picture)))
    return (int(width), int(height)) if width > 0 < height else _UNKNOWN


def _all(mask: Mask) -> tuple[Length, ...]:
    return (*mask.lengths, mask.size) if mask.size else mask.lengths


def _placed(mask: Mask, width: int, height: int) -> PlacedMask:
    sides = (width, height)
    return PlacedMask(
        mask.shape,
        tuple(_share(one, sides[place % 2]) for place, one in enumerate(mask.lengths)),
        str(mask),
        mask.location,
        number=mask.number,
        text=mask.text,
        size=_share(mask.size, height) if mask.size else 0.0,
    )


def _share(length: Length, side: int) -> float:
    return length.number / (100 if length.is_percent else side)
