"""Why a part of a deck has no notes, in words that go behind a message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from builder.base.diagnostic import did_you_mean
from builder.cards.project import Selection


def why_empty(
    part: Selection, tags_of_notes: Sequence[tuple[str, ...]], *, without: str
) -> str:
    """Tell whether tags are misspelt or left out again by ``without``, an option or key.

    Nothing when the notes just have no such tags.
    """
    if any(replace(part, without=()).takes(tags) for tags in tags_of_notes):
        return f": `{without}` leaves out all of them"
    known = {tag for tags in tags_of_notes for tag in tags}
    return "".join(did_you_mean(tag, known) for tag in part.tags)
