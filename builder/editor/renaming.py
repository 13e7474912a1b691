"""A tag that gets another name, in all files that say it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from builder.base.diagnostic import BuilderError, Location
from builder.cards.tagplaces import DECK_PATH, TOPICS_PATH, written_tags
from builder.editor.desk import Desk
from builder.editor.linespan import LineSpan, lines_of, span_of_text

_TAG = re.compile(r"[^\s\"'\[\]{},#:]+(?:::[^\s\"'\[\]{},#:]+)*")


@dataclass(frozen=True, slots=True)
class Replacing:
    """A piece of a file that becomes another text."""

    span: LineSpan
    text: str


def tag_at(desk: Desk, place: Location) -> tuple[str, LineSpan] | None:
    """Return the tag at a place, and where it stands."""
    lines = lines_of(desk.text_of(place.path))
    for tag in written_tags(desk.text_of(place.path), place.path):
        end = tag.at(len(tag.value))
        if tag.location[1:] <= place[1:] <= end[1:]:
            return tag.value, span_of_text(lines, tag, len(tag.value))
    return None


def renamed(desk: Desk, old: str, new: str) -> list[Replacing]:
    """Return what changes when a tag, with those below it, gets another name.

    Raises:
        BuilderError: The name cannot be one of a tag.
    """
    if not _TAG.fullmatch(new):
        raise BuilderError(f"`{new}` cannot be a tag: no blanks, quotes or brackets")
    paths = [file.path for file in desk.card_files()]
    return [
        one
        for path in (*paths, DECK_PATH, TOPICS_PATH)
        for one in _in(desk, path, old, new)
    ]


def _in(desk: Desk, path: str, old: str, new: str) -> Iterator[Replacing]:
    lines = lines_of(desk.text_of(path))
    for tag in written_tags(desk.text_of(path), path):
        if tag.value == old or tag.value.startswith(f"{old}::"):
            yield Replacing(span_of_text(lines, tag, len(old)), new)
