"""What a rendered field may need of its note type: a table.

A note type that learners have does not change because this tool was upgraded. When a
note is released that needs what their note type lacks, the note type goes out with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from builder.anki.notetype import NoteType


@dataclass(frozen=True, slots=True)
class Feature:
    """A thing that a field shows and that a note type's style or script must know.

    ``used`` is found in the HTML of a field that needs it, ``offered`` in the style
    sheet or a template of a note type that has it.
    """

    name: str
    used: re.Pattern[str]
    offered: re.Pattern[str]


FEATURES: tuple[Feature, ...] = (
    Feature("code", re.compile('<pre class="code"'), re.compile(r"pre\.code\b")),
    Feature(
        "short code", re.compile('<code class="whole"'), re.compile(r"code\.whole\b")
    ),
    Feature("table", re.compile('<div class="table"'), re.compile(r"\.table\b")),
    Feature(
        "figure", re.compile('<img class="figure\\b'), re.compile(r"img\.figure\b")
    ),
    Feature(
        "several answers",
        re.compile('<ol [^>]*class="several\\b'),
        re.compile("several"),
    ),
    Feature(
        "pinned options",
        re.compile('<li class="(?:correct )?pinned"'),
        re.compile("pinned"),
    ),
    Feature(
        "options as written",
        re.compile('<ol [^>]*class="(?:several )?as-written"'),
        re.compile("as-written"),
    ),
    Feature(
        "picture beside text",
        re.compile('<img class="(?:left|right)"'),
        re.compile(r"img\.left\b"),
    ),
    Feature(
        "picture by night",
        re.compile('<img class="(?:[a-z]+ )?night"'),
        re.compile(r"img\.night\b"),
    ),
    Feature("callout", re.compile('class="callout '), re.compile(r"\.callout\b")),
    Feature(
        "task list",
        re.compile('class="contains-task-list"'),
        re.compile(r"\.contains-task-list\b"),
    ),
    Feature("footnotes", re.compile('class="footnotes"'), re.compile(r"\.footnotes\b")),
)


def used(fields: Iterable[str]) -> frozenset[str]:
    """Return the names of the features that a note's fields need."""
    values = list(fields)
    return frozenset(
        feature.name
        for feature in FEATURES
        if any(feature.used.search(value) for value in values)
    )


def offered(note_type: NoteType) -> tuple[str, ...]:
    """Return the names of the features that a note type has."""
    sides = [side for one in note_type.templates for side in (one.front, one.back)]
    texts = [note_type.css, *sides]
    return tuple(
        feature.name
        for feature in FEATURES
        if any(feature.offered.search(text) for text in texts)
    )
