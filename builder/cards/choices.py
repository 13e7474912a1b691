"""The options of a choice note, and which of them are right."""

from __future__ import annotations

import re
from collections.abc import Sequence

from builder.base.code import Code
from builder.base.diagnostic import did_you_mean
from builder.base.phrases import first_line
from builder.cards.getters import TreeReader
from builder.cards.note import Choices
from builder.cards.yamltree import Items, Table, Text

_FEWEST = 2


def read_choices(reader: TreeReader, entry: Table) -> Choices:
    """Return the options of a note, which of them are right and which stay last."""
    options = reader.card_texts(entry, "choices")
    _check_choices(reader, entry, options)
    is_shuffled = "shuffle" not in entry.values or reader.flag(entry, "shuffle")
    if not is_shuffled and "pinned" in entry.keys:
        message = (
            "`pinned` beside `shuffle: false`: the options stay as they are written"
        )
        reader.report(entry.keys["pinned"].location, Code.CHOICES, message)
    return Choices(
        tuple(options),
        right=_named(reader, entry, "answer", options),
        pinned=_named(reader, entry, "pinned", options),
        is_shuffled=is_shuffled,
    )


def _check_choices(reader: TreeReader, entry: Table, choices: Sequence[Text]) -> None:
    if "choices" in entry.values and len(choices) < _FEWEST:
        place = entry.values["choices"].location
        reader.report(place, Code.CHOICES, "a choice note needs at least two `choices`")
    seen: set[str] = set()
    for choice in choices:
        value = choice.value.strip()
        if not value and not choice.comment:
            reader.report(choice.location, Code.EMPTY, "a choice is empty")
        elif value in seen:
            message = f"the choice `{first_line(value)}` is given twice"
            reader.report(choice.location, Code.CHOICES, message)
        seen.add(value)


def _named(
    reader: TreeReader, entry: Table, key: str, options: Sequence[Text]
) -> frozenset[int]:
    """Return the places of the options that a key names by their text or number."""
    values = [option.value.strip() for option in options]
    texts = reader.texts(entry, key, or_one=True)
    if not texts and isinstance(entry.values.get(key), Items):
        place = entry.values[key].location
        reader.report(place, Code.CHOICES, f"`{key}` is empty: {_WANTED[key]}")
    found = set()
    for text in texts:
        wanted = text.value.strip()
        if wanted in values:
            found.add(values.index(wanted))
            _warn_of_number(reader, text, values, key)
        elif re.fullmatch(r"[0-9]{1,4}", wanted) and 1 <= int(wanted) <= len(values):
            found.add(int(wanted) - 1)
        elif values:
            message = (
                f"{_CALLED[key]} `{first_line(wanted)}` is none of the choices"
                f"{did_you_mean(wanted, values)}: give its text, or its number from 1 "
                f"to {len(values)}"
            )
            reader.report(text.location, Code.CHOICES, message)
    return frozenset(found)


_WANTED = {"answer": "name the right choice", "pinned": "name what stays last"}
_CALLED = {"answer": "the answer", "pinned": "the pinned option"}


def _warn_of_number(
    reader: TreeReader, answer: Text, values: Sequence[str], key: str
) -> None:
    """Warn of a bare number that is the text of one choice and counts another."""
    number = answer.value.strip()
    if answer.style or not number.isdecimal() or not 1 <= int(number) <= len(values):
        return
    counted = values[int(number) - 1]
    if counted != number:
        message = (
            f"{_CALLED[key]} `{number}` is taken for the choice with this text, not for the "
            f"choice number {number}: write `'{number}'`, or `{first_line(counted)}` if that "
            "is meant"
        )
        reader.warn(answer.location, Code.CHOICES, message)
