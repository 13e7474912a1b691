"""What a check or a build found and made: lines for people, values for programs."""

from __future__ import annotations

import os
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from builder.base.diagnostic import Diagnostic
from builder.base.phrases import counted
from builder.base.textfiles import lines_to_show
from builder.packages import BuiltPackage, Counts
from builder.pipeline import Report
from builder.reports.line import ReportLine
from builder.versions.stamping import Restyled

# Of one warning about so many whole files, a line for each would hide the others.
_MOST_FILES = 5
_GUTTER = 6
# From so many findings on their kinds are counted.
_MANY = 20


def lines(findings: Sequence[Diagnostic], folder: Path) -> Iterator[ReportLine]:
    """Yield findings, each with the line it is about and a caret below the place.

    ``folder`` is the project's, where the lines are read again.
    """
    read: dict[str, list[str]] = {}
    for finding, others in _gathered(findings):
        yield _headline(finding, others=others)
        place = finding.location
        if place.line and place.path not in read:
            read[place.path] = lines_to_show(folder / place.path)
        source = read.get(place.path, [])
        if 0 < place.line <= len(source):
            yield from _excerpt(source[place.line - 1], place.line, place.column)


def _gathered(findings: Sequence[Diagnostic]) -> Iterator[tuple[Diagnostic, int]]:
    """Yield findings; of one warning about many files the first, and how many follow."""
    numbers = Counter(map(_whole_file_warning, findings))
    told = set()
    for finding in findings:
        warning = _whole_file_warning(finding)
        if warning is None or numbers[warning] <= _MOST_FILES:
            yield finding, 0
        elif warning not in told:
            told.add(warning)
            yield finding, numbers[warning] - 1


def _whole_file_warning(finding: Diagnostic) -> tuple[str, str] | None:
    """Return what such warnings have in common, and nothing of other findings."""
    if finding.is_error or finding.location.line:
        return None
    return finding.code, finding.message


def _headline(finding: Diagnostic, *, others: int = 0) -> ReportLine:
    more = f" and {counted(others, 'other file')}" if others else ""
    hint = " (`decks check --json` names them)" if others else ""
    return (
        ("strong", f"{finding.location}{more}: "),
        (finding.severity, f"{finding.severity}:"),
        ("plain", f" {finding.message}{hint}  "),
        ("faint", f"[{finding.code}]"),
    )


def _excerpt(line: str, number: int, column: int) -> Iterator[ReportLine]:
    """Yield the line of the finding, cut around the place, and the caret."""
    line = line.replace("\t", " ")
    start = max(0, column - 60)
    indent = " " * _cells(line[start : column - 1])
    yield ("faint", f"{number:>{_GUTTER}} | "), ("plain", line[start : start + 100])
    yield ("faint", f"{'':>{_GUTTER}} | "), ("plain", indent), ("error", "^")


