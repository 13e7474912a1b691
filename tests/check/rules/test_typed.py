"""A typed answer can be typed."""

from __future__ import annotations

import pytest
from conftest import MakeProject, findings


@pytest.mark.parametrize(
    ("cards", "expected"),
    [
        pytest.param(
            "notes:\n  - {id: a, front: q, back: b, typed: true}\n",
            [],
            id="one line",
        ),
        pytest.param(
            'notes:\n  - {id: a, front: q, back: "b\\nc", typed: true}\n',
            [
                "cards/cards.yaml:2:29: warning: a typed answer of several lines: a "
                "learner can type only one  [typed-lines]"
            ],
            id="two lines",
        ),
        pytest.param(
            'notes:\n  - {id: a, front: q, back: "b\\nc"}\n',
            [],
            id="two lines that are not typed",
        ),
        pytest.param(
            "notes:\n  - {id: a, front: q, typed: true}\n",
            [],
            id="no answer",
        ),
    ],
)
def test_typed_line(make_project: MakeProject, cards: str, expected: list[str]) -> None:
    assert expected == findings(make_project(cards), "typed-lines")
