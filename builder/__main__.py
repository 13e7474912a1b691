"""The command ``decks``, also ``python -m builder``: it loads only what it has to."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from builder.reports.replay import Replay, Run

# ruff: noqa: PLC0415 -- each way loads what it needs, and no more


def main() -> NoReturn:
    """Say again what the same command said, if nothing has changed, or else run it."""
    replay = _replay_of(sys.argv[1:])
    run = replay.remembered() if replay else None
    if run is not None:
        sys.exit(_said_again(run))
    from builder import cli

    cli.main(replay)


def _replay_of(arguments: Sequence[str]) -> Replay | None:
    """Return the memory of a command line, if it is one that can be said again."""
    if arguments[:1] not in (["build"], ["check"]) or "--no-cache" in arguments:
        return None
    from builder.reports.replay import Replay

    return Replay(arguments)


def _said_again(run: Run) -> int:
    """Print what a command said, and return its exit code."""
    from builder.base.streams import may_have_colours, speak_utf8
    from builder.reports.words import say_plainly

    streams = (sys.stdout, sys.stderr)
    for stream in streams:
        speak_utf8(stream)
    has_tones = any(one.line for one in run.said)
    try:
        if has_tones and any(map(may_have_colours, streams)):
            from builder.cli.console import tell

            tell(run.said)
        else:
            say_plainly(run.said, *streams)
    except OSError as error:
        from builder.cli.endings import exit_code

        return exit_code(error)
    return run.code


if __name__ == "__main__":
    main()