def _cells(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(
        0
        if unicodedata.combining(character)
        else 1 + (unicodedata.east_asian_width(character) in "WF")
        for character in text
    )


def within(report: Report, folder: Path, paths: Iterable[Path]) -> Report:
    """Return a report with what was found in these files and folders alone."""
    wanted = [os.path.realpath(path) for path in paths]
    kept = tuple(
        finding
        for finding in report.diagnostics
        if any(
            Path(os.path.realpath(folder / finding.location.path)).is_relative_to(path)
            for path in wanted
        )
    )
    return replace(report, diagnostics=kept)


def without(report: Report, known: Counter[str]) -> Report:
    """Return a report without the warnings that are known, each as often as it is."""
    left = known.copy()
    kept = []
    for finding in report.diagnostics:
        fingerprint = finding.fingerprint
        if not finding.is_error and left[fingerprint] > 0:
            left[fingerprint] -= 1
        else:
            kept.append(finding)
    return replace(report, diagnostics=tuple(kept))


def numbers_by_code(findings: Sequence[Diagnostic]) -> Iterator[ReportLine]:
    """Yield how often each kind is found, when there are many of several kinds."""
    numbers = Counter(finding.code.value for finding in findings)
    if len(findings) < _MANY or len(numbers) == 1:
        return
    yield (("plain", ""),)
    for code, number in numbers.most_common():
        yield ("plain", f"{number:>{_GUTTER},}  "), ("faint", code)


def summary(report: Report, whole: Report | None = None) -> str:
    """Tell the findings of a report in a line, and those of the rest of ``whole``."""
    errors, warnings = len(report.errors), len(report.warnings)
    here = _numbers(errors, warnings)
    if whole is not None:
        elsewhere = _numbers(len(whole.errors) - errors, len(whole.warnings) - warnings)
        if elsewhere:
            return f"{here or 'no findings here'}; {elsewhere} elsewhere"
    return here or f"{_notes_and_cards(report.counts)}: no findings"


def _numbers(errors: int, warnings: int) -> str:
    return ", ".join(
        counted(number, word)
        for number, word in ((errors, "error"), (warnings, "warning"))
        if number
    )


def _notes_and_cards(counts: Counts) -> str:
    return f"{counted(counts.notes, 'note')}, {counted(counts.cards, 'card')}"


def package_facts(package: BuiltPackage) -> str:
    """Tell in a few words what is in a package, and how large it is."""
    return (
        f"{_notes_and_cards(package.counts)}, {package.counts.media:,} media, "
        f"{package.size / 1024:,.0f} KB"
    )


def remarks(report: Report) -> Iterator[str]:
    """Yield what an author should know after a build, and do."""
    if report.edited:
        yield f"wrote ids into {', '.join(report.edited)}: commit them"
    if report.has_new_lock:
        yield _LOST_LOCK if report.is_lock_lost else _NEW_LOCK
    if report.looks and not report.errors:
        yield _other_looks(report.looks)
    if report.errors:
        yield f"{summary(report)}: nothing was written"


def _other_looks(looks: Restyled) -> str:
    things = [
        counted(len(found), what)
        for found, what in ((looks.notes, "note"), (looks.note_types, "note type"))
        if found
    ]
    look = "looks" if len(looks.notes) + len(looks.note_types) == 1 else "look"
    return (
        f"{' and '.join(things)} {look} other than before, though no card file says so "
        "(another version of this tool or of a library): learners keep the look they "
        "have until `decks release --restamp all`, or an edit, brings the new one"
    )


_NEW_LOCK = (
    "made cards/deck.lock, which remembers each note and when it changed: commit it "
    "with the cards"
)
_LOST_LOCK = (
    "cards/deck.lock was lost and is made anew, but there were releases: restore it "
    "from version control, or have it made again from a package that learners have "
    "(`decks build --recover-lock OLD.apkg`). Without it the next import updates every "
    "note, over what learners edited, and numbers of `==…==` deletions may move to other "
    "text, with the schedules that sit on them"
)


def values(report: Report) -> dict[str, Any]:
    """Return the report as JSON values."""
    return {
        "ok": not report.errors,
        "findings": [finding_values(finding) for finding in report.diagnostics],
        **_count_values(report.counts),
        "looks_other": {
            "notes": list(report.looks.notes),
            "note_types": list(report.looks.note_types),
        },
        "packages": [
            {
                "slug": package.slug,
                "path": str(package.path.absolute()),
                "bytes": package.size,
                "sha256": package.sha256,
                **_count_values(package.counts),
            }
            for package in report.packages
        ],
        "update_files": [str(path.absolute()) for path in report.update_files],
    }


def finding_values(finding: Diagnostic) -> Mapping[str, Any]:
    """Return a finding as JSON values."""
    return {
        "path": finding.location.path,
        "line": finding.location.line,
        "column": finding.location.column,
        "severity": finding.severity,
        "code": finding.code,
        "message": finding.message,
    }


def _count_values(counts: Counts) -> dict[str, int]:
    return {
        "notes": counts.notes,
        "cards": counts.cards,
        "decks": counts.decks,
        "tags": counts.tags,
        "media": counts.media,
    }
