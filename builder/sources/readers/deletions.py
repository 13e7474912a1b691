"""Texts with gaps, whatever marks their program writes, as Anki's deletions."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import count

from builder.text import cloze

_VERBATIM = re.compile(
    r"(?ms)^ *(?P<fence>`{3,}|~{3,}).*?^ *(?P=fence)[ \t]*$|(?P<ticks>`+)[^`].*?(?P=ticks)"
    r"|\$\$.+?\$\$|\$(?=\S)[^$\n]*(?<=\S)\$(?!\d)"
    r"|\\\(.{1,2000}?\\\)|\\\[.{1,2000}?\\\]"
)


_HIDDEN = "\ue011"


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

    ``mark`` has a group ``gap``, and may have ``hint`` (or ``note``) and ``number``.
    """
    told = {int(match["number"]) for match in mark.finditer(text) if _number(match)}
    free = (number for number in count(1) if number not in told)

    def deleted(match: re.Match[str]) -> str:
        groups = match.groupdict()
        hint = groups.get("hint") or groups.get("note") or ""
        return marker(_number(match) or next(free), match["gap"], hint)

    return _outside_code(text, lambda shown: mark.sub(deleted, shown))


def _number(match: re.Match[str]) -> int:
    return int(match.groupdict().get("number") or 0)


def _outside_code(text: str, change: Callable[[str], str]) -> str:
    """Change a text but for its code and math, in which no mark is meant."""
    hidden: list[str] = []

    def hide(match: re.Match[str]) -> str:
        hidden.append(match[0])
        return f"{_HIDDEN}{len(hidden) - 1}{_HIDDEN}"

    shown = change(_VERBATIM.sub(hide, text.replace(_HIDDEN, "")))
    return re.sub(f"{_HIDDEN}(\\d+){_HIDDEN}", lambda one: hidden[int(one[1])], shown)
