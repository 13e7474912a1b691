"""An answer that the question does not hold already."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic
from builder.check.cardrule import CardRule
from builder.check.plaintext import length, plain
from builder.check.subject import Subject

_SHORTEST = 4
_CHOOSES = re.compile(r"还是|或者|\bor\b|\boder\b|\bou\b|\bили\b", re.IGNORECASE)


def _find(subject: Subject, limit: int) -> Iterator[Diagnostic]:
    for note in subject.notes:
        question, answer = note.texts.get("front"), note.texts.get("back")
        if question is None or answer is None:
            continue
        asked = " ".join(plain(question.value).casefold().split())
        told = " ".join(plain(answer.value).casefold().split()).strip(" .。!！")
        if not _SHORTEST <= length(told) <= limit or _CHOOSES.search(asked):
            continue
        if re.search(rf"(?<!\w){re.escape(told)}(?!\w)", asked) or (
            not told.isascii() and told in asked
        ):
            message = "the answer stands in the question: ask without it"
            yield Diagnostic(question.location, Code.GIVEN_AWAY, message, "warning")


GIVEN_AWAY = CardRule(
    code=Code.GIVEN_AWAY,
    find=_find,
    why="Who reads the answer in the question learns nothing, and believes to know it.",
    bad="""\
- front: Which command of kubectl apply creates what a file describes?
  back: kubectl apply
""",
    good="""\
- front: Which command of kubectl creates what a file describes?
  back: kubectl apply
""",
    limit=40,
    unit="letters of an answer that is looked for",
    limit_name="given-away",
)
