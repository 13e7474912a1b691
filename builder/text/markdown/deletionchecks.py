"""What is wrong with the deletions of a field, held against what Anki makes of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from builder.base.code import Code
from builder.base.diagnostic import Problem, Severity
from builder.text import cloze
from builder.text.clozebounds import crossings
from builder.text.markdown.fieldtext import FieldText
from builder.text.nearmisses import near_misses
from builder.text.visible import NOTHING_SHOWN

_EMPTY = re.compile(
    rf"(?P<marker>\{{\{{c[0-9,]+::){NOTHING_SHOWN}(?:\}}\}}|::)", re.DOTALL
)
_SPACED_SHORT_FORM = re.compile(
    r"(?<!\S)== (?P<text>[^\s=](?:[^\n=]*[^\s=])?) ==(?=$|[\s.,;:!?)。，；：！？）])"
)
_OPEN_SHORT_FORM = re.compile(r"(?<![\w=!<>+*/)\]-])==(?=[^\s=])[^\n=]{0,20}")
_ELEMENTS = {
    "a": "a link",
    "blockquote": "a quote",
    "code": "code",
    "dd": "a definition",
    "div": "a block",
    "dt": "the term of a definition",
    "em": "text in italics",
    "li": "an item of a list",
    "mark": "a highlight",
    "ol": "a list",
    "p": "a paragraph",
    "s": "struck text",
    "strong": "bold text",
    "td": "a cell of a table",
    "th": "a cell of a table",
    "ul": "a list",
}


def check_deletions(field: FieldText, result: str) -> None:
    """Report deletions that Anki would not take as the author meant them."""
    opened = list(cloze.OPEN.finditer(field.text))
    place = _places(opened)
    unclosed = cloze.unclosed(result)
    for marker, occurrence in unclosed:
        message = f"`{marker}` is never closed: end the deletion with `}}}}`"
        offset = place(marker, occurrence)
        field.problems.append(Problem(offset, Code.CLOZE_UNCLOSED, message))
    field.problems += _crossing(result, place, unclosed)
    field.problems += _out_of_range(opened)
    for miss in near_misses(field.text):
        message = f"`{miss.text}` {miss.does} (did you mean `{miss.meant}`?)"
        severity: Severity = "error" if miss.is_certain else "warning"
        field.problems.append(Problem(miss.offset, Code.CLOZE_FORM, message, severity))
    for match in _EMPTY.finditer(result):
        message = "an empty deletion: the learner would have nothing to remember"
        field.report(match["marker"], Code.CLOZE_EMPTY, message, "warning")


def check_short_forms(content: str, field: FieldText) -> None:
    """Warn of ``==`` in a text that begins no deletion, and looks as if it were to."""
    spaced = _SPACED_SHORT_FORM.search(content)
    if spaced and not _compares(content[: spaced.start()], content[spaced.end() :]):
        message = (
            f"`{spaced.group()}` is no deletion (did you mean `=={spaced['text']}==`?)"
        )
        field.report(spaced.group(), Code.CLOZE_FORM, message, "warning")
    opened = _OPEN_SHORT_FORM.search(content)
    if opened:
        message = "`==` begins no deletion: nothing closes it in the same paragraph"
        field.report(opened.group(), Code.CLOZE_FORM, message, "warning")


def _compares(before: str, after: str) -> bool:
    """Whether ``== b ==`` stands between values, as in ``a == b == c``."""
    return before.rstrip()[-1:].isalnum() and after.lstrip()[:1].isalnum()


def _places(opened: list[re.Match[str]]) -> Callable[[str, int], int]:
    """Return a function from a marker, and how many equal ones stand before it."""
    places: dict[str, list[int]] = {}
    for match in opened:
        places.setdefault(match.group(), []).append(match.start())

    def place(marker: str, occurrence: int) -> int:
        known = places.get(marker, [])
        return known[occurrence] if occurrence < len(known) else 0

    return place


def _crossing(
    result: str,
    place: Callable[[str, int], int],
    unclosed: Collection[tuple[str, int]],
) -> Iterator[Problem]:
    for crossing in crossings(result):
        if (crossing.marker, crossing.occurrence) in unclosed:
            continue
        element = _ELEMENTS.get(crossing.element, f"`<{crossing.element}>`")
        message = (
            f"the hint of `{crossing.marker}` begins in {element}, which Anki would "
            "break: put `::` behind it"
            if crossing.is_of_hint
            else f"`{crossing.marker}` hides a part of {element}, which Anki would "
            "break: let the deletion stand inside of it, or hold the whole"
        )
        # Of paragraphs a browser makes what is meant, but for the colour.
        severity: Severity = "warning" if crossing.element == "p" else "error"
        offset = place(crossing.marker, crossing.occurrence)
        yield Problem(offset, Code.CLOZE_ACROSS, message, severity)


def _out_of_range(opened: list[re.Match[str]]) -> Iterator[Problem]:
    for match in opened:
        for number in cloze.numbers_of(match[1]):
            if not 1 <= number <= cloze.MAXIMUM_NUMBER:
                message = (
                    f"the deletion number {number} is out of range: Anki makes cards "
                    f"for c1 to c{cloze.MAXIMUM_NUMBER}"
                )
                yield Problem(match.start(), Code.CLOZE_NUMBER, message)


def check_levels(field: FieldText, result: str) -> None:
    """Warn of deletions in deletions that not every engine can tell apart."""
    levels = cloze.deepest(result)
    if levels > cloze.MAXIMUM_LEVELS:
        first = cloze.OPEN.search(field.text)
        message = (
            f"deletions nested {levels} levels deep: Anki 24.11 and AnkiDroid 2.20 "
            f"make cards of at most {cloze.MAXIMUM_LEVELS} levels; write several notes"
        )
        field.warn(first.start() if first else 0, Code.CLOZE_NESTING, message)
