"""A deletion stands only where it makes a card."""

from __future__ import annotations

import pytest
from conftest import MakeProject, findings


@pytest.mark.parametrize(
    ("cards", "expected"),
    [
        pytest.param(
            "notes:\n  - {id: a, cloze: '{{c1::x}}'}\n",
            [],
            id="in a cloze note",
        ),
        pytest.param(
            "notes:\n  - {id: a, front: q, back: 'an {{c1::x}}'}\n",
            [
                "cards/cards.yaml:2:33: warning: `{{c1::` makes no deletion in "
                "`back`: a cloze note is written with `cloze:`  [cloze-stray]"
            ],
            id="in an answer",
        ),
        pytest.param(
            "notes:\n  - {id: a, front: q, back: '{{x}}'}\n",
            [],
            id="braces alone",
        ),
    ],
)
def test_stray_deletions(
    make_project: MakeProject, cards: str, expected: list[str]
) -> None:
    assert expected == findings(make_project(cards), "cloze-stray")
