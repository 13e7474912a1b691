"""How a run of the command ends: with which code, and what is said before.

0 sound, 1 findings or a refusal, 2 wrong usage, 3 a bug of ours; 128 and the number of
the signal when it was stopped.
"""

from __future__ import annotations

import contextlib
import sys
import traceback

import click

from builder.base import streams
from builder.base.diagnostic import BuilderError

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
        case BuilderError():
            _say(str(error))
            return _REFUSED
        case click.Abort() | KeyboardInterrupt():
            _say("interrupted, nothing was written")
            return _INTERRUPTED
        case OSError(filename=None):
            # An error of a file we opened has its name: this is our own output.
            _give_up_printing(error)
            return _REFUSED
    traceback.print_exception(error)
    _say("this is a bug of ours, please report it")
    return _BUG


def _say(words: str) -> None:
    click.echo(f"decks: {words}", err=True)


def _give_up_printing(error: OSError) -> None:
    """Say that the output cannot be written and drop what is left of it."""
    with contextlib.suppress(OSError):
        if not isinstance(error, BrokenPipeError):
            _say(f"cannot print: {error.strerror or error}")
    streams.drop(sys.stdout, sys.stderr)
