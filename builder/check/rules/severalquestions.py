"""One question a card."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic
from builder.check.cardrule import CardRule
from builder.check.plaintext import plain
from builder.check.sides import sides
from builder.check.subject import Subject

_QUESTION = re.compile(r"[^?？؟\n]*\w[^?？؟\n]*[?？؟]")
_CODE = re.compile(r"`[^`\n]+`")
# A second question that only goes on with the first asks for nothing of its own.
_GOES_ON = re.compile(
    r"\s*(?:为什么|why|warum|¿?por qué|pourquoi|почему)\s*[?？]", re.IGNORECASE
)


def _find(subject: Subject, limit: int) -> Iterator[Diagnostic]:
    for one in sides(subject):
        question = one.question
        if question is None or one.note.kind.name == "spoken":
            continue
        asked = [
            one
            for one in _QUESTION.findall(plain(_CODE.sub("x", question.value)))
            if not _GOES_ON.fullmatch(one)
        ]
        if len(asked) > limit:
            message = (
                f"{len(asked)} questions on one card: the answer to one of them may be "
                "known; make a note of each"
            )
            place = question.location
            yield Diagnostic(place, Code.SEVERAL_QUESTIONS, message, "warning")


SEVERAL_QUESTIONS = CardRule(
    code=Code.SEVERAL_QUESTIONS,
    find=_find,
    why="Who knows one of two answers cannot grade the card: it comes back for the half "
    "that is known.",
    bad="""\
- front: What is a Pod? What is a node?
  back: A group of containers; a machine.
""",
    good="""\
- front: What is a Pod?
  back: A group of containers that share a network.
""",
    limit=1,
)
