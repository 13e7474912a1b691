"""A question that is read at a glance, and an answer that one card can bear."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic
from builder.cards.yamltree import Text
from builder.check.cardrule import CardRule
from builder.check.plaintext import length, plain
from builder.check.sides import sides
from builder.check.subject import Subject

_UNIT = "letters, a Chinese character counts as two"


def _longer(texts: Iterable[Text], limit: int) -> Iterator[tuple[Text, int]]:
    """Yield the texts that are longer than they may be, and how long they are."""
    for text in texts:
        size = length(plain(text.value))
        if size > limit:
            yield text, size


def _questions(subject: Subject) -> Iterator[Text]:
    for one in sides(subject):
        if one.question is not None:
            yield one.question


def _answers(subject: Subject) -> Iterator[Text]:
    for one in sides(subject):
        if one.answer is not None:
            yield one.answer


def _find_questions(subject: Subject, limit: int) -> Iterator[Diagnostic]:
    for text, size in _longer(_questions(subject), limit):
        message = (
            f"the question is {size:,} letters long: after some reviews it is known by its "
            f"looks, not read; ask in one sentence (at most {limit:,})"
        )
        yield Diagnostic(text.location, Code.QUESTION_LONG, message, "warning")


LONG_QUESTIONS = CardRule(
    code=Code.QUESTION_LONG,
    find=_find_questions,
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
    unit=_UNIT,
    limit_name="question",
)


def _find_answers(subject: Subject, limit: int) -> Iterator[Diagnostic]:
    for text, size in _longer(_answers(subject), limit):
        message = (
            f"the answer is {size:,} letters long: nobody can grade so much at once; make "
            f"notes of its parts, or write `points:` (at most {limit:,})"
        )
        yield Diagnostic(text.location, Code.ANSWER_LONG, message, "warning")


LONG_ANSWERS = CardRule(
    code=Code.ANSWER_LONG,
    find=_find_answers,
    why="An answer that is read for half a minute is graded by feeling. One fact a card "
    "is right or wrong; what belongs together can be a spoken answer.",
    bad=f"""\
- front: How does the scheduler work?
  back: {"It filters the nodes that fit, scores them and binds the Pod. " * 14}
""",
    good="""\
- front: What does the scheduler do first with the nodes?
  back: It filters those that fit.
""",
    limit=600,
    unit=_UNIT,
    limit_name="answer",
)
