"""Which keys of like records hold the options and the right ones, whatever their names.

A list of quiz questions has the same keys in each record. One of them holds several
texts, another always names one of these: that tells both in any language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from builder.sources.language import lettering
from builder.sources.language.asking import asks
from builder.sources.readers import jsonvalues, names, optioncolumns
from builder.sources.readers import options as listed
from builder.sources.readers.columns import Column
from builder.sources.readers.options import Option

_SAMPLE = 200
# Two may be alike by chance.
_FEW = 2
# Names that may be those of a question.
_LOOSE = frozenset({"", "text"})
_NEARLY_ALL = 0.9
_HALF = 0.5
_LONGEST_OPTIONS = 12
_LETTERS = re.compile(rf"(?:{lettering.CAPITAL}|[a-z])(?:\s*[,;、，]?\s*[A-Ha-h])*")


def roles_in(values: Sequence[Any]) -> dict[str, str]:
    """Return the roles of keys that names do not tell, from what all records hold."""
    records = [one for one in values[:_SAMPLE] if isinstance(one, dict)]
    if len(records) < _FEW:
        return {}
    keys = list(dict.fromkeys(key for record in records for key in record))
    known = {key: names.role_of(key) for key in keys}
    offered = _options_key(records, keys, known)
    if not offered:
        return optioncolumns.roles_in([_column(key, records) for key in keys])
    records = [one for one in records if one.get(offered)]
    if len(records) < _FEW:
        return {}
    found = {} if known[offered] else {offered: "options"}
    if "answer" not in known.values():
        answer = _answer_key(records, keys, known, offered)
        found |= {answer: "answer"} if answer else {}
    if not {"question", "term"} & set(known.values()):
        free = [key for key in keys if known[key] in _LOOSE and key not in found]
        question = _question_key(records, free)
        found |= {question: "question"} if question else {}
    return found


def _column(key: str, records: Sequence[Mapping[str, Any]]) -> Column:
    return Column(
        key, ["\n".join(jsonvalues.texts_in(one.get(key))) for one in records]
    )


def _share(
    records: Sequence[Mapping[str, Any]], test: Callable[[Any], object]
) -> float:
    return sum(bool(test(record)) for record in records) / len(records)


def _options_key(
    records: Sequence[Mapping[str, Any]], keys: Sequence[str], known: Mapping[str, str]
) -> str:
    """Return the key whose values are lists of texts, by its name where one says so."""
    named = [key for key in keys if known[key] == "options"]
    free = [key for key in keys if not known[key]]
    return next((key for key in (*named, *free) if _are_offers(records, key)), "")


def _are_offers(records: Sequence[Mapping[str, Any]], key: str) -> bool:
    """Whether a key holds what there is to choose from, but for some open questions."""
    values = [one[key] for one in records if one.get(key)]
    is_common = len(values) >= max(_FEW, _HALF * len(records))
    return is_common and sum(map(_offers, values)) >= _NEARLY_ALL * len(values)


def _offers(value: Any) -> bool:
    """Whether a value is what there is to choose from."""
    if isinstance(value, dict):
        return len(value) > 1 and all(
            isinstance(one, str) and (len(key) == 1 or key[-1:].isdigit())
            for key, one in value.items()
        )
    if not isinstance(value, list) or not _FEW <= len(value) <= _LONGEST_OPTIONS:
        return False
    return all(isinstance(one, (str, int, float, dict)) for one in value)


def _answer_key(
    records: Sequence[Mapping[str, Any]],
    keys: Sequence[str],
    known: Mapping[str, str],
    offered: str,
) -> str:
    """Return the key whose value nearly always names one of the options, or some."""

    def names_right(key: str) -> bool:
        return (
            _share(records, lambda one: _names_one(one.get(key), one.get(offered)))
            >= _NEARLY_ALL
        )

    free = [key for key in keys if not known[key] and key != offered]
    sure = [key for key in free if not names.is_unspoken(key) and names_right(key)]
    texts = [key for key in sure if not _is_number(records[0].get(key))]
    numbered = [key for key in sure if key not in texts]
    return next(iter(texts or (numbered if len(numbered) == 1 else [])), "")


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _names_one(value: Any, offered: Any) -> bool:
    """Whether a value says by text, letter or number which options are right."""
    options = listed.without_letters(jsonvalues.options_in(offered))
    if _is_number(value):
        return bool(0 <= value <= len(options))
    told: list[Any] = value if isinstance(value, list) else [value]
    texts = {" ".join(option.text.split()) for option in options}
    called = {option.name for option in options if option.name}
    return bool(told) and all(
        isinstance(one, str)
        and (
            " ".join(one.split()) in texts or one in called or _is_letter(one, options)
        )
        for one in told
    )


def _is_letter(text: str, options: Sequence[Option]) -> bool:
    if not _LETTERS.fullmatch(text.strip()):
        return False
    places = [
        ord(one) - ord("A") for one in text.upper() if one.isascii() and one.isalpha()
    ]
    return all(0 <= place < len(options) for place in places)


def _question_key(records: Sequence[Mapping[str, Any]], free: Sequence[str]) -> str:
    """Return the key whose texts ask, or else the one of the longest texts."""
    texts = {
        key: [one.get(key) for one in records]
        for key in free
        if all(isinstance(one.get(key), str) and one[key].strip() for one in records)
        and not names.is_unspoken(key)
    }
    if not texts:
        return ""
    best = max(texts, key=lambda key: sum(asks(str(one)) for one in texts[key]))
    if sum(asks(str(one)) for one in texts[best]) < _HALF * len(records):
        return ""
    return best
