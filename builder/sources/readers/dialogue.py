"""The two words that a dialogue puts before its lines, whatever its language.

``F: … A: …``, ``Вопрос: … Ответ: …``, ``Ann: … Ben: …``: where two labels take turns and
the first one asks, they are read as ``Q:`` and ``A:``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from builder.sources.language import answerwords, questionwords
from builder.sources.readers.lines import NumberedLine

_LABEL = re.compile(
    r"(?P<head>[\s>*_#+\-]{0,12})(?P<label>[^\W\d_]{1,14})(?P<number>\s?\d{0,3})"
    r"(?P<tail>[*_]{0,3}\s?[:：][*_]{0,3})(?=\s*\S)"
)
_SECOND = re.compile(
    r"(?<=[|/;?？\t])\s*(?P<label>[^\W\d_]{1,14})(?P<tail>\s?[:：])(?=\s*\S)"
)
_FEWEST = 3
_MOSTLY = 0.8
_ASKING = 0.6


def unified(numbered: Sequence[NumberedLine]) -> Sequence[NumberedLine]:
    """Return lines in which two labels that take turns are ``Q`` and ``A``."""
    found: list[tuple[str, str]] = []
    for _, line in numbered:
        match = _LABEL.match(line)
        second = _SECOND.search(line, match.end()) if match is not None else None
        found += [(one["label"].casefold(), line) for one in (match, second) if one]
    found = [one for one in found if not _is_fact(one[0])]
    pair = _taking_turns(found)
    if pair is None or _is_question(pair[0]):
        labels = {label for label, _ in found}
        if pair is None or any(_is_answer(label) for label in labels):
            return numbered
    names = {pair[0]: "Q", pair[1]: "A"}
    return [(number, _renamed(line, names)) for number, line in numbered]


def _taking_turns(found: Sequence[tuple[str, str]]) -> tuple[str, str] | None:
    labels = [label for label, _ in found]
    counts = Counter(labels)
    turns = Counter(
        (one, two) for one, two in pairwise(labels) if one != two
    ).most_common(4)
    for (asks, answers), number in turns:
        if number < _FEWEST or number < _MOSTLY * max(counts[asks], counts[answers]):
            continue
        asking = sum(
            "?" in line or "？" in line for label, line in found if label == asks
        )
        if asking >= _ASKING * counts[asks]:
            return asks, answers
    return None


def _is_question(label: str) -> bool:
    return questionwords.QUESTION_LABELS.holds(f"{label}: x?")


def _is_fact(label: str) -> bool:
    return questionwords.FACT_LABELS.holds(f"{label}: x")


def _is_answer(label: str) -> bool:
    return answerwords.ANSWER_LABELS.holds(f"{label}: x")


def _renamed(line: str, names: dict[str, str]) -> str:
    match = _LABEL.match(line)
    name = names.get(match["label"].casefold()) if match is not None else None
    if match is None or name is None:
        return line
    rest = line[match.end() :]
    second = _SECOND.search(rest)
    other = names.get(second["label"].casefold()) if second is not None else None
    if second is not None and other is not None:
        before, after = rest[: second.start("label")], rest[second.end("label") :]
        rest = f"{before}{other}{after}"
    return f"{match['head']}{name}{match['number']}{match['tail']}{rest}"
