"""What a person sees on a terminal: the only module that knows rich."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from rich.cells import cell_len
from rich.console import Console
from rich.progress import track as rich_track
from rich.text import Text

from builder.base.diagnostic import Diagnostic
from builder.base.phrases import counted
from builder.reports.diff import groups as diff
from builder.versions.outcome import (
    BROKEN,
    WARNINGS,
    Finding,
    Move,
    NoteOutcome,
    Outcome,
)
from builder.versions.packagediff import PackageDiff

_T = TypeVar("_T")
_STYLES = {"error": "bold red", "warning": "bold yellow"}
# As many of one kind as can be read without scrolling back.
_SHOWN = 20
_DIFF_STYLES: dict[diff.Style, str] = {
    "title": "bold",
    "same": "",
    "old": "red strike",
    "new": "green",
    "faint": "dim",
    "warning": "bold yellow",
    "+": "bold green",
    "-": "bold red",
    "~": "bold yellow",
    ">": "bold blue",
    "=": "dim",
}
# A progress bar for fewer notes would be gone before it is read.
_LONG = 500


def console(*, stderr: bool = False) -> Console:
    """Return a console that prints plain text when it is no terminal."""
    stream = sys.stderr if stderr else sys.stdout
    # No markup: what is printed holds paths and texts with brackets of their own.
    return Console(
        file=stream, highlight=False, markup=False, soft_wrap=True, emoji=False
    )


def track(sequence: Sequence[_T], title: str) -> Iterable[_T]:
    """Go through a sequence under a progress bar; silent off a terminal."""
    talk = console(stderr=True)
    if not talk.is_terminal or len(sequence) < _LONG:
        return sequence
    return rich_track(sequence, title, console=talk, transient=True)


def print_diagnostics(
    output: Console, diagnostics: Iterable[Diagnostic], folder: Path
) -> None:
    """Print findings, each with the line it is about and a caret below the place.

    ``folder`` is the project's, where the lines are read again.
    """
    lines: dict[str, list[str]] = {}
    for finding in diagnostics:
        output.print(_headline(finding))
        place = finding.location
        if place.line and place.path not in lines:
            lines[place.path] = _lines(folder / place.path)
        source = lines.get(place.path, [])
        if 0 < place.line <= len(source):
            output.print(_excerpt(source[place.line - 1], place.line, place.column))


def print_diff(output: Console, difference: PackageDiff) -> None:
    """Print the differences between packages: what is gone in red, what came in green.

    Where there are no colours, marks stand for them.
    """
    if not output.is_terminal or output.no_color:
        output.file.write(diff.text(difference))
        output.file.flush()
        return
    for line in diff.lines(difference):
        pieces = ((piece, _DIFF_STYLES[style]) for style, piece in line)
        output.print(Text.assemble(*pieces))


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    except OSError:
        return []


def _headline(finding: Diagnostic) -> Text:
    return Text.assemble(
        (f"{finding.location}: ", "bold"),
        (f"{finding.severity}:", _STYLES[finding.severity]),
        f" {finding.message}  ",
        (f"[{finding.code}]", "dim"),
    )


def _excerpt(line: str, number: int, column: int) -> Text:
    """Return the line of the finding, cut around the place, and the caret."""
    line = line.replace("\t", " ")
    start = max(0, column - 60)
    shown = line[start : start + 100]
    gutter = f"{number:>6} | "
    indent = " " * cell_len(line[start : column - 1])
    return Text.assemble(
        (gutter, "dim"),
        shown,
        "\n",
        (" " * 7 + "| ", "dim"),
        indent,
        ("^", "bold red"),
    )


def print_outcome(output: Console, outcome: Outcome, *, show_all: bool) -> None:
    """Print how many notes of each kind there are, then those that need words.

    At most 20 of a kind, without ``show_all``.
    """
    counts = ", ".join(f"{number} {kind}" for kind, number in outcome.counts.items())
    output.print(f"{len(outcome.notes)} notes: {counts}")
    limit = None if show_all else _SHOWN
    for code, title in (*BROKEN.items(), *WARNINGS.items()):
        lines = [
            _finding_line(one, None) for one in outcome.findings if one.code == code
        ]
        lines += [
            _finding_line(finding, note)
            for note in outcome.notes
            for finding in note.findings
            if finding.code == code
        ]
        if lines:
            _print_group(output, code, title, lines, limit)
        if code == "old-deck":
            for move in outcome.moves[:limit]:
                output.print(_move_line(move, show_all=show_all))


def _print_group(
    output: Console, code: str, title: str, lines: Sequence[Text], limit: int | None
) -> None:
    word, style = (
        ("broken", _STYLES["error"])
        if code in BROKEN
        else ("warning", _STYLES["warning"])
    )
    headline = ((f"{word}: ", style), f"{title} ({len(lines)})  ", (f"[{code}]", "dim"))
    output.print()
    output.print(Text.assemble(*headline))
    for line in lines[:limit]:
        output.print(line)
    if limit is not None and len(lines) > limit:
        output.print(f"  … and {len(lines) - limit} more: --all shows them")


def _finding_line(finding: Finding, note: NoteOutcome | None) -> Text:
    if note is None:
        return Text(f"  {finding.message}")
    return Text.assemble(
        "  ", (note.where, "bold"), f"  {note.question}: {finding.message}"
    )


def _move_line(move: Move, *, show_all: bool) -> Text:
    cards = counted(len(move.cards), "card")
    is_short = show_all or len(move.search) <= _SHOWN * len("1700000000000,")
    search = move.search if is_short else "(--all shows what to search for)"
    return Text(f"  {cards} to `{move.new}`: in Anki's browser, {search}, Change Deck")
