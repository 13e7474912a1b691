"""A list that is asked member by member."""

from __future__ import annotations

from collections.abc import Iterator

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic
from builder.check.cardrule import CardRule
from builder.check.plaintext import items
from builder.check.sides import sides
from builder.check.subject import Subject


def _find(subject: Subject, limit: int) -> Iterator[Diagnostic]:
    for one in sides(subject):
        answer = None if one.note.lists else one.answer
        members = items(answer.value) if answer else []
        if answer and len(members) > limit:
            message = (
                f"a list of {len(members)} to be told at once: nobody can grade four of "
                "six; ask its members in a cloze note, as `steps:` or as `points:` "
                f"(at most {limit})"
            )
            yield Diagnostic(answer.location, Code.LIST_ANSWER, message, "warning")


LIST_ANSWERS = CardRule(
    code=Code.LIST_ANSWER,
    find=_find,
    why="A list is forgotten by its members: a card for each, with the others in sight, "
    "is learnt faster and graded honestly.",
    bad="""\
- front: What does a Pod's specification hold?
  back: |
    - containers
    - volumes
    - a restart policy
    - a node selector
    - tolerations
""",
    good="""\
- cloze: A Pod's specification holds ==containers==, ==volumes== and ==a restart policy==.
""",
    limit=4,
    unit="items of a list",
    limit_name="list",
)
