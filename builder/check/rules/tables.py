"""A table that a phone shows whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic
from builder.check.cardrule import CardRule
from builder.check.subject import Subject

_HEAD = re.compile(
    r"^[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*:?-*:?[ \t]*$", re.MULTILINE
)


def _find(subject: Subject, limit: int) -> Iterator[Diagnostic]:
    for note in subject.notes:
        for text in (*note.texts.values(), *note.common.values()):
            for rule in _HEAD.finditer(text.value):
                columns = len([one for one in rule.group().split("|") if one.strip()])
                if columns > limit:
                    message = (
                        f"a table of {columns} columns: a phone shows {limit}; ask its rows "
                        "one by one, or turn it"
                    )
                    place = text.at(rule.start())
                    yield Diagnostic(place, Code.TABLE_WIDE, message, "warning")


WIDE_TABLES = CardRule(
    code=Code.TABLE_WIDE,
    find=_find,
    why="A table wider than a phone is read by pushing it about, and nobody compares what "
    "is out of sight.",
    bad="""\
- front: How do the four kinds of Service differ?
  back: |
    | kind | inside | node | outside | name |
    |---|---|---|---|---|
    | ClusterIP | yes | no | no | no |
""",
    good="""\
- front: From where can a ClusterIP Service be reached?
  back: From inside of the cluster alone.
""",
    limit=4,
    unit="columns",
    limit_name="table",
)
