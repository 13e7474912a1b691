"""Differences as Markdown, for a pull request or release notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from builder.reports.diff.groups import DiffEntry, DiffSign, groups
from builder.reports.diff.summary import summary
from builder.reports.line import printable
from builder.versions.packagediff import PackageDiff
from builder.versions.segment import Segment
from builder.versions.worddiff import shorten

_SIGN_WORDS: Mapping[DiffSign, str] = {
    "+": "added",
    "-": "retired",
    "~": "changed",
    ">": "moved",
    "=": "only newer",
}


def markdown(diff: PackageDiff) -> str:
    """Return the differences as Markdown, for a pull request or release notes."""
    first, *more = summary(diff)
    paragraphs = [
        first[:1].upper() + first[1:],
        "\n".join(f"- {line}" for line in more),
    ]
    for group in groups(diff):
        entries = [line for entry in group.entries for line in _items(entry)]
        paragraphs += [f"### {_escaped(group.title)}", "\n".join(entries)]
    return "\n\n".join(filter(None, paragraphs)) + "\n"


def _items(entry: DiffEntry) -> Iterator[str]:
    yield f"- {_SIGN_WORDS[entry.sign]}: {_escaped(entry.title)}"
    for row in entry.rows:
        shown = "".join(_marked_up(one) for one in shorten(row.segments))
        yield f"  - *{_escaped(row.name)}*: {shown}"
    if entry.warning:
        yield f"  - ⚠ {entry.warning}"


def _marked_up(segment: Segment) -> str:
    """Return ``~~old~~`` or ``**new**``, as HTML where Markdown would not see it.

    Marks do not count between a letter and punctuation, which in Chinese is everywhere.
    """
    if segment.side == "same":
        return _escaped(segment.text)
    text = segment.text if segment.text.strip() else segment.text.replace(" ", "␣")
    core = text.strip()
    before, after = text[: text.index(core)], text[text.index(core) + len(core) :]
    mark, tag = ("~~", "del") if segment.side == "old" else ("**", "b")
    if core[0].isalnum() and core[-1].isalnum():
        return f"{before}{mark}{_escaped(core)}{mark}{after}"
    return f"{before}<{tag}>{_escaped(core)}</{tag}>{after}"


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>~|$&#])", r"\\\1", printable(text))
