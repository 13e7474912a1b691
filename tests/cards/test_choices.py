"""An answer is named by its text or its number, and never taken for the wrong one."""

from __future__ import annotations

import pytest
from conftest import MakeProject, decks


@pytest.mark.parametrize(
    ("answer", "warnings"),
    [
        pytest.param(
            "1",
            [
                "cards/a.yaml:5:13: warning: the answer `1` is taken for the choice with "
                "this text, not for the choice number 1: write `'1'`, or `3` if that is "
                "meant  [choices]"
            ],
            id="bare",
        ),
        pytest.param("'1'", [], id="in quotes"),
        pytest.param("'2'", [], id="the other, in quotes"),
    ],
)
def test_number_that_is_also_a_choice(
    make_project: MakeProject, answer: str, warnings: list[str]
) -> None:
    cards = "notes:\n  - id: a\n    front: q\n    choices: ['3', '1', '2']\n"
    folder = make_project({"cards/a.yaml": f"{cards}    answer: {answer}\n"})

    result = decks("check", folder=folder)

    headlines = [line for line in result.stdout.splitlines() if "warning:" in line]
    assert headlines == warnings
    assert result.code == 0
