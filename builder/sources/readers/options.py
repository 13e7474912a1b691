"""The options that a text or a record lists, without the letters that count them."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from builder.sources.language import lettering

_LETTER = re.compile(
    rf"(?:^|(?<=[\s;,；，]))[(（]?(?:(?P<capital>{lettering.CAPITAL})[.)）．、:：]"
    rf"|(?P<small>{lettering.LETTER})[)）])\s*(?=\S)"
)
_NARROW = {code: code - 0xFEE0 for code in range(ord("Ａ"), ord("Ｈ") + 1)}


@dataclass(frozen=True, slots=True)
class Option:
    """An answer to choose from; ``name`` is what the right answer may call it."""

    text: str
    name: str = ""
    is_right: bool = False


def options_in(text: str) -> list[Option]:
    """Return the options that one text lists: by letters, by lines or by marks."""
    text = text.strip()
    if text.startswith("["):
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, list) and all(isinstance(one, str) for one in found):
            return [Option(one) for one in found if one.strip()]
    _, lettered = taken_apart(text)
    if lettered:
        return lettered
    for mark in (r"\n", r"\|", r"[;；]"):
        parts = [part.strip() for part in re.split(mark, text)]
        if len(parts) > 1:
            return [Option(part) for part in parts if part]
    return [Option(text)] if text else []


def taken_apart(text: str) -> tuple[str, list[Option]]:
    """Take ``Which? A. one B. two`` apart when the letters count up from A."""
    found = list(_LETTER.finditer(text))
    letters = _names(found)
    if len(found) < 2 or not lettering.is_counted(letters):
        return text, []
    ends = [*(match.start() for match in found[1:]), len(text)]
    options = [
        Option(text[match.end() : end].strip().rstrip(";,；，").strip(), letter)
        for match, end, letter in zip(found, ends, letters, strict=True)
    ]
    return text[: found[0].start()].strip(), options


def without_letters(options: Sequence[Option]) -> list[Option]:
    """Take letters off options that all have one."""
    kept = [option for option in options if option.text.strip()]
    found = [_LETTER.match(option.text.strip()) for option in kept]
    letters = _names([match for match in found if match])
    if len(letters) < len(kept) or not lettering.is_counted(letters):
        return kept
    return [
        replace(
            option,
            text=option.text.strip()[match.end() :],
            name=option.name or letter,
        )
        for option, match, letter in zip(kept, found, letters, strict=True)
        if match
    ]


def _names(found: Sequence[re.Match[str]]) -> list[str]:
    return [lettering.normal(match["capital"] or match["small"]) for match in found]


def without_letter(text: str) -> str:
    """Return a text without a letter before it: ``B) two``."""
    match = _LETTER.match(text.strip())
    return text.strip()[match.end() :] if match else text


def half_width(text: str) -> str:
    """Return a text with full-width letters as Latin ones."""
    return text.translate(_NARROW)
