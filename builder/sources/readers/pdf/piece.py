"""A run of text on a page of a PDF, with its place and its looks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A run of text; its places are points from the left and from the bottom."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    is_bold: bool = False
    is_code: bool = False

    @property
    def width(self) -> float:
        """How long it is."""
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class PdfPage:
    """A page: its runs of text in the order of the file, and its size."""

    number: int
    width: float
    height: float
    pieces: tuple[TextPiece, ...]
    pictures: int = 0
