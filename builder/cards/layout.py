"""What stands in a card file beside its texts: comments, and blanks nobody sees."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from builder.base.diagnostic import Location
from builder.cards.yamltree.written import WrittenScalar, written_scalars


def comment_lines(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the comments that have a line to themselves: line, column and text.

    What begins with ``#`` inside of a text is none. Nothing where it is no YAML.
    """
    scalars = written_scalars(text)
    inside = _lines_of(scalars)
    for number, line in enumerate(text.splitlines() if scalars else ()):
        stripped = line.lstrip()
        if stripped.startswith("#") and number not in inside:
            yield number + 1, len(line) - len(stripped) + 1, stripped.rstrip()


def quoted(text: str, lost: Collection[Location]) -> str:
    """Put quotes around texts that YAML takes a part of, at these places.

    Their ends are comments to YAML, or they begin with a tag or an anchor. Those that
    stand on several lines stay as they are.
    """
    lines = text.split("\n")
    places = {(place.line - 1, place.column - 1) for place in lost}
    ends = {
        line: column for line, column in places if lines[line][column:].startswith("#")
    }
    # From behind: what stands before a text keeps its column.
    for scalar in reversed(written_scalars(text)):
        line = scalar.last_line
        if scalar.style or scalar.first_line != line:
            continue
        written = lines[line]
        if line in ends and not written[scalar.last_column : ends[line]].strip():
            end = len(written.removesuffix("\r"))
        elif (line, scalar.first_column) in places:
            end = scalar.last_column
        else:
            continue
        safe = written[scalar.first_column : end].rstrip().replace("'", "''")
        lines[line] = f"{written[: scalar.first_column]}'{safe}'{written[end:]}"
    return "\n".join(lines)


def without_trailing_blanks(text: str) -> str:
    """Take away what nobody sees behind lines; texts of several lines keep theirs."""
    scalars = written_scalars(text)
    if not scalars:
        return text
    inside = _lines_of(scalars) | {
        scalar.first_line for scalar in scalars if _is_long(scalar)
    }
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if number not in inside:
            end = "\r" if line.endswith("\r") else ""
            lines[number] = line.removesuffix("\r").rstrip(" \t") + end
    return "\n".join(lines)


def _lines_of(scalars: Collection[WrittenScalar]) -> set[int]:
    """Return the lines that a text goes on in, counted from 0."""
    return {
        line
        for scalar in scalars
        for line in range(scalar.first_line + 1, scalar.last_line + 1)
    }


def _is_long(scalar: WrittenScalar) -> bool:
    """Whether a text in quotes, or without, goes on in the next line."""
    return scalar.last_line > scalar.first_line and scalar.style not in {"|", ">"}
