"""An answer that one card can bear."""

from __future__ import annotations

from collections.abc import Iterator

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic
from builder.check.cardrule import CardRule
from builder.check.plaintext import length, plain
from builder.check.subject import Subject


def _find(subject: Subject, limit: int) -> Iterator[Diagnostic]:
    for note in subject.notes:
        answer = note.texts.get("back")
        size = length(plain(answer.value)) if answer else 0
        if answer and size > limit:
            message = (
                f"the answer is {size:,} letters long: nobody can grade so much at once; "
                f"make notes of its parts, or write `points:` (at most {limit:,})"
            )
            yield Diagnostic(answer.location, Code.ANSWER_LONG, message, "warning")


LONG_ANSWERS = CardRule(
    code=Code.ANSWER_LONG,
    find=_find,
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
    unit="letters, a Chinese character counts as two",
    limit_name="answer",
)
