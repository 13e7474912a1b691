"""What a person sees on a terminal: the only module that knows rich."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from rich.console import Console
from rich.progress import track as rich_track
from rich.text import Text

from builder.reports.line import ReportLine, Tone, printable, without_tones

_T = TypeVar("_T")
_STYLES: Mapping[Tone, str] = {
    "plain": "",
    "strong": "bold",
    "faint": "dim",
    "error": "bold red",
    "warning": "bold yellow",
    "old": "red strike",
    "new": "green",
    "added": "bold green",
    "retired": "bold red",
    "changed": "bold yellow",
    "moved": "bold blue",
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


def print_lines(output: Console, lines: Iterable[ReportLine]) -> None:
    """Print lines in their tones; where there are no colours, marks stand for them."""
    if output.no_color or output.color_system is None:
        output.file.writelines(f"{without_tones(line)}\n" for line in lines)
        output.file.flush()
        return
    for line in lines:
        pieces = ((printable(text), _STYLES[tone]) for tone, text in line)
        output.print(Text.assemble(*pieces))
