"""A note without an answer is told of until it has one."""

from __future__ import annotations

import pytest
from conftest import MakeProject, findings


@pytest.mark.parametrize(
    ("cards", "expected"),
    [
        pytest.param(
            "notes:\n  - {id: a, front: q, back: b}\n",
            [],
            id="finished",
        ),
        pytest.param(
            "notes:\n"
            "  - {id: a, front: q, back: '', tags: [draft]}\n"
            "  - {id: b, front: r, back: b}\n",
            [
                "cards/cards.yaml:2:5: warning: a draft: left out of the deck until "
                "it has an answer  [draft]"
            ],
            id="waiting",
        ),
        pytest.param(
            "notes:\n  - {id: a, front: q, back: b, tags: [draft]}\n",
            [],
            id="answered",
        ),
    ],
)
def test_drafts(make_project: MakeProject, cards: str, expected: list[str]) -> None:
    assert expected == findings(make_project(cards), "draft")
