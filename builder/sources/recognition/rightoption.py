"""Which options a text names: by their own words, their letters or their numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from builder.sources.language import answerwords, lettering
from builder.sources.language.plain import plain
from builder.sources.recognition.offers import OptionRun

_AND = r"(?i:,|，|、|;|；|&|/|\+|·|・|and|und|et|y|e|i|и|en|och|og|と|和|與|및|و)"
_NAME = rf"(?:{lettering.LETTER}|{lettering.CIRCLED}|\d{{1,2}})"
_WRAPPED = rf"[(（\[【]?{_NAME}[)）\]】]?"
_NAMES = re.compile(
    rf"(?P<names>[A-H]{{2,8}}(?![A-Za-z'’])|[A-H](?:\s+[A-H])+(?=\W*\Z)"
    rf"|{_WRAPPED}(?:\s*{_AND}\s*{_WRAPPED})*)"
)
_LEAD = re.compile(r"[\s:：.．\-–—=*_>→「『“\"']+")
_TAIL = re.compile(r"[\s.．:：,，。;；)）\]】\-–—*_」』”\"']+")
_PUNCTUATION = re.compile(r"\s*[.．:：,，。;；)）\]】—–\n]|\s+[-(（]|\s*\Z")
_CLAUSE = re.compile(r"[.。;；,，(（\n]|\s[-–—]\s")
_PARTS = re.compile(r"\s*(?:[;；|,，、\n]|\s(?i:and|und|et|y|e|и)\s)\s*")
_NONE_OF_THEM = "`{text}` names none of the options: left as a draft"
_TWO_OF_THEM = "`{text}` names one option and says another: left as a draft"
_NUMBER = (
    "`{text}` is a number, and the options have letters: counted from 0 or from 1, "
    "left as a draft"
)
_LONGEST_TOLD = 40


@dataclass(frozen=True, slots=True)
class Named:
    """The places of the options that are named, and what is said besides.

    Without places, ``doubt`` tells why the options that are meant are not known.
    """

    places: tuple[int, ...]
    rest: str = ""
    doubt: str = ""


def named(text: str, offer: OptionRun, *, is_labelled: bool) -> Named | None:
    """Return what a text names; none when it speaks of something else.

    ``is_labelled`` tells that a word stood before it that says answer.
    """
    text = _without_words(_LEAD.sub("", text, count=1) if _LEAD.match(text) else text)
    whole = places_of(text, offer.texts)
    match = _NAMES.match(text)
    found = (
        _by_name(text, match, offer, is_labelled=is_labelled)
        if match is not None
        else None
    )
    if whole is not None and found is not None and any(offer.names):
        is_either = found.places and found.places != whole
        return Named((), doubt=_told(_TWO_OF_THEM, text)) if is_either else Named(whole)
    if whole is not None:
        return Named(whole)
    if found is not None or not is_labelled:
        return found
    clause = _CLAUSE.search(text)
    chosen = places_of(text[: clause.start()], offer.texts) if clause else None
    if clause is None or chosen is None:
        return None
    return Named(chosen, _TAIL.sub("", text[clause.start() :], count=1))


def places_of(text: str, options: Sequence[str]) -> tuple[int, ...] | None:
    """Return the options whose own words a text says, and nothing else."""
    for spelt in (_exact, _bare):
        texts = [spelt(option) for option in options]
        for parts in ([text], _PARTS.split(text.strip())):
            told = [spelt(part) for part in parts]
            if all(part and texts.count(part) == 1 for part in told):
                return tuple(sorted({texts.index(part) for part in told}))
    return None


def _without_words(text: str) -> str:
    """Return a text without the word that says option: ``option B``."""
    match = answerwords.OPTION_WORDS.pattern.match(text)
    return text[match.end() :] if match is not None else text


def _by_name(
    text: str, match: re.Match[str], offer: OptionRun, *, is_labelled: bool
) -> Named | None:
    names = _names_in(match["names"])
    behind = text[match.end() :]
    if not names or not _ends(names, match["names"], behind):
        return None
    rest = _TAIL.sub("", behind, count=1) if _TAIL.match(behind) else behind
    places = _places(names, offer)
    said = _said_first(rest, offer.texts)
    is_parted = _PUNCTUATION.match(behind) and not _goes_on_as_list(names, behind)
    is_word = not is_labelled or _is_word(match["names"])
    if not is_parted and is_word and said not in (places or ()):
        return None
    doubt = _doubt(names, places, said, offer)
    if doubt:
        is_said = is_labelled or not rest
        return Named((), doubt=_told(doubt, text)) if is_said else None
    is_said = (
        places_of(rest, [offer.texts[place] for place in places or ()]) is not None
    )
    if not is_parted and _is_word(match["names"]):
        rest = text  # its first word may be no letter
    return Named(places or (), "" if is_said else rest)


def _doubt(
    names: Sequence[str],
    places: Sequence[int] | None,
    said: int | None,
    offer: OptionRun,
) -> str:
    """Return why it is not known which options are meant, if it is not."""
    if all(name.isdecimal() for name in names) and _has_letters(offer):
        return _NUMBER
    if places is None:
        return _NONE_OF_THEM
    return "" if said is None or said in places else _TWO_OF_THEM


def _names_in(text: str) -> list[str]:
    """Return the names of options in a row of them; none in a word: ``CAD``."""
    if re.fullmatch(r"[A-H]{2,8}", text):
        return list(text) if list(text) == sorted(set(text)) else []
    parts = [part for part in re.split(r"[^\w①-⑳]+|[和與と]", text) if part]
    return [
        lettering.normal(part)
        for place, part in enumerate(parts)
        if not (0 < place < len(parts) - 1 and re.fullmatch(_AND, part))
        or (part.isupper() and len(part) == 1)
    ]


def _ends(names: Sequence[str], written: str, behind: str) -> bool:
    """Whether no word goes on behind the names; a Chinese one may follow a letter."""
    first = behind[:1]
    if written[-1:] in ")）]】" or not (first.isalnum() or first in {"'", "’", "_"}):
        return not re.match(r"[.:]\d", behind)
    if first.isdecimal() or names[-1].isdecimal() or not first.isalpha():
        return False
    is_latin = lettering.script(written[-1]) in {"LATIN", "FULLWIDTH"}
    return is_latin and lettering.script(first) in {"CJK", "HIRAGANA", "KATAKANA"}


def _goes_on_as_list(names: Sequence[str], behind: str) -> bool:
    """Whether a number only counts what follows it: ``1. B  2. C``."""
    return names[-1].isdecimal() and bool(re.match(r"\s*[.．)）、]\s*\S", behind))


def _is_word(written: str) -> bool:
    """Whether names may as well be a word: ``a`` reef knot, or an amount."""
    return bool(re.fullmatch(r"[AEАВИУОΗ]|[a-zа-я]|\d+", written))


def _has_letters(offer: OptionRun) -> bool:
    return any(name and not name.isdecimal() for name in offer.names)


def _places(names: Sequence[str], offer: OptionRun) -> tuple[int, ...] | None:
    if any(offer.names):
        found = [lettering.place(name, offer.names) for name in names]
    else:
        found = [lettering.position(name) for name in names]
    kept = {place for place in found if place is not None}
    is_whole = len(kept) == len(set(names)) and None not in found
    fits = is_whole and all(0 <= place < len(offer.texts) for place in kept)
    return tuple(sorted(kept)) if fits else None


def _said_first(rest: str, options: Sequence[str]) -> int | None:
    """Return the option with whose own words a text begins, the longest of these."""
    bare = _spaced(rest)
    texts = [_spaced(option) for option in options]
    found = [
        place
        for place, option in enumerate(texts)
        if option and (bare == option or bare.startswith(f"{option} "))
    ]
    return max(found, key=lambda place: len(texts[place]), default=None)


def _spaced(text: str) -> str:
    return re.sub(r"[\W_]+", " ", plain(text)).casefold().strip()


def _exact(text: str) -> str:
    """Return a text with its signs: ``C++`` is no ``C``."""
    return re.sub(r"\s+", "", plain(text).replace("`", "")).rstrip(".。;；").casefold()


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", plain(text)).casefold()


def _told(doubt: str, text: str) -> str:
    return doubt.format(text=" ".join(text.split())[:_LONGEST_TOLD])
