"""What is wrong with the deletions of a field, held against what Anki makes of them."""

from __future__ import annotations

import re

from builder.base.code import Code
from builder.base.diagnostic import Problem
from builder.text import cloze
from builder.text.markdown.fieldtext import FieldText

_EMPTY = "an empty deletion: the learner would have nothing to remember"


def check_deletions(field: FieldText, result: str) -> None:
    """Report deletions that Anki would not take as the author meant them."""
    opened = list(cloze.OPEN.finditer(field.text))
    places_by_marker: dict[str, list[int]] = {}
    for match in opened:
        places_by_marker.setdefault(match.group(), []).append(match.start())
    for marker, occurrence in cloze.unclosed(result):
        places = places_by_marker.get(marker, [])
        offset = places[occurrence] if occurrence < len(places) else 0
        message = f"`{marker}` is never closed: end the deletion with `}}}}`"
        field.problems.append(Problem(offset, Code.CLOZE_UNCLOSED, message))
    for match in opened:
        for number in cloze.numbers_of(match[1]):
            if not 1 <= number <= cloze.MAXIMUM_NUMBER:
                message = (
                    f"the deletion number {number} is out of range: Anki makes "
                    f"cards for c1 to c{cloze.MAXIMUM_NUMBER}"
                )
                field.problems.append(
                    Problem(match.start(), Code.CLOZE_NUMBER, message)
                )
    for offset, found in cloze.miswritten(field.text):
        message = f"`{found}` begins no deletion: write `{{{{c1::`"
        field.problems.append(Problem(offset, Code.CLOZE_FORM, message))
    for match in re.finditer(r"\{\{c[0-9,]+::(?:\}\}|::)", result):
        field.report(match.group(), Code.CLOZE_EMPTY, _EMPTY, "warning")


def check_levels(field: FieldText, result: str) -> None:
    """Warn of deletions in deletions that not every engine can tell apart."""
    levels = cloze.deepest(result)
    if levels > cloze.MAXIMUM_LEVELS:
        first = cloze.OPEN.search(field.text)
        message = (
            f"deletions nested {levels} levels deep: Anki 24.11 and AnkiDroid 2.20 "
            f"make cards of at most {cloze.MAXIMUM_LEVELS} levels; write several notes"
        )
        offset = first.start() if first else 0
        field.problems.append(Problem(offset, Code.CLOZE_NESTING, message, "warning"))
