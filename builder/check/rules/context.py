"""A question that says what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic
from builder.cards.barequestion import is_without_context
from builder.check.cardrule import CardRule
from builder.check.plaintext import plain
from builder.check.sides import sides
from builder.check.subject import Subject

# A word alone, as in a list of vocabulary, asks for what it means.
_ASKS = re.compile(
    r"[?？]|.{3}(?:什么|哪|如何|怎|几|为何)|(?:什么|哪|如何|怎|几|为何).{3}|优缺点|区别"
)


def _find(subject: Subject, _limit: int) -> Iterator[Diagnostic]:
    for one in sides(subject):
        question = one.question
        if question is None or one.note.kind.name == "vocabulary":
            continue
        said = plain(question.value)
        if _ASKS.search(said) and is_without_context(said):
            message = (
                "the question does not say what it is about: among a thousand others "
                "nobody knows what is meant; name the thing"
            )
            yield Diagnostic(question.location, Code.NO_CONTEXT, message, "warning")


CONTEXT = CardRule(
    code=Code.NO_CONTEXT,
    find=_find,
    why="Cards come one by one, months after they were written and among those of other "
    "subjects: what stood above the question is not there.",
    bad="""\
- front: 有哪些解决办法？
  back: 扩容，或清理。
""",
    good="""\
- front: 节点磁盘压力过大时，有哪些解决办法？
  back: 扩容，或清理镜像。
""",
)
