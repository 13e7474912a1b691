"""Two notes never share an id or a GUID."""

from __future__ import annotations

import pytest
from conftest import MakeProject, findings


@pytest.mark.parametrize(
    ("cards", "expected"),
    [
        pytest.param(
            "notes:\n  - {id: a, front: q, back: b}\n  - {id: b, front: r, back: b}\n",
            [],
            id="two ids",
        ),
        pytest.param(
            "notes:\n  - {id: a, front: q, back: b}\n  - {id: a, front: r, back: b}\n",
            [
                "cards/cards.yaml:3:5: error: the id `a` is taken by the note at "
                "cards/cards.yaml:2:5  [duplicate-id]"
            ],
            id="one id twice",
        ),
        pytest.param(
            "notes:\n  - {id: a, front: q, bak: b}\n  - {id: a, front: r, back: b}\n",
            [
                "cards/cards.yaml:3:5: error: the id `a` is taken by the note at "
                "cards/cards.yaml:2:5  [duplicate-id]"
            ],
            id="beside a mistake",
        ),
        pytest.param(
            "notes:\n  - {front: q, back: b}\n  - {front: r, back: b}\n",
            [],
            id="no ids",
        ),
    ],
)
def test_unique_ids(make_project: MakeProject, cards: str, expected: list[str]) -> None:
    assert expected == findings(make_project(cards), "duplicate-id")


@pytest.mark.parametrize(
    ("cards", "expected"),
    [
        pytest.param(
            "notes:\n"
            "  - {id: a, front: q, back: b, guid: x}\n"
            "  - {id: b, front: r, back: b, guid: X}\n",
            [],
            id="two guids",
        ),
        pytest.param(
            "notes:\n"
            "  - {id: a, front: q, back: b, guid: x}\n"
            "  - {id: b, front: r, back: b, guid: x}\n",
            [
                "cards/cards.yaml:3:5: error: the guid `x` is taken by the note at "
                "cards/cards.yaml:2:5  [duplicate-guid]"
            ],
            id="one guid twice",
        ),
    ],
)
def test_unique_guids(
    make_project: MakeProject, cards: str, expected: list[str]
) -> None:
    assert expected == findings(make_project(cards), "duplicate-guid")
