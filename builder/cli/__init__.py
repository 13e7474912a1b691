"""The command ``decks``: the wing that knows click.

Each command is a file: it parses, calls one function of the jobs and prints. Results go
to standard output, talk to standard error.
"""

from __future__ import annotations

import gc
import importlib
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

import click

from builder import __version__
from builder.base.streams import speak_utf8

if TYPE_CHECKING:
    from builder.reports.replay import Replay

COMMANDS: Mapping[str, str] = {
    "new": "builder.cli.new:new",
    "import": "builder.cli.import_:import_",
    "check": "builder.cli.check:check",
    "draw": "builder.cli.draw:draw",
    "build": "builder.cli.build:build",
    "plan": "builder.cli.plan:plan",
    "release": "builder.cli.release:release",
    "diff": "builder.cli.diff:diff",
    "preview": "builder.cli.preview:preview",
    "site": "builder.cli.site:site",
    "pull": "builder.cli.pull:pull",
    "export": "builder.cli.export:export",
    "lsp": "builder.cli.lsp:lsp",
    "schema": "builder.cli.schema:schema",
    "cache": "builder.cli.cache:cache",
}
"""Where each command is: in which module, under which name."""

_TERMINATED = 143
# Records live to the end of a command and are no cycles: to search a million of them for
# garbage again and again is an eighth of the time of a large build.
_OBJECTS_BETWEEN_SEARCHES = 200_000


class LazyCommands(Mapping[str, click.Command]):
    """The commands by name, each loaded when somebody asks for it."""

    def __getitem__(self, name: str) -> click.Command:
        module, function = COMMANDS[name].split(":")
        command: click.Command = getattr(importlib.import_module(module), function)
        return command

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


@click.group(
    commands=LazyCommands(),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="decks")
def cli() -> None:
    """Decks as code: YAML card files in, Anki packages out.

    \b
    decks new my-deck        make a project
    decks check              find every mistake
    decks build              write dist/*.apkg, ready to import
    """


def main(replay: Replay | None = None) -> NoReturn:
    """Run the command and exit with its code; ``replay`` will know what it said."""
    for stream in (sys.stdout, sys.stderr):
        speak_utf8(stream)
    signal.signal(signal.SIGTERM, _terminate)
    gc.set_threshold(_OBJECTS_BETWEEN_SEARCHES)
    sys.exit(run(replay=replay))


def run(arguments: Sequence[str] | None = None, *, replay: Replay | None = None) -> int:
    """Run the command and return its exit code; ``None`` takes the process's words."""
    try:
        cli.main(arguments, "decks", standalone_mode=False, obj=replay)
    except BaseException as error:  # noqa: BLE001 -- each way to end has its code
        from builder.cli.endings import exit_code

        return exit_code(error)
    return 0


def _terminate(_signal: int, _frame: FrameType | None) -> None:
    """Leave by an exception, so that half-written files are taken away."""
    raise SystemExit(_TERMINATED)
