"""A question that is read at a glance."""

from __future__ import annotations

from collections.abc import Iterator

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic
from builder.check.cardrule import CardRule
from builder.check.plaintext import length, plain
from builder.check.subject import Subject


def _find(subject: Subject, limit: int) -> Iterator[Diagnostic]:
    for note in subject.notes:
        question = note.texts.get("front")
        size = length(plain(question.value)) if question else 0
        if question and size > limit:
            message = (
                f"the question is {size:,} letters long: after some reviews it is known "
                f"by its looks, not read; ask in one sentence (at most {limit:,})"
            )
            yield Diagnostic(question.location, Code.QUESTION_LONG, message, "warning")


LONG_QUESTIONS = CardRule(
    code=Code.QUESTION_LONG,
    find=_find,
    why="A long question is recognised by its shape after some reviews: the answer is "
    "then known, the matter is not.",
    bad=f"""\
- front: {"Given a cluster of three nodes with one that has failed, " * 6} what happens?
  back: The Pods move.
""",
    good="""\
- front: What happens to the Pods of a node that fails?
  back: They are made anew on others.
""",
    limit=300,
    unit="letters, a Chinese character counts as two",
    limit_name="question",
)
