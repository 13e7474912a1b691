"""Code fences: where one really ends when its writer forgot to close it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from builder.sources.readers import lines

WRAPPERS = frozenset({"", "markdown", "md", "text", "txt", "plaintext"})
"""What a fence is called that may hold a text, and no code."""


# A heading, or a link to the top of the page.
_NO_CODE = re.compile(
    r"(?:\d{1,3}[.、)]\s+)?#{2,6} \S|[\s*_]*\[[^\[\]]*\]\(#[^()]*\)[\s*_]*$"
)


_LOOK_AHEAD = 60


class Fences:
    """The fences of a document, to tell which lines cannot be inside of one."""

    def __init__(self, numbered: Sequence[tuple[int, str]]) -> None:
        found = [
            (number, match["info"].strip())
            for number, line in numbered
            if (match := lines.FENCE.match(line.strip())) is not None
        ]
        self.numbers = [number for number, _ in found]
        self.infos = [info for _, info in found]

    def is_outside(self, number: int, line: str) -> bool:
        """Whether a line, met inside an open fence, shows that it was never closed.

        A heading of Markdown (two marks or more: one is a comment of a shell) is code
        or not, whichever leaves fewer fences behind it that open or close nothing.
        """
        opening = lines.FENCE.match(line.strip())
        if opening is not None and opening["info"].strip():
            return len(opening["info"].split()) == 1 and line.startswith("`")
        if not _NO_CODE.match(line):
            return False
        after = bisect_right(self.numbers, number)
        coming = self.infos[after : after + _LOOK_AHEAD]
        return _oddities(coming, is_open=False) < _oddities(coming, is_open=True)


def _oddities(infos: Sequence[str], *, is_open: bool) -> int:
    """Count the fences that cannot be what they look like, and an open end."""
    found = 0
    for info in infos:
        if info:
            found += is_open
            is_open = True
        else:
            is_open = not is_open
    return found + is_open


def closes(line: str, fence: str) -> bool:
    """Whether a line closes an open fence."""
    bare = line.strip()
    return bare.startswith(fence) and not bare.strip(fence[0])


def around(code: str) -> str:
    """Return a fence that the code cannot close."""
    longest = max((len(run) for run in re.findall(r"`{3,}", code)), default=2)
    return "`" * (longest + 1)


def unwrapped(numbered: Sequence[tuple[int, str]]) -> Sequence[tuple[int, str]]:
    """Return the lines of a document without a fence that wraps all of it."""
    filled = [index for index, (_, line) in enumerate(numbered) if line.strip()]
    if len(filled) < 4:
        return numbered
    first, last = filled[0], filled[-1]
    opening = lines.FENCE.match(numbered[first][1].strip())
    if opening is None or opening["info"].strip().lower() not in WRAPPERS:
        return numbered
    fence = opening["fence"]
    inside = numbered[first + 1 : last]
    if not closes(numbered[last][1], fence):
        return numbered
    bare = sum(1 for _, line in inside if closes(line, fence))
    opened = sum(
        1
        for _, line in inside
        if line.strip().startswith(fence) and not closes(line, fence)
    )
    is_nested = bare == opened or (bare - opened) % 2 == 0
    has_headings = any(re.match(r"#{1,6} \S", line) for _, line in inside)
    if opening["info"].strip().lower() not in {"markdown", "md"} and not has_headings:
        return numbered
    if not is_nested or (bare and not opened and not has_headings):
        return numbered
    if bare >= 2 and not opened and not opening["info"].strip():
        return numbered
    return inside
