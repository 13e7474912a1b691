"""A picture that says what it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic
from builder.check.cardrule import CardRule
from builder.check.plaintext import without_code
from builder.check.sides import all_texts
from builder.check.subject import Subject
from builder.text.played import PLAYED

_UNTOLD = re.compile(
    r"!\[\s*\]\((?P<file>[^)\n]+)\)|<img\b(?![^>]*\balt\s*=)[^>]*>", re.IGNORECASE
)


def _find(subject: Subject, _limit: int) -> Iterator[Diagnostic]:
    for note in subject.notes:
        for text in all_texts(note):
            shown = without_code(text.value)
            for picture in _UNTOLD.finditer(shown):
                if PurePosixPath(picture["file"] or "").suffix.lower() in PLAYED:
                    continue  # a sound or film, which its address names
                message = (
                    "a picture without words: write what it shows between `[` and `]`, "
                    "for who cannot see it and while it is not loaded"
                )
                place = text.at(picture.start())
                yield Diagnostic(place, Code.PICTURE_TEXT, message, "warning")


ALTERNATIVE_TEXTS = CardRule(
    code=Code.PICTURE_TEXT,
    find=_find,
    why="Screen readers read it, and it stands there when a picture was not synced.",
    bad="""\
- front: What does the picture show?
  back: "![](heap.svg)"
""",
    good="""\
- front: What does the picture show?
  back: "![a heap of five numbers](heap.svg)"
""",
)
