"""The lists of a note: steps to be learnt in order, points to be told."""

from __future__ import annotations

from builder.base.code import Code
from builder.base.phrases import counted
from builder.cards.getters import TreeReader
from builder.cards.yamltree import Items, Table, Text

# A field and a card template of the note type each.
MOST_STEPS = 12
_FEWEST_STEPS = 2


def read_list(reader: TreeReader, entry: Table, key: str) -> tuple[Text, ...]:
    """Return the texts of a list, none of them empty."""
    texts = reader.card_texts(entry, key)
    for text in texts:
        if not text.value.strip() and not text.comment:
            reader.report(text.location, Code.EMPTY, f"an entry of `{key}` is empty")
    if key == "steps" and isinstance(entry.values.get(key), Items):
        _check_steps(reader, entry, len(texts))
    elif not texts and isinstance(entry.values.get(key), Items):
        message = f"`{key}` is empty"
        reader.report(entry.values[key].location, Code.EMPTY, message)
    return tuple(texts)


def _check_steps(reader: TreeReader, entry: Table, number: int) -> None:
    place = entry.values["steps"].location
    if number > MOST_STEPS:
        message = f"{counted(number, 'step')}: a note has room for {MOST_STEPS}; write two notes"
        reader.report(place, Code.STEPS, message)
    elif number < _FEWEST_STEPS:
        message = f"{counted(number, 'step')}: a sequence has {_FEWEST_STEPS} or more"
        reader.report(place, Code.STEPS, message)
