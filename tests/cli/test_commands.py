"""The table of commands, and how a run of any of them ends."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest
from conftest import decks
from places import ROOT

from builder.base.diagnostic import BuilderError
from builder.cli import COMMANDS, cli
from builder.cli.endings import exit_code


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_where_the_table_says(name: str) -> None:
    assert name == cli.commands[name].name


def test_every_file_of_a_command_is_in_the_table() -> None:
    others = {
        "__init__", "asking", "console", "deckimport", "endings", "importoptions",
        "options", "remembering", "results", "staying",
    }  # fmt: skip
    files = {path.stem for path in ROOT.glob("builder/cli/*.py")}

    assert files - others == {place.partition(":")[2] for place in COMMANDS.values()}


def test_a_command_that_is_nearly_there() -> None:
    result = decks("chek")

    assert result.code == 2
    assert "No such command 'chek'" in result.stderr


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["build", "--help"]])
def test_what_needs_no_deck_loads_no_deck(words: list[str]) -> None:
    """The version and the help are there before anybody thinks of waiting."""
    script = (
        "import sys; from builder import cli; "
        f"cli.run({words}); print(*sys.modules, sep='\\n')"
    )

    finished = subprocess.run(
        [sys.executable, "-c", script],
        check=True,
        capture_output=True,
        text=True,
    )

    loaded = set(finished.stdout.splitlines())
    slow = {
        "builder.pipeline",
        "builder.base.diagnostic",
        "rich",
        "yaml",
        "markdown_it",
    }
    assert "builder.cli" in loaded
    assert loaded & slow == set()


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        pytest.param(SystemExit(), 0, "", id="done"),
        pytest.param(SystemExit(143), 143, "", id="terminated"),
        pytest.param(click.UsageError("no"), 2, "Error: no\n", id="usage"),
        pytest.param(BuilderError("not so"), 1, "decks: not so\n", id="refusal"),
        pytest.param(
            KeyboardInterrupt(),
            130,
            "decks: interrupted, nothing was written\n",
            id="interrupted",
        ),
        pytest.param(
            OSError(28, "No space left on device", "a.txt"),
            1,
            "decks: a.txt: No space left on device\n",
            id="a file",
        ),
        pytest.param(
            MemoryError(),
            1,
            "decks: not enough memory, nothing was written\n",
            id="memory",
        ),
        pytest.param(
            KeyError("x"),
            3,
            "KeyError: 'x'\ndecks: this is a bug of ours, please report it\n",
            id="bug",
        ),
    ],
)
def test_each_way_to_end_has_its_code(
    error: BaseException, code: int, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ended = exit_code(error)

    assert (code, words) == (ended, capsys.readouterr().err)
