"""Differences line by line, as a terminal shows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from builder.reports.diff.groups import DiffEntry, DiffSign, groups
from builder.reports.diff.summary import summary
from builder.reports.line import ReportLine, Tone, without_tones
from builder.versions.packagediff import PackageDiff
from builder.versions.segment import Segment
from builder.versions.worddiff import shorten

_SIGN_TONES: Mapping[DiffSign, Tone] = {
    "+": "added",
    "-": "retired",
    "~": "changed",
    ">": "moved",
    "=": "faint",
}


def lines(diff: PackageDiff) -> Iterator[ReportLine]:
    """Yield the lines of the text, in pieces that a terminal can colour."""
    for group in groups(diff):
        yield (("strong", group.title),)
        for entry in group.entries:
            yield from _entry_lines(entry)
        yield ()
    first, *more = summary(diff)
    yield (("strong", first),)
    yield from ((("warning", line),) for line in more)


def text(diff: PackageDiff) -> str:
    """Return the differences as plain text, with ``[-old-]`` and ``{+new+}``."""
    return "".join(f"{without_tones(line)}\n" for line in lines(diff))


def _entry_lines(entry: DiffEntry) -> Iterator[ReportLine]:
    detail = f"  {entry.detail}" if entry.detail else ""
    yield (
        (_SIGN_TONES[entry.sign], f"  {entry.sign} "),
        ("plain", entry.title),
        ("faint", detail),
    )
    for row in entry.rows:
        pieces = (_piece(segment) for segment in shorten(row.segments))
        yield (("faint", f"      {row.name}: "), *pieces)
    if entry.warning:
        yield (("warning", f"      ! {entry.warning}"),)


def _piece(segment: Segment) -> tuple[Tone, str]:
    return "plain" if segment.side == "same" else segment.side, segment.text
