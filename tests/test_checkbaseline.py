"""Warnings that an author leaves for later are known, and new ones are told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from conftest import MakeProject, decks, snapshot, write_files

ASKS = "  - {{id: {0}, front: Is {0} so?, back: 'Yes.'}}\n"
OLD = "notes:\n" + ASKS.format("a") + ASKS.format("b")


@pytest.fixture
def folder(make_project: MakeProject) -> Path:
    folder = make_project(OLD)
    result = decks(
        "check", "--baseline", "known.json", "--write-baseline", folder=folder
    )
    assert (result.code, result.stderr) == (0, "known.json: knows 2 warnings\n")
    return folder


def test_known_warnings_are_not_told(folder: Path) -> None:
    result = decks("check", "--strict", "--baseline", "known.json", folder=folder)

    assert (result.code, result.stdout) == (0, "")


def test_they_stay_known_when_lines_move(folder: Path) -> None:
    write_files(folder, {"cards/cards.yaml": f"# a line\n{OLD}"})

    assert decks("check", "--baseline", "known.json", folder=folder).stdout == ""


def test_one_more_of_a_kind_is_told(folder: Path) -> None:
    write_files(folder, {"cards/cards.yaml": OLD + ASKS.format("c")})

    result = decks("check", "--strict", "--baseline", "known.json", folder=folder)

    assert result.code == 1
    assert result.stdout.count("[yes-no]") == 1


def test_an_error_is_always_told(folder: Path) -> None:
    write_files(folder, {"cards/cards.yaml": OLD + ASKS.format("a")})

    result = decks("check", "--baseline", "known.json", folder=folder)

    assert (result.code, "[duplicate-id]" in result.stdout) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "code", "expected"),
    [
        (["--baseline", "no.json"], 1, "decks: no.json: not there: make it with"),
        (
            ["--baseline", "cards/deck.yaml"],
            1,
            "decks: cards/deck.yaml: no baseline of",
        ),
        (
            ["--baseline", "cards/deck.yaml", "--write-baseline"],
            1,
            "decks: cards/deck.yaml: no baseline of",
        ),
        (["--baseline", "list.json"], 1, "decks: list.json: no baseline of"),
        (["--write-baseline"], 2, "--write-baseline needs --baseline FILE"),
        (
            ["--explain", "yes-now"],
            1,
            "decks: no rule `yes-now` (did you mean `yes-no`?)",
        ),
    ],
)
def test_bad_input(
    arguments: list[str], code: int, expected: str, make_project: MakeProject
) -> None:
    folder = make_project({"cards/cards.yaml": OLD, "list.json": "[1]"})
    before = snapshot(folder)

    result = decks("check", *arguments, folder=folder)

    assert (result.code, expected in result.stderr) == (code, True)
    assert before == snapshot(folder)


def test_errors_are_mended_before_a_baseline_is_written(
    make_project: MakeProject,
) -> None:
    folder = make_project(OLD + ASKS.format("a"))

    result = decks(
        "check", "--baseline", "known.json", "--write-baseline", folder=folder
    )

    assert (result.code, (folder / "known.json").exists()) == (1, False)


def test_a_pipe_is_no_baseline(folder: Path) -> None:
    os.mkfifo(folder / "pipe.json")

    result = decks("check", "--baseline", "pipe.json", folder=folder)

    assert (result.code, "decks: pipe.json: " in result.stderr) == (1, True)
