"""The two words that a dialogue puts before its lines, whatever its language.

``F: … A: …``, ``Вопрос: … Ответ: …``, ``Ann: … Ben: …``: where two labels take turns and
the first one asks, they are read as ``Q:`` and ``A:``. What they say may stand below them,
and ``Front`` and ``Back`` need not ask: they name the sides of a card.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from builder.sources.language import answerwords, cardsides, questionwords
from builder.sources.readers.lines import NumberedLine

_LABEL = re.compile(
    r"(?P<head>[\s>*_#+\-]{0,12})(?P<label>[^\W\d_]{1,14})(?P<number>\s?\d{0,3})"
    r"(?P<tail>[*_]{0,3}\s?[:：][*_]{0,3})(?=\s*\S)"
)
# A label that stands above what it says, which only the name of a side does bare.
_ALONE = re.compile(
    r"[\s>*_#+\-]{0,12}(?P<label>[^\W\d_]{1,14})(?P<tail>[*_]{0,3}\s?[:：]?[*_]{0,3})\s*$"
)
_SECOND = re.compile(
    r"(?<=[|/;?？\t])\s*(?P<label>[^\W\d_]{1,14})(?P<tail>\s?[:：])(?=\s*\S)"
)
_FEWEST = 3
_FEW_CARDS = 2
_LINES_BELOW = 6
_MOSTLY = 0.8
_ASKING = 0.6


def unified(numbered: Sequence[NumberedLine]) -> Sequence[NumberedLine]:
    """Return lines in which two labels that take turns are ``Q`` and ``A``."""
    found = [one for one in _labels(numbered) if not _is_fact(one[0])]
    pair = _taking_turns(found)
    if pair is None or _is_question(pair[0]):
        labels = {label for label, _ in found}
        if pair is None or any(_is_answer(label) for label in labels):
            return numbered
    names = {pair[0]: "Q", pair[1]: "A"}
    return _joined([(number, _renamed(line, names)) for number, line in numbered])


def _joined(numbered: Sequence[NumberedLine]) -> list[NumberedLine]:
    """Return lines where the text of a question stands behind its label, not below."""
    joined: list[NumberedLine] = []
    is_waiting = False
    for number, line in numbered:
        if is_waiting and line.strip():
            is_text = not re.match(r"\s*(?:```|~~~|[-*+>|]\s|\d+[.)]\s|!\[)", line)
            joined.append((number, f"Q: {line.strip()}" if is_text else line))
            is_waiting = False
            if not is_text:
                joined.insert(-1, (number, "Q:"))
        elif line == "Q:":
            is_waiting = True
            joined.append((number, ""))
        else:
            joined.append((number, line))
    return joined


def _labels(numbered: Sequence[NumberedLine]) -> list[tuple[str, str]]:
    """Return the labels of a text in small letters, each with what it says."""
    found: list[tuple[str, str]] = []
    for at, (_, line) in enumerate(numbered):
        alone = _alone(line)
        if alone is not None:
            found.append((alone["label"].casefold(), _below(numbered, at)))
            continue
        match = _LABEL.match(line)
        second = _SECOND.search(line, match.end()) if match is not None else None
        found += [(one["label"].casefold(), line) for one in (match, second) if one]
    return found


def _alone(line: str) -> re.Match[str] | None:
    """Return the label that is all of a line."""
    match = _ALONE.match(line)
    if match is None or line.lstrip().startswith(("```", "---")):
        return None
    is_side = match["label"].casefold() in cardsides.NAMES
    is_marked = bool(re.search(r"[:：]", match["tail"]))
    return match if is_marked or (is_side and line.strip() != match["label"]) else None


def _below(numbered: Sequence[NumberedLine], at: int) -> str:
    """Return the first lines below a label up to the next blank one."""
    said: list[str] = []
    for _, line in numbered[at + 1 : at + 1 + _LINES_BELOW]:
        if line.strip():
            said.append(line)
        elif said:
            break
    return " ".join(said)


def _taking_turns(found: Sequence[tuple[str, str]]) -> tuple[str, str] | None:
    labels = [label for label, _ in found]
    counts = Counter(labels)
    turns = Counter(
        (one, two) for one, two in pairwise(labels) if one != two
    ).most_common(4)
    for (asks, answers), number in turns:
        is_named = cardsides.are_sides(asks, answers)
        fewest = _FEW_CARDS if is_named else _FEWEST
        if number < fewest or number < _MOSTLY * max(counts[asks], counts[answers]):
            continue
        asking = sum(
            "?" in line or "？" in line for label, line in found if label == asks
        )
        if is_named or asking >= _ASKING * counts[asks]:
            return asks, answers
    return None


def _is_question(label: str) -> bool:
    return questionwords.QUESTION_LABELS.holds(f"{label}: x?")


def _is_fact(label: str) -> bool:
    return questionwords.FACT_LABELS.holds(f"{label}: x")


def _is_answer(label: str) -> bool:
    return answerwords.ANSWER_LABELS.holds(f"{label}: x")


def _renamed(line: str, names: dict[str, str]) -> str:
    alone = _alone(line)
    if alone is not None and alone["label"].casefold() in names:
        return f"{names[alone['label'].casefold()]}:"
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
