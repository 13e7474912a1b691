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
    """Return the options of a note and which of them are right."""
    options = reader.card_texts(entry, "choices")
    _check_choices(reader, entry, options)
    return Choices(tuple(options), frozenset(_answers(reader, entry, options)))


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


def _answers(reader: TreeReader, entry: Table, choices: Sequence[Text]) -> list[int]:
    values = [choice.value.strip() for choice in choices]
    answers = reader.card_texts(entry, "answer", or_one=True)
    if not answers and isinstance(entry.values.get("answer"), Items):
        place = entry.values["answer"].location
        reader.report(place, Code.CHOICES, "`answer` is empty: name the right choice")
    found = []
    for answer in answers:
        wanted = answer.value.strip()
        if wanted in values:
            found.append(values.index(wanted))
            _warn_of_number(reader, answer, values)
        elif re.fullmatch(r"[0-9]{1,4}", wanted) and 1 <= int(wanted) <= len(values):
            found.append(int(wanted) - 1)
        elif values:
            message = (
                f"the answer `{first_line(wanted)}` is none of the choices"
                f"{did_you_mean(wanted, values)}: give its text, or its number from 1 "
                f"to {len(values)}"
            )
            reader.report(answer.location, Code.CHOICES, message)
    return found


def _warn_of_number(reader: TreeReader, answer: Text, values: Sequence[str]) -> None:
    """Warn of a bare number that is the text of one choice and counts another."""
    number = answer.value.strip()
    if answer.style or not number.isdecimal() or not 1 <= int(number) <= len(values):
        return
    counted = values[int(number) - 1]
    if counted != number:
        message = (
            f"the answer `{number}` is taken for the choice with this text, not for the "
            f"choice number {number}: write `'{number}'`, or `{first_line(counted)}` if that "
            "is meant"
        )
        reader.warn(answer.location, Code.CHOICES, message)
