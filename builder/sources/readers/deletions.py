"""Texts with gaps, whatever marks their program writes, as Anki's deletions."""

from __future__ import annotations

import re
from collections.abc import Callable

from builder.text import cloze

_CODE = re.compile(
    r"(?ms)^ *(`{3,}|~{3,}).*?^ *\1[ \t]*$|(?P<ticks>`+)[^`].*?(?P=ticks)"
)
_MATH = re.compile(r"(?s)\$\$.+?\$\$|\$(?=\S)[^$\n]+\$|\\\(.+?\\\)|\\\[.+?\\\]")


def is_cloze(text: str) -> bool:
    """Whether Anki makes cards of a text, whose deletions are all closed."""
    return (
        bool(cloze.card_ordinals([text]))
        and not cloze.unclosed(text)
        and cloze.deepest(text) <= cloze.MAXIMUM_LEVELS
    )


def marker(number: int, text: str, hint: str = "") -> str:
    """Return a deletion as Anki writes it."""
    shown = f"{{{{c{number}::{text.strip()}"
    return f"{shown}::{hint.strip()}}}}}" if hint.strip() else f"{shown}}}}}"


def with_deletions(text: str, mark: re.Pattern[str]) -> str:
    """Return a text whose marks are deletions, counted up; those in code are none.

    ``mark`` has a group ``gap``, and may have ``hint`` and ``number``.
    """
    count = 0

    def deleted(match: re.Match[str]) -> str:
        nonlocal count
        groups = match.groupdict()
        count += 1
        number = groups.get("number") or str(count)
        return marker(int(number[:3]), match["gap"], groups.get("hint") or "")

    return outside_code(text, lambda part: mark.sub(deleted, part))


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """Change what is neither code nor math, of which marks are only a part."""
    parts: list[str] = []
    end = 0
    for match in re.finditer(f"{_CODE.pattern}|{_MATH.pattern}", text):
        parts += [change(text[end : match.start()]), match[0]]
        end = match.end()
    return "".join([*parts, change(text[end:])])
