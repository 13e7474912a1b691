"""The command ``decks``, also ``python -m builder``: it loads only what it has to."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NoReturn

from builder.base.streams import may_have_colours, speak_utf8
from builder.reports.replay import Replay, Run
from builder.reports.words import say_plainly


def main() -> NoReturn:
    """Say again what the same command said, if nothing has changed, or else run it."""
    arguments = sys.argv[1:]
    replay = Replay(arguments) if _may_be_replayed(arguments) else None
    run = replay.remembered() if replay else None
    if run is not None:
        sys.exit(_said_again(run))
    from builder import cli  # noqa: PLC0415 -- click takes its time

    cli.main(replay)


def _may_be_replayed(arguments: Sequence[str]) -> bool:
    return arguments[:1] in (["build"], ["check"]) and "--no-cache" not in arguments


def _said_again(run: Run) -> int:
    """Print what a command said, and return its exit code."""
    streams = (sys.stdout, sys.stderr)
    for stream in streams:
        speak_utf8(stream)
    has_tones = any(one.line for one in run.said)
    try:
        if has_tones and any(map(may_have_colours, streams)):
            from builder.cli.console import tell  # noqa: PLC0415 -- rich, too

            tell(run.said)
        else:
            say_plainly(run.said, *streams)
    except OSError as error:
        from builder.cli.endings import exit_code  # noqa: PLC0415 -- see above

        return exit_code(error)
    return run.code


if __name__ == "__main__":
    main()
