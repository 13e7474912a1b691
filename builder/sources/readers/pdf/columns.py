"""The order in which the runs of a page are read: bands, and columns in them."""

from __future__ import annotations

from collections.abc import Sequence

from builder.sources.readers.pdf.piece import TextPiece

_FEWEST = 4
_MOST_CROSSING = 0.25
_FEWEST_BESIDE = 0.2
_LONG = 18
_DEEPEST = 4


def in_reading_order(
    pieces: Sequence[TextPiece], depth: int = 0
) -> list[list[TextPiece]]:
    """Return the lines of a page, each as its runs from left to right.

    Where white space parts the page from top to bottom, the left part is read first;
    what lies across it parts the page into bands.
    """
    gutter = _gutter(pieces) if depth < _DEEPEST else None
    if gutter is None:
        return _lines(pieces)
    found: list[list[TextPiece]] = []
    left: list[TextPiece] = []
    right: list[TextPiece] = []

    def flush() -> None:
        found.extend(in_reading_order(left, depth + 1))
        found.extend(in_reading_order(right, depth + 1))
        left.clear()
        right.clear()

    for piece in sorted(pieces, key=lambda one: -one.top):
        if piece.right <= gutter:
            left.append(piece)
        elif piece.left >= gutter:
            right.append(piece)
        else:
            flush()
            found.append([piece])
    flush()
    return found


def _gutter(pieces: Sequence[TextPiece]) -> float | None:
    """Return where a strip of white parts long lines from long lines."""
    if len(pieces) < _FEWEST * 2:
        return None
    edges = sorted({one.left for one in pieces})
    low = min(one.left for one in pieces)
    high = max(one.right for one in pieces)
    best: tuple[float, float] | None = None
    for edge in edges:
        if not low + 0.25 * (high - low) < edge < low + 0.8 * (high - low):
            continue
        place = edge - 2
        crossing = sum(one.left < place < one.right for one in pieces)
        left = [one for one in pieces if one.right <= place]
        right = [one for one in pieces if one.left >= place]
        if crossing <= len(pieces) * _MOST_CROSSING and _are_columns(left, right):
            share = crossing / len(pieces)
            if best is None or share < best[0]:
                best = (share, place)
    return best[1] if best else None


def _are_columns(left: Sequence[TextPiece], right: Sequence[TextPiece]) -> bool:
    """Whether both sides hold text that runs on, and stand beside each other."""
    if min(len(left), len(right)) < max(
        _FEWEST, (len(left) + len(right)) * _FEWEST_BESIDE
    ):
        return False
    if min(_usual_length(left), _usual_length(right)) < _LONG:
        return False
    top = min(max(one.top for one in left), max(one.top for one in right))
    bottom = max(min(one.bottom for one in left), min(one.bottom for one in right))
    height = max(one.top for one in (*left, *right)) - min(
        one.bottom for one in (*left, *right)
    )
    return top - bottom > 0.3 * height


def _usual_length(pieces: Sequence[TextPiece]) -> int:
    """Return how long lines are, but for titles and the ends of paragraphs."""
    lengths = sorted(len(one.text) for one in pieces)
    return lengths[len(lengths) * 7 // 10]


def _lines(pieces: Sequence[TextPiece]) -> list[list[TextPiece]]:
    """Return runs as lines: those of one height belong together."""
    lines: list[list[TextPiece]] = []
    for piece in sorted(pieces, key=lambda one: -(one.bottom + one.top)):
        middle = (piece.bottom + piece.top) / 2
        if lines:
            first = lines[-1][0]
            if abs((first.bottom + first.top) / 2 - middle) < 0.45 * max(
                first.size, piece.size
            ):
                lines[-1].append(piece)
                continue
        lines.append([piece])
    return [sorted(line, key=lambda one: one.left) for line in lines]
