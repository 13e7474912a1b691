"""Two notes never ask the same."""

from __future__ import annotations

import pytest
from conftest import MakeProject, findings


@pytest.mark.parametrize(
    ("cards", "expected"),
    [
        pytest.param(
            "notes:\n  - {id: a, front: q, back: b}\n  - {id: b, front: r, back: b}\n",
            [],
            id="two questions",
        ),
        pytest.param(
            "notes:\n"
            "  - {id: a, front: q, back: b}\n"
            "  - {id: b, front: ' q', back: c}\n",
            [
                "cards/cards.yaml:3:5: warning: the same question as the note at "
                "cards/cards.yaml:2:5  [same-question]"
            ],
            id="one question",
        ),
        pytest.param(
            "notes:\n"
            "  - {id: a, front: q, choices: [x, y], answer: x}\n"
            "  - {id: b, front: q, choices: [x, z], answer: x}\n",
            [],
            id="other choices",
        ),
        pytest.param(
            "notes:\n"
            "  - {id: a, type: own, fields: {A: same}}\n"
            "  - {id: b, type: own, fields: {B: same}}\n",
            [],
            id="of a note type that is not known",
        ),
        pytest.param(
            "notes:\n  - {id: a, back: b}\n  - {id: b, back: b}\n",
            [],
            id="no question at all",
        ),
    ],
)
def test_same_question(
    make_project: MakeProject, cards: str, expected: list[str]
) -> None:
    assert expected == findings(make_project(cards), "same-question")
