"""What a person sees on a terminal: the only module that knows rich."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import IO, TYPE_CHECKING, TextIO, TypeVar

from builder.reports.line import ReportLine, Tone, printable, without_tones

if TYPE_CHECKING:
    from rich.console import Console

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


# What makes rich colour a stream that is no terminal.
_ASKED_FOR = ("FORCE_COLOR", "TTY_COMPATIBLE")


def track(sequence: Sequence[_T], title: str) -> Iterable[_T]:
    """Go through a sequence under a progress bar; silent off a terminal."""
    if len(sequence) < _LONG or not _may_have_colours(sys.stderr):
        return sequence
    from rich.progress import track as rich_track

    talk = _console(sys.stderr)
    if not talk.is_terminal:
        return sequence
    return rich_track(sequence, title, console=talk, transient=True)


def print_lines(lines: Iterable[ReportLine], *, stderr: bool = False) -> None:
    """Print lines in their tones; where there are no colours, marks stand for them."""
    stream = sys.stderr if stderr else sys.stdout
    if _may_have_colours(stream):
        print_in_tones(_console(stream), lines)
    else:
        _print_plain(stream, lines)


def print_in_tones(output: Console, lines: Iterable[ReportLine]) -> None:
    """Print lines on a console in their tones, as far as it has colours."""
    from rich.text import Text

    if output.no_color or output.color_system is None:
        _print_plain(output.file, lines)
        return
    for line in lines:
        pieces = ((printable(text), _STYLES[tone]) for tone, text in line)
        output.print(Text.assemble(*pieces))


def _may_have_colours(stream: TextIO) -> bool:
    """Whether it is worth asking rich, which takes longer to load than a small build."""
    return stream.isatty() or any(os.environ.get(name) for name in _ASKED_FOR)


def _console(stream: TextIO) -> Console:
    from rich.console import Console

    # No markup: what is printed holds paths and texts with brackets of their own.
    return Console(
        file=stream, highlight=False, markup=False, soft_wrap=True, emoji=False
    )


def _print_plain(stream: IO[str], lines: Iterable[ReportLine]) -> None:
    stream.writelines(f"{without_tones(line)}\n" for line in lines)
    stream.flush()
