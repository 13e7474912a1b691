"""A table that a phone shows whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile, zip_longest

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic
from builder.check.cardrule import CardRule
from builder.check.plaintext import plain, without_code
from builder.check.sides import all_texts
from builder.check.subject import Subject
from builder.check.svgletters import PHONE

# Pixels of a letter of code, and around the text of a cell.
_LETTER, _PADDING = 9.2, 21

_HEAD = re.compile(
    r"^[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*:?-*:?[ \t]*$", re.MULTILINE
)


def _find(subject: Subject, limit: int) -> Iterator[Diagnostic]:
    for note in subject.notes:
        for text in all_texts(note):
            shown = without_code(text.value) if "```" in text.value else text.value
            for rule in _HEAD.finditer(shown):
                columns = len([one for one in rule.group().split("|") if one.strip()])
                place = text.at(rule.start())
                if columns > limit:
                    message = (
                        f"a table of {columns} columns: a phone shows {limit}; ask its rows "
                        "one by one, or turn it"
                    )
                    yield Diagnostic(place, Code.TABLE_WIDE, message, "warning")
                elif (width := _least_width(text.value, rule.start())) > PHONE:
                    message = (
                        f"a table at least {width} pixels wide: a phone shows {PHONE}; "
                        "shorten the longest words of its columns, or turn it"
                    )
                    yield Diagnostic(place, Code.TABLE_WIDE, message, "warning")


def _least_width(text: str, rule: int) -> int:
    """Return how wide a table is when every cell is broken wherever it can be."""
    head = text.rfind("\n", 0, max(0, rule - 1)) + 1
    rows = takewhile(lambda row: "|" in row, text[head:].split("\n"))
    cells = [re.split(r"(?<!\\)\|", row.strip().strip("|")) for row in rows]
    columns = zip_longest(*cells, fillvalue="")
    return sum(max(map(_word_width, column)) + _PADDING for column in columns)


def _word_width(cell: str) -> int:
    """Return the width of the longest piece of a cell that stays on one line."""
    words = re.findall(r"[!-~]+", re.sub(r"\{\{c[\d,]+::|\}\}", "", plain(cell)))
    pieces = [piece for word in words for piece in re.split(r"(?<=[-/])", word)]
    return round(max(map(len, pieces), default=2) * _LETTER)


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
