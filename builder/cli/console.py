"""What a person sees on a terminal: the only module that knows rich."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import IO, TYPE_CHECKING, TextIO, TypeVar

import click

from builder.base.streams import may_have_colours
from builder.reports.line import ReportLine, Tone, printable, without_tones
from builder.reports.words import Said

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


def track(sequence: Sequence[_T], title: str) -> Iterable[_T]:
    """Go through a sequence under a progress bar; silent off a terminal."""
    if len(sequence) < _LONG or not may_have_colours(sys.stderr):
        return sequence
    from rich.progress import track as rich_track

    talk = _console(sys.stderr)
    if not talk.is_terminal:
        return sequence
    return rich_track(sequence, title, console=talk, transient=True)


def tell(words: Iterable[Said]) -> None:
    """Print what a command says, in its order."""
    for is_talk, same_stream in groupby(words, key=lambda one: one.is_talk):
        for is_line, pieces in groupby(same_stream, key=lambda one: bool(one.line)):
            if is_line:
                print_lines((one.line for one in pieces), stderr=is_talk)
            else:
                for one in pieces:
                    click.echo(one.plain, nl=False, err=is_talk)


def print_lines(lines: Iterable[ReportLine], *, stderr: bool = False) -> None:
    """Print lines in their tones; where there are no colours, marks stand for them."""
    stream = sys.stderr if stderr else sys.stdout
    if may_have_colours(stream):
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


def _console(stream: TextIO) -> Console:
    from rich.console import Console

    # No markup: what is printed holds paths and texts with brackets of their own.
    return Console(
        file=stream, highlight=False, markup=False, soft_wrap=True, emoji=False
    )


def _print_plain(stream: IO[str], lines: Iterable[ReportLine]) -> None:
    stream.writelines(f"{without_tones(line)}\n" for line in lines)
    stream.flush()
