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

from builder.diagnostic import Diagnostic

_T = TypeVar("_T")
_STYLES = {"error": "bold red", "warning": "bold yellow"}
# A progress bar for fewer notes would be gone before it is read.
_LONG = 500


def console(*, stderr: bool = False) -> Console:
    """Return a console that prints plain text when it is no terminal."""
    stream = sys.stderr if stderr else sys.stdout
    return Console(file=stream, highlight=False, soft_wrap=True, emoji=False)


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
