"""Whether what stands in a fence is sentences, which a phone cannot show in one line."""

from __future__ import annotations

import re

from builder.sources.language.codewords import CODE_LINES, COMMAND_LINES, SHELL_LINES

# From so many columns on a line goes beyond the screen of a phone.
_WIDE = 60
# Less may be what a program prints.
_FEWEST_COLUMNS = 100
# Of the text, so much must stand in lines of sentences.
_MOSTLY = 0.8
_FEWEST_WORDS = 5
_FEWEST_CHARACTERS = 10
_WORD = re.compile(r"(?<![\w/.=<>$-])[^\W\d_]{2,}(?![\w/=<>(-])|\b[aI]\b")
_CHINESE = re.compile(r"[\u3040-\u9fff\uac00-\ud7af]")
_ENDS = re.compile(r"[.。!！?？:：;；,，、)）”\"’']\s*$")
# Drawings, assignments, calls, markup, paths of prompts, comments of programs.
_NO_PROSE = re.compile(
    r"[{}│├└┌─┐┘|]|[=+*/-]{2,}|\w\(\)|\w=\S|=>|->|</?\w|;\s*$|^\s*(?://|/\*|\*/|\$|>|@|--)"
    r"|^\s*\w+\s*:=|^\s{4,}\S"
)


def is_prose(code: str) -> bool:
    """Whether lines are sentences of a language, some too long for a phone, no code."""
    rows = [row.rstrip() for row in code.expandtabs(4).split("\n") if row.strip()]
    if sum(map(_width, rows)) < _FEWEST_COLUMNS or max(map(_width, rows)) < _WIDE:
        return False
    if any(_NO_PROSE.search(row) or _is_code(row.strip()) for row in rows):
        return False
    told = sum(len(row) for row in rows if _is_sentence(row))
    return told >= _MOSTLY * sum(map(len, rows)) and any(
        _ENDS.search(row) for row in rows
    )


def _width(row: str) -> int:
    return len(row) + len(_CHINESE.findall(row))


def _is_code(row: str) -> bool:
    return CODE_LINES.holds(row) or COMMAND_LINES.holds(row) or SHELL_LINES.holds(row)


def _is_sentence(row: str) -> bool:
    words = len(_WORD.findall(row))
    pieces = len(row.split())
    chinese = len(_CHINESE.findall(row))
    if chinese >= _FEWEST_CHARACTERS:
        return chinese >= len(row) / 2
    return words >= _FEWEST_WORDS and words >= _MOSTLY * pieces
