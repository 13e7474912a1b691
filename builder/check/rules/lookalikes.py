"""Ids that nobody takes for each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic
from builder.check.cardrule import CardRule
from builder.check.subject import Subject

_ALIKE = str.maketrans({"0": "o", "1": "l", "i": "l", "_": "-", ".": "-"})


def _find(subject: Subject, _limit: int) -> Iterator[Diagnostic]:
    first: dict[str, str] = {}
    for note in subject.notes:
        if not note.id:
            continue
        form = re.sub(r"-+", "-", note.id.casefold().translate(_ALIKE))
        other = first.setdefault(form, note.id)
        if other != note.id and re.sub(r"\d", "", other) != re.sub(r"\d", "", note.id):
            message = (
                f"the ids `{note.id}` and `{other}` look alike: rename one with `was:`"
            )
            yield Diagnostic(note.location, Code.ID_ALIKE, message, "warning")


LOOK_ALIKE_IDS = CardRule(
    code=Code.ID_ALIKE,
    find=_find,
    is_of_deck=True,
    why="An id is who a note is: of two that look alike the wrong one is edited, or "
    "referred to.",
    bad="""\
- {id: pod-lifecycle, front: What is a Pod?, back: A group of containers.}
- {id: pod_lifecycle, front: What does a Pod become?, back: Succeeded or failed.}
""",
    good="""\
- {id: pod, front: What is a Pod?, back: A group of containers.}
- {id: pod-lifecycle, front: What does a Pod become?, back: Succeeded or failed.}
""",
)
