"""Which options are right: told by their text, their letter or their number.

A text decides over a letter and a letter over a number, for it alone cannot be read in
two ways: numbers count from 0 or from 1, which only a whole file tells, or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TypeAlias

from builder.sources.language import lettering
from builder.sources.readers import options as listed
from builder.sources.readers.options import Option

LETTERS = re.compile(
    r"(?i)[(（]?(?:option|choice|answer|选项|选)?\s*"
    r"(?P<letters>[a-h](?:(?:\s*(?:[,，、;；/&|+]|and|和)\s*|\s*)[a-h])*)[)）.．、:：]?"
)
_PLACES = re.compile(
    r"(?i)(?:option|choice|选项)?\s*(?P<places>\d{1,2}(?:\s*[,，、;；/&|]\s*\d{1,2})*)"
)
_NAME = re.compile(rf"[(（]?(?:{lettering.CAPITAL}|[a-h]|\d{{1,2}})[)）.]?")
# So many explanations must repeat the right option, and so many times as many as not.
_CLEAR = 2
_MANY_TIMES = 4
UNKNOWN = -1
"""The number from which options are counted, where nothing tells it."""

_Named: TypeAlias = "tuple[_By, frozenset[int]]"


class _By(IntEnum):
    """How a text names an option, the surest last."""

    NUMBER = 1
    LETTER = 2
    TEXT = 3


@dataclass(frozen=True, slots=True)
class Offer:
    """The options of a question, and the texts that may say which are right.

    ``answers`` are meant to say it; ``others`` stand in more columns that may.
    ``is_counted`` tells that the answers are numbers of options, whatever these read;
    ``first`` is the number of the first one where nothing else tells; ``is_first_told``
    tells that their columns show it. ``reason`` explains the answer, often in its words.
    """

    options: Sequence[Option]
    answers: Sequence[str]
    others: Sequence[str] = ()
    is_counted: bool = False
    first: int = 0
    is_first_told: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Counting:
    """How a whole file counts options: from which number, and whether it does.

    ``is_told`` tells that a 0, or a number as high as the count of options, shows it.
    """

    first: int = 0
    is_used: bool = False
    is_told: bool = False


@dataclass(frozen=True, slots=True)
class Right:
    """The places of the right options.

    ``is_doubtful``, ``has_conflict`` and ``is_missing`` tell why there are none: numbers
    that may count from 0 or from 1, two columns that name different options, and a letter
    or number that no option has. ``said`` are the texts that say nothing
    else than which options are right.
    """

    places: frozenset[int] = frozenset()
    is_doubtful: bool = False
    has_conflict: bool = False
    is_missing: bool = False
    said: frozenset[str] = field(default_factory=frozenset)

    @property
    def has_doubt(self) -> bool:
        """Whether right options are meant, and not known."""
        return self.is_doubtful or self.has_conflict or self.is_missing


def counting_of(offers: Sequence[Offer]) -> Counting:
    """Tell over a whole file whether answers count the options, and from where."""
    places: list[int] = []
    sizes: list[int] = []
    firsts: list[int] = []
    for offer in offers:
        numbers = _numbers(offer)
        if not numbers or max(numbers) > len(offer.options):
            continue
        texts = {option.text.strip() for option in offer.options}
        if not offer.is_counted and all(str(one) in texts for one in numbers):
            continue
        places += numbers
        sizes += [len(offer.options)] * len(numbers)
        firsts.append(offer.first)
    if not places:
        return Counting()
    if any(place == size for place, size in zip(places, sizes, strict=True)):
        return Counting(1, is_used=True, is_told=True)
    if 0 in places:
        return Counting(0, is_used=True, is_told=True)
    if all(offer.is_first_told for offer in offers if offer.options):
        return Counting(firsts[0], is_used=True, is_told=True)
    explained = _first_explained(offers)
    if explained is not None:
        return Counting(explained, is_used=True, is_told=True)
    return Counting(firsts[0], is_used=True)


def _first_explained(offers: Sequence[Offer]) -> int | None:
    """Return the number of the first option, where explanations repeat the right ones."""
    votes = [0, 0]
    for offer in offers:
        reason = _bare(offer.reason)
        numbers = _numbers(offer)
        if not reason or len(numbers) != 1 or numbers[0] >= len(offer.options):
            continue
        texts = [_bare(option.text) for option in offer.options]
        said = [bool(text) and text in reason for text in texts]
        from_zero, from_one = said[numbers[0]], said[numbers[0] - 1]
        if from_zero != from_one:
            votes[from_one] += 1
    least, most = sorted(votes)
    is_clear = most >= _CLEAR and least * _MANY_TIMES <= most
    return votes.index(most) if is_clear else None


def _numbers(offer: Offer) -> list[int]:
    """Return the numbers of the first texts that are nothing else."""
    groups = (offer.answers, *([one] for one in offer.others)) if offer.options else ()
    return next((found for found in map(_numbers_in, groups) if found), [])


def _numbers_in(texts: Sequence[str]) -> list[int]:
    matches = [_PLACES.fullmatch(text) for text in texts]
    return [
        int(one)
        for match in matches
        if match and all(matches)
        for one in re.findall(r"\d+", match["places"])
    ]


def right_of(offer: Offer, counting: Counting) -> Right:
    """Return the right options; none when an answer is none of them."""
    options = offer.options
    if len(options) < 2:
        return Right()
    claims = _claims(offer, counting)
    flat = [claim for group in claims for claim in group]
    texts = [*offer.answers, *offer.others]
    said = frozenset(text for text, claim in zip(texts, flat, strict=True) if claim)
    flagged = frozenset(at for at, option in enumerate(options) if option.is_right)
    if flagged:
        return Right(flagged, said=said)
    named = [claim for claim in map(_together, claims) if claim is not None]
    sure = [places for by, places in named if by > _By.NUMBER]
    if sure:
        has_conflict = any(places != sure[0] for places in sure)
        places = frozenset[int]() if has_conflict else sure[0]
        return Right(places, has_conflict=has_conflict, said=said)
    if not named:
        is_missing = bool(offer.answers) and all(map(_is_name, offer.answers))
        return Right(is_missing=is_missing)
    # A number of unknown meaning names no place.
    return Right(named[0][1], is_doubtful=not named[0][1], said=said)


def _is_name(text: str) -> bool:
    """Whether a text can only be the letter or the number of an option."""
    return bool(_NAME.fullmatch(text.strip()))


def _claims(offer: Offer, counting: Counting) -> list[list[_Named | None]]:
    """Return what each text names, those of the answer together."""
    is_used = counting.is_used or offer.is_counted
    mine = _counts(offer, counting, is_used=is_used)
    theirs = _counts(offer, counting, is_used=True)
    return [
        [_named(text, offer.options, mine) for text in offer.answers],
        *([_named(text, offer.options, theirs)] for text in offer.others),
    ]


def _together(claims: Sequence[_Named | None]) -> _Named | None:
    """Return what several answers to one question name; none when one names nothing."""
    named = [claim for claim in claims if claim is not None]
    if not named or len(named) < len(claims):
        return None
    return min(by for by, _ in named), frozenset().union(*(one for _, one in named))


def _counts(
    offer: Offer, counting: Counting, *, is_used: bool
) -> Callable[[str], _Named | None]:
    """Return what reads a number as a place; an empty one is of unknown meaning."""

    def counted(text: str) -> _Named | None:
        match = _PLACES.fullmatch(text) if is_used else None
        if match is None:
            return None
        if counting.first == UNKNOWN:
            return _By.NUMBER, frozenset()
        numbers = [int(one) for one in re.findall(r"\d+", match["places"])]
        places = frozenset(number - counting.first for number in numbers)
        fits = all(0 <= place < len(offer.options) for place in places)
        return (_By.NUMBER, places) if fits else None

    return counted


def _named(
    answer: str,
    options: Sequence[Option],
    counted: Callable[[str], _Named | None],
) -> _Named | None:
    """Return the options an answer names: by number, text, name or letters."""
    number = counted(answer)
    if number is not None:
        return number
    bare = _bare(answer)
    texts = [_bare(option.text) for option in options]
    if bare and bare in texts:
        return _By.TEXT, frozenset({texts.index(bare)})
    names = [_bare(option.name) for option in options]
    if bare and names.count(bare) == 1:
        return _By.LETTER, frozenset({names.index(bare)})
    unlettered = _bare(listed.without_letter(answer))
    if unlettered != bare and unlettered in texts:
        return _By.TEXT, frozenset({texts.index(unlettered)})
    match = LETTERS.fullmatch(listed.half_width(answer.strip()))
    if match:
        letters = re.sub(r"(?i)and|[^a-h]", "", match["letters"]).lower()
        places = frozenset(ord(letter) - ord("a") for letter in letters)
        return (_By.LETTER, places) if max(places) < len(options) else None
    parts = [_bare(part) for part in re.split(r"[;；|\n,，、]", answer)]
    if len(parts) > 1 and all(names.count(part) == 1 for part in parts):
        return _By.LETTER, frozenset(names.index(part) for part in parts)
    if len(parts) > 1 and all(part in texts for part in parts):
        return _By.TEXT, frozenset(texts.index(part) for part in parts)
    return None


def _bare(text: str) -> str:
    return " ".join(text.split()).casefold().rstrip(".。")
