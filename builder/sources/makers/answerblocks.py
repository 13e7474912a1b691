"""An answer as the blocks that makers look at: paragraphs, lists, code, tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

AnswerBlockKind: TypeAlias = Literal[
    "paragraph", "heading", "list", "fence", "table", "other"
]
_ITEM = re.compile(
    r"^(?P<indent> {0,3})(?P<mark>[-*+]|\d{1,3}[.)])[ \t]+(?P<rest>\S.*)$"
)
_FENCE = re.compile(r"^ {0,3}(?P<mark>`{3,}|~{3,})[ \t]*(?P<language>[^\s`{]*)")
_HEADING = re.compile(r"^ {0,3}(?P<marks>#{1,6})[ \t]+(?P<text>\S.*?)[ \t#]*$")
_OTHER = re.compile(r"^ {0,3}(?:>|<[a-zA-Z/!]|!\[|\$\$|(?:[-*_][ \t]*){3,}$)|^ {4}")
_TABLE_RULE = re.compile(
    r"^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list: its mark, its own paragraph, and what stands below it."""

    mark: str
    text: str
    below: str = ""


@dataclass(frozen=True, slots=True)
class AnswerBlock:
    """A block of an answer.

    ``text`` is that of a paragraph or heading, the inside of a fence, or the whole block;
    ``level`` is a heading's, ``language`` a fence's.
    """

    kind: AnswerBlockKind
    text: str
    entries: tuple[Entry, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    level: int = 0
    language: str = ""

    @property
    def is_ordered(self) -> bool:
        """Whether it is a list that counts."""
        return bool(self.entries) and self.entries[0].mark[0].isdigit()


@lru_cache(maxsize=64)
def blocks_of(answer: str) -> tuple[AnswerBlock, ...]:
    """Return the blocks of an answer in their order."""
    lines = answer.split("\n")
    found: list[AnswerBlock] = []
    place = 0
    while place < len(lines):
        if not lines[place].strip():
            place += 1
            continue
        block, place = _next(lines, place)
        found.append(block)
    return tuple(found)


def _next(lines: Sequence[str], place: int) -> tuple[AnswerBlock, int]:
    line = lines[place]
    fence = _FENCE.match(line)
    if fence:
        return _fence(lines, place, fence)
    heading = _HEADING.match(line)
    if heading:
        level = len(heading["marks"])
        return AnswerBlock("heading", heading["text"], level=level), place + 1
    if "|" in line and place + 1 < len(lines) and _is_rule(lines[place + 1]):
        return _table(lines, place)
    if _ITEM.match(line):
        return _list(lines, place)
    kind: AnswerBlockKind = "other" if _OTHER.match(line) else "paragraph"
    end = place + 1
    while end < len(lines) and lines[end].strip() and not _starts(lines[end]):
        end += 1
    return AnswerBlock(kind, "\n".join(lines[place:end]).strip()), end


def _starts(line: str) -> bool:
    return bool(_FENCE.match(line) or _HEADING.match(line) or _ITEM.match(line))


def _is_rule(line: str) -> bool:
    return "-" in line and "|" in line and bool(_TABLE_RULE.match(line))


def _fence(
    lines: Sequence[str], place: int, fence: re.Match[str]
) -> tuple[AnswerBlock, int]:
    end = place + 1
    while end < len(lines) and not lines[end].strip().startswith(fence["mark"]):
        end += 1
    text = "\n".join(lines[place + 1 : end])
    return AnswerBlock("fence", text, language=fence["language"].lower()), end + 1


def _table(lines: Sequence[str], place: int) -> tuple[AnswerBlock, int]:
    end = place + 2
    while end < len(lines) and "|" in lines[end] and lines[end].strip():
        end += 1
    kept = [lines[place], *lines[place + 2 : end]]
    rows = tuple(_cells(row) for row in kept)
    return AnswerBlock("table", "\n".join(lines[place:end]), rows=rows), end


def _cells(row: str) -> tuple[str, ...]:
    inner = row.strip().removeprefix("|").removesuffix("|")
    return tuple(cell.strip() for cell in re.split(r"(?<!\\)\|", inner))


def _list(lines: Sequence[str], place: int) -> tuple[AnswerBlock, int]:
    """Read a list; what is indented below an entry, or goes on in it, belongs to it."""
    entries: list[Entry] = []
    start, is_counted = place, _is_counted(lines[place])
    while place < len(lines):
        match = _ITEM.match(lines[place])
        if match is None or match["mark"][0].isdigit() != is_counted:
            break
        end = _entry_end(lines, place + 1)
        entries.append(_entry(match, lines[place + 1 : end]))
        place = end
    text = "\n".join(lines[start:place]).rstrip()
    return AnswerBlock("list", text, tuple(entries)), place


def _is_counted(line: str) -> bool:
    match = _ITEM.match(line)
    return match is not None and match["mark"][0].isdigit()


def _entry_end(lines: Sequence[str], place: int) -> int:
    """Return where the next entry, or what stands behind the list, begins."""
    end = place
    is_after_blank = False
    while place < len(lines):
        line = lines[place]
        if not line.strip():
            is_after_blank = True
        elif _ITEM.match(line) and not line.startswith("  "):
            return place
        elif not line.startswith(("  ", "\t")) and (is_after_blank or _starts(line)):
            return end
        else:
            is_after_blank, end = False, place + 1
        place += 1
    return end


def _entry(match: re.Match[str], rest: Sequence[str]) -> Entry:
    own = [match["rest"]]
    below: list[str] = []
    for line in rest:
        starts = _ITEM.match(line.strip()) or _FENCE.match(line.strip())
        if not line.strip() or below or starts:
            below.append(line)
        else:
            own.append(line.strip())
    return Entry(match["mark"], "\n".join(own), _dedented(below))


def _dedented(lines: Sequence[str]) -> str:
    filled = [line for line in lines if line.strip()]
    if not filled:
        return ""
    margin = min(len(line) - len(line.lstrip()) for line in filled)
    return "\n".join(line[margin:] for line in lines).strip("\n")
