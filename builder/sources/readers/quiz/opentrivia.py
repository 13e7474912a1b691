"""OpenTriviaQA, a text format of multiple choice: ``#Q``, ``^`` and bare letters.

https://github.com/uberspot/OpenTriviaQA
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from builder.sources.items import LeftOut
from builder.sources.readers import markup
from builder.sources.readers.block import Document
from builder.sources.readers.quiz.question import QuizOption, QuizQuestion, item_of

_QUESTION = re.compile(r"#Q\s+(?P<text>\S.*)$")
_ANSWER = re.compile(r"\^\s*(?P<text>\S.*)$")
_OPTION = re.compile(r"[A-H][.)]?\s+(?P<text>\S.*)$")


@dataclass(slots=True)
class _Part:
    """A question as it is read: its lines, the right answer, and its options."""

    line: int
    stem: list[str]
    right: str = ""
    options: list[str] = field(default_factory=list)


def is_written(text: str) -> bool:
    """Whether a plain text is such a quiz: right answers below questions."""
    return bool(
        re.search(r"(?m)^#Q[ \t]+\S[^\n]*\n(?:[^#^\n][^\n]*\n)*\^[ \t]*\S", text)
    )


def read(text: str) -> Document:
    """Read a quiz; a right answer that is none of the options leaves a draft."""
    found: dict[int, _Part] = {}
    left = []
    for number, line, part in _lines(text):
        if part is None:
            left.append(LeftOut(number, line, "belongs to no question"))
        else:
            found[part.line] = part
    parts = list(found.values())
    remarks = tuple(
        (part.line, f"`{part.right}` is none of the options: left as a draft")
        for part in parts
        if part.right and part.options and part.right not in part.options
    )
    items = tuple(item_of(_question(part)) for part in parts)
    return Document(items=items, left_out=tuple(left), remarks=remarks)


def _lines(text: str) -> Iterator[tuple[int, str, _Part | None]]:
    """Go through the filled lines, each put to the question that it belongs to."""
    part: _Part | None = None
    for number, raw in enumerate(text.split("\n"), start=1):
        line = raw.strip()
        if not line:
            continue
        asked = _QUESTION.match(line)
        if asked is not None:
            part = _Part(number, [asked["text"]])
        elif part is not None:
            _add(part, line)
        yield number, line, part


def _add(part: _Part, line: str) -> None:
    answer, option = _ANSWER.match(line), _OPTION.match(line)
    if answer is not None and not part.right:
        part.right = answer["text"]
    elif option is not None and part.right:
        part.options.append(option["text"])
    elif part.options:
        part.options[-1] = f"{part.options[-1]} {line}"
    elif part.right:
        part.right = f"{part.right} {line}"
    else:
        part.stem.append(line)


def _question(part: _Part) -> QuizQuestion:
    is_listed = bool(part.options)
    return QuizQuestion(
        markup.rich_text("\n".join(part.stem)),
        part.line,
        [
            QuizOption(markup.rich_text(text), text == part.right)
            for text in part.options
        ],
        () if is_listed or not part.right else (markup.rich_text(part.right),),
    )
