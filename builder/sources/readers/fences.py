"""Code fences: where one really ends when its writer forgot to close it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from builder.sources.readers import lines

WRAPPERS = frozenset({"", "markdown", "md", "text", "txt", "plaintext"})
"""What a fence is called that may hold a text, and no code."""


# A heading, or a link to the top of the page.
_NO_CODE = re.compile(
    r"(?:\d{1,3}[.、)]\s+)?#{2,6} \S|[\s*_]*\[[^\[\]]*\]\(#[^()]*\)[\s*_]*$"
)


# What contradicts a reading: a fence that is never closed, a heading inside of one.
_UNCLOSED = 1.0
_HEADING = 0.5
_MARKER = re.compile(r"^(?:[-*+]|\d{1,3}[.)])\s+(?=[`~]{3})")


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the lines so far were read as, and how much contradicts that.

    ``fence`` is the one that is open, if any; ``ends`` are the lines right before which
    one ends that was never closed.
    """

    contradiction: float = 0.0
    fence: str = ""
    has_heading: bool = False
    ends: tuple[int, ...] = ()


class Fences:
    """The fences of a document, to tell which lines cannot be inside of one.

    A heading of Markdown (two marks or more: one is a comment of a shell) is code or
    not, whichever contradicts itself less in the whole document.
    """

    def __init__(self, numbered: Sequence[tuple[int, str]]) -> None:
        readings = {("", False): _Reading()}
        for number, line in numbered:
            if "`" not in line and "~" not in line and not _NO_CODE.match(line):
                continue
            following: dict[tuple[str, bool], _Reading] = {}
            for before in readings.values():
                for one in _readings(before, number, line):
                    key = (one.fence, one.has_heading)
                    if key not in following or _is_better(one, following[key]):
                        following[key] = one
            readings = following
        best = min(
            readings.values(),
            key=lambda one: one.contradiction + bool(one.fence) * _UNCLOSED,
        )
        self.ends = frozenset(best.ends)

    def ends_before(self, number: int) -> bool:
        """Whether a line, met inside an open fence, shows that it was never closed."""
        return number in self.ends


def _readings(before: _Reading, number: int, line: str) -> Iterator[_Reading]:
    """Return what a line can be, behind what was read before."""
    opening = lines.FENCE.match(_MARKER.sub("", line.strip()))
    if not before.fence:
        yield replace(before, fence=opening["fence"]) if opening else before
    elif closes(line, before.fence):
        yield replace(before, fence="", has_heading=False)
    elif opening is not None and opening["info"].strip():
        yield _begun(before, number, line) if _begins(opening, before, line) else before
    elif _NO_CODE.match(line):
        doubt = 0.0 if before.has_heading else _HEADING
        doubted = before.contradiction + doubt
        yield replace(before, contradiction=doubted, has_heading=True)
        yield _ended(before, number)
    else:
        yield before


def _begins(opening: re.Match[str], before: _Reading, line: str) -> bool:
    """Whether a fence that names its language stands in one that was never closed."""
    is_word = len(opening["info"].split()) == 1
    return is_word and line.startswith("`") and opening["fence"] >= before.fence


def _begun(before: _Reading, number: int, line: str) -> _Reading:
    opening = lines.FENCE.match(line.strip())
    fence = opening["fence"] if opening else ""
    return replace(_ended(before, number), fence=fence)


def _ended(before: _Reading, number: int) -> _Reading:
    contradiction = before.contradiction + _UNCLOSED
    return _Reading(contradiction, ends=(*before.ends, number))


def _is_better(one: _Reading, other: _Reading) -> bool:
    return one.contradiction < other.contradiction


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
