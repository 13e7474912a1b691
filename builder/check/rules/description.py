"""The description of the deck shows no pictures: an import would not bring them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic, Problem
from builder.check.subject import Subject
from builder.text.markdown import render


def pictures_in_description(subject: Subject) -> Iterator[Diagnostic]:
    """Anki brings the pictures of notes alone, under names that hold their hashes."""
    for text in subject.project.shown_texts:
        for problem in render(text.value, find_media=_not_brought).problems:
            if problem.code == Code.MEDIA_MISSING:
                yield problem.at(text.at(problem.offset))


def _not_brought(reference: str, *, is_unseen: bool = False) -> str | Problem:  # noqa: ARG001 -- brought neither
    if re.match(r"(?i)https?:|data:", reference):
        return reference
    message = (
        f"the description cannot show `{reference}`: an import brings the pictures of "
        "notes alone, take it out"
    )
    return Problem(0, Code.MEDIA_MISSING, message)
