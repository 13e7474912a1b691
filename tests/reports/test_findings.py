"""Findings as a person reads them, and as a program does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import MakeProject, decks

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic, Location
from builder.reports import findings
from builder.reports.line import without_tones

GOOD = "notes:\n  - {id: a, front: q, back: b}\n"


def shown(*found: Diagnostic, folder: Path | None = None) -> list[str]:
    return [without_tones(line) for line in findings.lines(found, folder or Path())]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        pytest.param(
            5,
            [
                f"media/{number}.png: warning: no card uses this file: it is left out  "
                "[media-unused]"
                for number in range(5)
            ],
            id="few",
        ),
        pytest.param(
            11,
            [
                "media/0.png and 10 other files: warning: no card uses this file: it is "
                "left out (`decks check --json` names them)  [media-unused]"
            ],
            id="many",
        ),
    ],
)
def test_files_that_no_card_uses(
    number: int, expected: list[str], make_project: MakeProject
) -> None:
    pictures = {f"media/{one}.png": b"%d" % one for one in range(number)}
    folder = make_project({"cards/a.yaml": GOOD, **pictures})

    result = decks("check", folder=folder)
    values = json.loads(decks("check", "--json", folder=folder).stdout)

    assert (expected, f"{number} warnings\n") == (
        result.stdout.splitlines(), result.stderr,
    )  # fmt: skip
    assert len(values["findings"]) == number


@pytest.mark.parametrize(
    "finding",
    [
        pytest.param(("error", 0, "the same"), id="errors"),
        pytest.param(("warning", 3, "the same"), id="with a line"),
        pytest.param(("warning", 0, "file {}"), id="other words"),
    ],
)
def test_nothing_else_is_put_together(finding: tuple[str, int, str]) -> None:
    severity, line, message = finding
    many = [
        Diagnostic(
            Location(f"media/{number}.png", line),
            Code.MEDIA_EMPTY,
            message.format(number),
            "error" if severity == "error" else "warning",
        )
        for number in range(10)
    ]

    assert len(shown(*many)) == 10


@pytest.mark.parametrize(
    ("cards", "expected"),
    [
        pytest.param(GOOD, "1 note, 1 card", id="one"),
        pytest.param(
            GOOD.replace("back: b", "back: b, reversed: true"),
            "1 note, 2 cards",
            id="two",
        ),
    ],
)
def test_counted(cards: str, expected: str, make_project: MakeProject) -> None:
    folder = make_project(cards)

    checked = decks("check", folder=folder)
    built = decks("build", folder=folder)

    assert checked.stderr == f"{expected}: no findings\n"
    assert built.stdout.startswith(f"dist/test-1.0.0.apkg  {expected}, 0 media, ")


def test_the_caret_stands_below_the_place(tmp_path: Path) -> None:
    """Chinese characters are two columns wide, marks that combine are none."""
    (tmp_path / "a.yaml").write_text("什么cafe\u0301 x\n", encoding="utf-8")
    found = Diagnostic(Location("a.yaml", 1, 9), Code.YAML, "no")

    assert shown(found, folder=tmp_path)[1:] == [
        "     1 | 什么cafe\u0301 x",
        "       | " + " " * 9 + "^",
    ]


def test_what_strangers_wrote_commands_no_terminal() -> None:
    found = Diagnostic(Location("a\x1b[2Jb.yaml"), Code.TAG, "the tag `x\x9b31m`\n")

    assert shown(found) == ["a␛[2Jb.yaml: error: the tag `x␛31m`␊  [tag]"]
