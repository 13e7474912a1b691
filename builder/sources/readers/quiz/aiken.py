"""Aiken, the plainest text format of multiple choice.

https://docs.moodle.org/en/Aiken_format
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from builder.sources.items import LeftOut
from builder.sources.readers import markup
from builder.sources.readers.block import Document, ReaderError
from builder.sources.readers.quiz.question import QuizOption, QuizQuestion, item_of

_OPTION = re.compile(r"(?P<letter>[A-Z])[.)]\s+(?P<text>\S.*)$")
_ANSWER = re.compile(r"ANSWER:\s*(?P<letter>[A-Z])\s*$")
_FEWEST = 2


@dataclass(slots=True)
class _Part:
    """A question as it is read: its lines, its options, and the letter that is right."""

    line: int
    stem: list[str] = field(default_factory=list)
    options: list[tuple[str, str]] = field(default_factory=list)
    letter: str = ""

    @property
    def is_whole(self) -> bool:
        letters = [letter for letter, _ in self.options]
        return bool(self.stem) and len(letters) >= _FEWEST and self.letter in letters


def is_written(text: str) -> bool:
    """Whether a plain text is nothing but a quiz in Aiken."""
    if not re.search(r"(?m)^ANSWER:", text):
        return False
    parts = list(_parts(text))
    return bool(parts) and all(part.is_whole for part in parts)


def read(text: str) -> Document:
    """Read a quiz.

    Raises:
        ReaderError: It has no whole question.
    """
    parts = list(_parts(text))
    questions = [_question(part) for part in parts if part.is_whole]
    if not questions:
        raise ReaderError("no options with a line `ANSWER: A` below: not Aiken")
    left = [
        LeftOut(part.line, "\n".join(part.stem), "a question without a right option")
        for part in parts
        if not part.is_whole
    ]
    return Document(items=tuple(map(item_of, questions)), left_out=tuple(left))


def _parts(text: str) -> Iterator[_Part]:
    part = _Part(0)
    for number, raw in enumerate(text.split("\n"), start=1):
        line = raw.strip()
        option, answer = _OPTION.match(line), _ANSWER.match(line)
        if not line:
            continue
        if answer is not None:
            part.letter = answer["letter"]
            yield part
            part = _Part(0)
        elif option is not None and part.stem:
            part.options.append((option["letter"], option["text"]))
        elif part.options:
            letter, before = part.options[-1]
            part.options[-1] = (letter, f"{before}\n{line}")
        else:
            part.line = part.line or number
            part.stem.append(line)
    if part.stem:
        yield part


def _question(part: _Part) -> QuizQuestion:
    return QuizQuestion(
        markup.rich_text("\n".join(part.stem)),
        part.line,
        [
            QuizOption(markup.rich_text(text), letter == part.letter)
            for letter, text in part.options
        ],
    )
