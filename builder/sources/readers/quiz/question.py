"""A question of a quiz, however its format tells it, as an item."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from builder.sources.items import Item
from builder.sources.readers import deletions

BLANK = "\\_\\_\\_\\_\\_"
"""What stands where a word is missing."""


_SHORT = 60


@dataclass(frozen=True, slots=True)
class QuizOption:
    """An answer to choose from, with what is said to who chooses it."""

    text: str
    is_right: bool = False
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class QuizQuestion:
    """A question with all texts in Markdown; ``answers`` are those of free text."""

    text: str
    line: int
    options: Sequence[QuizOption] = ()
    answers: Sequence[str] = ()
    explanation: str = ""
    hint: str = ""
    section: tuple[str, ...] = ()
    tags: Sequence[str] = field(default_factory=tuple)
    key: str = ""


def item_of(question: QuizQuestion) -> Item:
    """Return the item of a question."""
    if question.explanation.strip() in question.text:
        question = replace(question, explanation="")
    item = Item(
        question.text.strip() or "?",
        "",
        question.line,
        tuple(question.tags),
        question.section,
        hint=question.hint.strip(),
        key=question.key,
    )
    if deletions.is_cloze(item.question):
        return replace(item, extra=question.explanation.strip(), form="cloze")
    options = _once(question.options)
    if len(options) < 2:
        answers = [one.text for one in options if one.is_right] or question.answers
        return _answered(item, answers, question.explanation)
    return _with_options(item, options, question.explanation)


def _answered(item: Item, answers: Sequence[str], explanation: str) -> Item:
    told = list(dict.fromkeys(one.strip() for one in answers if one.strip()))
    # Each of several alone is right, so that they are no list.
    is_short = all("\n" not in one and len(one) <= _SHORT for one in told)
    answer = (" / " if is_short else "\n\n").join(told)
    if not answer:
        return replace(item, answer=explanation.strip())
    return replace(item, answer=answer, extra=explanation.strip())


def _with_options(item: Item, options: Sequence[QuizOption], explanation: str) -> Item:
    right = tuple(place for place, one in enumerate(options) if one.is_right)
    said = [one.feedback for one in options if one.is_right and one.feedback.strip()]
    told = [
        *dict.fromkeys(said),
        *([explanation.strip()] if explanation.strip() else []),
    ]
    beside = "\n\n".join(dict.fromkeys(one.strip() for one in told))
    chosen = [options[place].text for place in right]
    shown = chosen[0] if len(chosen) == 1 else "\n".join(f"- {one}" for one in chosen)
    whole = "\n\n".join(part for part in (shown, beside) if part)
    return replace(
        item,
        answer=whole if right else "",
        choices=tuple(one.text for one in options),
        right=right,
        explanation=beside if right else "",
        extra="" if right else beside,
    )


def _once(options: Sequence[QuizOption]) -> list[QuizOption]:
    """Return options as one line each, every text once: the right one if it is twice."""
    found: dict[str, QuizOption] = {}
    for one in options:
        text = one.text.strip()
        if text and (text not in found or one.is_right):
            found[text] = replace(one, text=text)
    return list(found.values())


def pairs_of(pairs: Sequence[tuple[str, str]]) -> str:
    """Return what belongs together as a list."""
    rows = [
        f"- {_line(left)}: {_line(right)}" for left, right in pairs if left and right
    ]
    return "\n".join(rows)


def ordered(texts: Sequence[str]) -> str:
    """Return what has an order as a list."""
    return "\n".join(f"{number}. {_line(text)}" for number, text in enumerate(texts, 1))


def _line(text: str) -> str:
    return re.sub(r"\s*\n\s*", " ", text.strip()).rstrip(":")
