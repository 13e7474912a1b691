"""What counts options: numbers, and the letters of every script that has an order."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lettering:
    """One order of letters, capitals where the script has these."""

    name: str
    letters: tuple[str, ...]


LETTERINGS = (
    Lettering("Latin", tuple("ABCDEFGH")),
    Lettering("Cyrillic", tuple("АБВГДЕЖЗ")),
    Lettering("Ukrainian", tuple("АБВГҐДЕЄ")),
    Lettering("Greek", tuple("ΑΒΓΔΕΖΗΘ")),
    Lettering("Arabic", tuple("أبجدهوزح")),
    Lettering("Arabic alphabet", tuple("أبتثجحخد")),
    Lettering("Persian", ("الف", *"بجدهوزح")),
    Lettering("Persian alphabet", ("الف", *"بپتثجچح")),
    Lettering("Hebrew", tuple("אבגדהוזח")),
    Lettering("katakana", tuple("アイウエオカキク")),
    Lettering("hiragana", tuple("あいうえおかきく")),
    Lettering("iroha", tuple("イロハニホヘト")),
    Lettering("Hangul", tuple("가나다라마바사아")),
    Lettering("Hangul consonants", tuple("ㄱㄴㄷㄹㅁㅂㅅㅇ")),
    Lettering("Thai", tuple("กขคงจฉชซ")),
    Lettering("Devanagari", tuple("कखगघङचछज")),
    Lettering("Devanagari after the Latin letters", tuple("अबसद")),
    Lettering("Bengali", tuple("কখগঘঙচছজ")),
)
_CAPITALS = {letter for one in LETTERINGS for letter in one.letters} | {"ا", "[Ａ-Ｈ]"}
_SMALL = {letter.lower() for letter in _CAPITALS}
CAPITAL = "|".join(sorted(_CAPITALS, key=lambda one: (-len(one), one)))
"""One capital, or a letter of a script without, as a pattern."""
LETTER = "|".join(sorted(_CAPITALS | _SMALL, key=lambda one: (-len(one), one)))
"""One letter that may count an option, as a pattern."""
OTHER = "|".join(
    sorted(
        {*_CAPITALS, *_SMALL} - {*"ABCDEFGHabcdefgh"}, key=lambda one: (-len(one), one)
    )
)
"""One letter that is none of Latin, as a pattern."""
CIRCLED = "[①-⑳]"

# Nobody sees which of two that look the same was typed.
_ALIKE = str.maketrans("АВСЕНΑΒΕΖΗ", "ABCEHABEZH")
_ALEFS = str.maketrans("اآإ", "أأأ")


def normal(name: str) -> str:
    """Return a letter or a number as it is compared: a capital of common width."""
    text = unicodedata.normalize("NFKC", name).upper()
    if text.isdecimal():
        return str(int(text))
    return text if len(text) > 1 else text.translate(_ALEFS)


def is_counted(names: Sequence[str]) -> bool:
    """Whether names are the first of an order, one behind the other."""
    return any(tuple(names) == order[: len(names)] for order in _orders(names))


def is_complete(names: Sequence[str]) -> bool:
    """Whether names are the first of an order, each once, in whatever sequence."""
    return len(set(names)) == len(names) and any(
        set(names) == set(order[: len(names)]) for order in _orders(names)
    )


def _orders(names: Sequence[str]) -> list[tuple[str, ...]]:
    if all(name.isdecimal() for name in names):
        return [tuple(str(number) for number in range(1, len(names) + 1))]
    return [one.letters for one in LETTERINGS]


def place(name: str, names: Sequence[str]) -> int | None:
    """Return the place of the option that a name means; none where two may be meant.

    A letter of another script may mean the one that looks like it, or the one that
    stands where it does in its own order.
    """
    if name in names:
        return names.index(name)
    if not name.isdecimal() and all(other.isdecimal() for other in names):
        return position(name)
    alike = [other.translate(_ALIKE) for other in names]
    twin = name.translate(_ALIKE)
    own = {one.letters.index(name) for one in LETTERINGS if name in one.letters}
    if twin not in alike or own != {alike.index(twin)}:
        return None
    return alike.index(twin)


def position(name: str) -> int:
    """Return the place of a name among options that have none themselves, or -1."""
    if name.isdecimal():
        return int(name) - 1
    places = (one.letters.index(name) for one in LETTERINGS if name in one.letters)
    return min(places, default=-1)


def script(character: str) -> str:
    """Return the script of a character: ``LATIN``, ``CYRILLIC``, ``CJK``."""
    return unicodedata.name(character, "").partition(" ")[0]
