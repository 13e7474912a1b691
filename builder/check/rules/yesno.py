"""A question that cannot be guessed half the time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic
from builder.check.cardrule import CardRule
from builder.check.plaintext import plain
from builder.check.sides import sides
from builder.check.subject import Subject

_YES_OR_NO = re.compile(
    r"(?:yes|no|true|false|是的?|不是|否|对|不对|错|可以|不可以|能|不能|会|不会|有|没有|ja|nein|"
    r"sí|oui|non|да|нет|wahr|falsch|richtig|vrai|faux|verdadero|falso)(?=$|[\s,.;:!，。；：！、—-])",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"(?:is|are|was|were|do|does|did|can|could|will|would|should|must|has|have|may|might)"
    r"(?:n't)?\s"
    r"|(?:ist|sind|war|waren|hat|haben|kann|können|darf|dürfen|muss|müssen|soll|sollte|wird|werden|"
    r"gibt|braucht|est-ce|est-il|peut-on|¿(?:es|son|está|puede|tiene|hay))\b"
    r"|(?:true or false|yes or no|wahr oder falsch|richtig oder falsch|ja oder nein|vrai ou faux|"
    r"verdadero o falso)\b"
    r"|.*(?:吗|是否|能不能|会不会|可不可以|是不是|有没有|对不对)",
    re.IGNORECASE | re.DOTALL,
)


def _find(subject: Subject, _limit: int) -> Iterator[Diagnostic]:
    for one in sides(subject):
        question, answer = one.question, one.answer
        if question is None or answer is None or one.note.choices or one.note.lists:
            continue
        is_asked = _ASKS.match(plain(question.value))
        if is_asked and _YES_OR_NO.match(plain(answer.value)):
            message = (
                "the answer is yes or no: half of the guesses are right; ask what, when "
                "or why"
            )
            yield Diagnostic(question.location, Code.YES_NO, message, "warning")


YES_NO = CardRule(
    code=Code.YES_NO,
    find=_find,
    why="A coin knows half of the answers, and after two reviews the learner knows the "
    "word without its reason.",
    bad="""\
- front: Does a Pod survive the loss of its node?
  back: No. A controller makes a new one.
""",
    good="""\
- front: What happens to a Pod whose node is lost?
  back: A controller makes a new one.
""",
)
