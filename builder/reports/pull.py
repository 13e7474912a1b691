"""What came home from Anki and what stays, for people and programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from builder.anki.apkg.package import PackageNote
from builder.base.phrases import and_more, counted, listed, shortened
from builder.merging import TAGS, Missing, Pulled
from builder.pull import PullReport
from builder.reports.line import ReportLine, Tone
from builder.versions.fieldmarks import settled
from builder.versions.worddiff import compare_html, readable, shorten

_MOST_NAMED = 5
_MOST_MISSING = 10
_TITLE = 40
_TONES: dict[str, Tone] = {"same": "plain", "old": "old", "new": "new"}


def result_lines(report: PullReport) -> Iterator[ReportLine]:
    """Yield what came home, a line each with its place."""
    for one in report.edits:
        yield (*_head(one), ("plain", ": "), *_change(one))
    for new in report.new.notes:
        yield (
            ("strong", f"{new.path}:{new.note.location.line}"),
            ("plain", f": {new.id}: "),
            ("added", "new "),
            ("plain", new.title),
        )
    for gone in report.removed:
        yield (
            ("strong", f"{gone.place.path}:{gone.place.line}"),
            ("plain", f": {gone.note_id}: "),
            ("retired", "deleted "),
            ("plain", gone.title),
        )


def _head(one: Pulled) -> ReportLine:
    place = f"{one.place.path}:{one.place.line}"
    return (("strong", place), ("plain", f": {one.note_id} {one.what}"))


def _change(one: Pulled) -> ReportLine:
    if one.what == TAGS:
        return tuple(_tags(one))
    segments = shorten(compare_html(settled(one.ours), settled(one.theirs)))
    return tuple((_TONES[segment.side], segment.text) for segment in segments)


def _tags(one: Pulled) -> Iterator[tuple[Tone, str]]:
    ours, theirs = one.ours.split(), one.theirs.split()
    changed: list[tuple[Tone, str]] = [
        *(("old", tag) for tag in ours if tag not in theirs),
        *(("new", tag) for tag in theirs if tag not in ours),
    ]
    for number, piece in enumerate(changed):
        if number:
            yield ("plain", " ")
        yield piece


def talk_lines(report: PullReport, *, is_preview: bool) -> Iterator[ReportLine]:
    """Yield the summary, and what stays with the reasons."""
    yield (("plain", _summary(report)),)
    for title, found in (
        ("both edited, yours stays", report.conflicts),
        ("both edited, you chose yours", report.decided),
    ):
        for one in found:
            yield (("warning", f"{title}: "), *_head(one))
            yield (("plain", f"  yours:   {readable(one.ours)}"),)
            yield (("plain", f"  theirs:  {readable(one.theirs)}"),)
    for one in report.left:
        yield (
            ("warning", "stays in Anki: "),
            *_head(one),
            ("plain", f": {one.reason}"),
        )
        yield (("plain", f"  {readable(one.theirs) or one.theirs or one.ours}"),)
    for reason, origins in report.new.left.items():
        names = listed([_title(one) for one in origins], _MOST_NAMED)
        yield (
            ("warning", "stays in Anki: "),
            ("plain", f"new {counted(len(origins), 'note')}: {reason}: {names}"),
        )
    for reason, rows in report.new.left_rows.items():
        names = listed(rows, _MOST_NAMED)
        yield (("warning", "left out: "), ("plain", f"{names}: {reason}"))
    yield from _missing(report.missing)
    for text in _remarks(report):
        yield (("plain", text),)
    if report.conflicts:
        advice = (
            "`decks pull` asks again; `--theirs` or `--ours` decides for all of them"
        )
        yield (("plain", advice),)
    if is_preview:
        yield (("plain", "nothing was written"),)
    elif report.files:
        yield (("plain", "Next: git diff, then decks build"),)


def _title(origin: PackageNote) -> str:
    shown = (readable(value) for value in origin.values)
    return f"`{shortened(next(filter(None, shown), origin.guid), _TITLE)}`"


def _summary(report: PullReport) -> str:
    notes = {one.note_id for one in report.edits}
    parts = [
        f"{counted(len(report.edits), 'edit')} in {counted(len(notes), 'note')}"
        if notes
        else "",
        f"{len(report.new.notes)} new" if report.new.notes else "",
        f"{len(report.removed)} deleted" if report.removed else "",
        counted(len(report.conflicts), "conflict") if report.conflicts else "",
    ]
    told = ", ".join(part for part in parts if part) or "nothing new"
    return f"{report.source}: {counted(report.notes, 'note')} compared: {told}"


def _missing(missing: Sequence[Missing]) -> Iterator[ReportLine]:
    for one in missing[:_MOST_MISSING]:
        reason = f": {one.reason}" if one.reason else ""
        yield (
            ("warning", "deleted in Anki, stays here: "),
            ("strong", f"{one.place.path}:{one.place.line}"),
            ("plain", f": {one.note_id}: {one.title}{reason}"),
        )
    if len(missing) > _MOST_MISSING:
        yield (("plain", and_more(len(missing) - _MOST_MISSING)),)
    if missing:
        yield (("plain", "`decks pull --delete` takes them out of the card files"),)


def _remarks(report: PullReport) -> Iterator[str]:
    if report.media:
        yield f"into media/: {listed(report.media, _MOST_NAMED)}"
    if report.behind:
        yield (
            f"{counted(report.behind, 'note')} in Anki not as your next build, and not "
            "edited there: importing that brings yours"
        )
    if report.retyped:
        names = listed([f"`{one}`" for one in report.retyped], _MOST_NAMED)
        yield f"of another note type in Anki, left alone: {names}"
    if report.foreign:
        yield f"{counted(report.foreign, 'note')} in other decks left alone"
    if report.note_types:
        names = listed([f"`{one}`" for one in report.note_types], _MOST_NAMED)
        yield (
            f"templates or style were edited in Anki, and stay there: {names}: edit "
            "cards/notetypes/ yourself"
        )


def values(report: PullReport) -> dict[str, Any]:
    """Return the report as JSON can carry it."""
    return {
        "source": report.source,
        "project": str(report.folder),
        "notes": report.notes,
        "edits": [_values(one) for one in report.edits],
        "conflicts": [_values(one) for one in report.conflicts],
        "decided": [_values(one) for one in report.decided],
        "left": [_values(one) for one in report.left],
        "new": [
            {
                "note": one.id,
                "path": one.path,
                "line": one.note.location.line,
                "title": one.title,
            }
            for one in report.new.notes
        ],
        "new_left": {
            reason: [one.guid for one in origins]
            for reason, origins in report.new.left.items()
        },
        "rows_left": {
            reason: list(rows) for reason, rows in report.new.left_rows.items()
        },
        "missing": [_missing_values(one) for one in report.missing],
        "removed": [_missing_values(one) for one in report.removed],
        "behind": report.behind,
        "foreign": report.foreign,
        "retyped": list(report.retyped),
        "note_types": list(report.note_types),
        "media": list(report.media),
        "files": list(report.files),
    }


def _values(one: Pulled) -> dict[str, Any]:
    return {
        "note": one.note_id,
        "path": one.place.path,
        "line": one.place.line,
        "what": one.what,
        "ours": one.ours,
        "theirs": one.theirs,
        **({"reason": one.reason} if one.reason else {}),
    }


def _missing_values(one: Missing) -> dict[str, Any]:
    return {
        "note": one.note_id,
        "path": one.place.path,
        "line": one.place.line,
        "title": one.title,
    }
