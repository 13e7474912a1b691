"""How a run of the command ends: with which code, and what is said before.

0 sound, 1 findings or a refusal, 2 wrong usage, 3 a bug of ours; 128 and the number of
the signal when it was stopped.
"""

from __future__ import annotations

import contextlib
import os
import sys
import traceback

import click

from builder.base import streams
from builder.base.diagnostic import BuilderError
from builder.base.filenames import printable

_REFUSED = 1
_BUG = 3
_INTERRUPTED = 130


def exit_code(error: BaseException) -> int:
    """Say what ended the run, if the user cannot know, and return its exit code."""
    match error:
        case SystemExit():
            return int(error.code or 0)
        case click.ClickException():
            error.show()
            return error.exit_code
        case OSError(filename=None):
            # An error of a file we opened has its name: this is our own output.
            _give_up_printing(error)
            return _REFUSED
    code, words = _code_and_words(error)
    if code == _BUG:
        traceback.print_exception(error)
    _say(words)
    return code


def _code_and_words(error: BaseException) -> tuple[int, str]:
    match error:
        case BuilderError():
            return _REFUSED, str(error)
        case click.Abort() | KeyboardInterrupt():
            return _INTERRUPTED, "interrupted, nothing was written"
        case MemoryError():
            return _REFUSED, "not enough memory, nothing was written"
        case OSError():
            # A file that went, or whose disk broke, after it was looked at.
            name = printable(os.fspath(error.filename))
            return _REFUSED, f"{name}: {error.strerror or error}"
    return _BUG, "this is a bug of ours, please report it"


def _say(words: str) -> None:
    click.echo(f"decks: {words}", err=True)


def _give_up_printing(error: OSError) -> None:
    """Say that the output cannot be written and drop what is left of it."""
    with contextlib.suppress(OSError):
        if not isinstance(error, BrokenPipeError):
            _say(f"cannot print: {error.strerror or error}")
    streams.drop(sys.stdout, sys.stderr)
