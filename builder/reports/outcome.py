"""What a learner will see after an update: lines for people, values for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from builder.base.phrases import and_more, counted
from builder.plan import PlanReport
from builder.reports.findings import finding_values
from builder.reports.line import ReportLine, Tone
from builder.versions.outcome import (
    BROKEN,
    WARNINGS,
    Finding,
    Move,
    NoteOutcome,
    Outcome,
)

# As many of one kind as can be read without scrolling back.
_SHOWN = 20
_LONGEST_SEARCH = _SHOWN * len("1700000000000,")


def lines(outcome: Outcome, *, show_all: bool) -> Iterator[ReportLine]:
    """Yield how many notes of each kind there are, then those that need words.

    At most 20 of a kind, without ``show_all``.
    """
    counts = ", ".join(f"{number} {kind}" for kind, number in outcome.counts.items())
    yield (("plain", f"{counted(len(outcome.notes), 'note')}: {counts}"),)
    limit = None if show_all else _SHOWN
    for code, title in (*BROKEN.items(), *WARNINGS.items()):
        found = list(_finding_lines(outcome, code))
        if found:
            yield from _group(code, title, found, limit)
        if code == "old-deck":
            yield from (
                _move_line(move, show_all=show_all) for move in outcome.moves[:limit]
            )


def _finding_lines(outcome: Outcome, code: str) -> Iterator[ReportLine]:
    for finding in outcome.findings:
        if finding.code == code:
            yield (("plain", f"  {_message(finding)}"),)
    for note in outcome.notes:
        for finding in note.findings:
            if finding.code == code:
                words = f"  {note.question}: {_message(finding)}"
                yield ("plain", "  "), ("strong", note.where), ("plain", words)


def _message(finding: Finding) -> str:
    """Return what is said in one line; the engine's own words have several."""
    return "; ".join(finding.message.splitlines())


def _group(
    code: str, title: str, found: Sequence[ReportLine], limit: int | None
) -> Iterator[ReportLine]:
    word, tone = _SEVERITIES[code in BROKEN]
    yield ()
    yield (
        (tone, f"{word}: "),
        ("plain", f"{title} ({len(found)})  "),
        ("faint", f"[{code}]"),
    )
    yield from found[:limit]
    if limit is not None and len(found) > limit:
        rest = and_more(len(found) - limit)
        yield (("plain", f"  {rest}: --all shows them"),)


_SEVERITIES: dict[bool, tuple[str, Tone]] = {
    True: ("broken", "error"),
    False: ("warning", "warning"),
}


def _move_line(move: Move, *, show_all: bool) -> ReportLine:
    cards = counted(len(move.cards), "card")
    is_short = show_all or len(move.search) <= _LONGEST_SEARCH
    search = move.search if is_short else "(--all shows what to search for)"
    words = f"  {cards} to `{move.new}`: in Anki's browser, {search}, Change Deck"
    return (("plain", words),)


def values(report: PlanReport) -> dict[str, Any]:
    """Return the report as JSON values."""
    outcome = report.outcome
    found: dict[str, Any] = {
        "ok": report.is_sound,
        "old": str(report.old),
        "build": [finding_values(finding) for finding in report.diagnostics],
    }
    if outcome is None:
        return found
    return found | {
        "counts": outcome.counts,
        "findings": [_finding_values(finding) for finding in outcome.findings],
        "notes": [_note_values(note) for note in outcome.notes],
        "moves": [
            {
                "from": move.old,
                "to": move.new,
                "cards": len(move.cards),
                "search": move.search,
            }
            for move in outcome.moves
        ],
    }


def _note_values(note: NoteOutcome) -> dict[str, Any]:
    written = note.project_note
    location = written.location if written else None
    return {
        "guid": note.guid,
        "id": written.id if written else None,
        "path": location.path if location else None,
        "line": location.line if location else None,
        "question": note.question,
        "outcome": note.treatment,
        "findings": [_finding_values(finding) for finding in note.findings],
    }


def _finding_values(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "breaks": finding.is_broken,
        "message": finding.message,
        "search": finding.search,
    }
