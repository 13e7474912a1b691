"""A tag or deck is spelt one way."""

from __future__ import annotations

import pytest
from conftest import MakeProject, findings


@pytest.mark.parametrize(
    ("cards", "expected"),
    [
        pytest.param(
            "notes:\n"
            "  - {id: a, front: q, back: b, tags: [Pod], deck: Pod}\n"
            "  - {id: b, front: r, back: b, tags: [Pod], deck: Pod}\n",
            [],
            id="one way",
        ),
        pytest.param(
            "notes:\n"
            "  - {id: a, front: q, back: b, tags: [Pod]}\n"
            "  - {id: b, front: r, back: b, tags: [pod]}\n",
            [
                "cards/cards.yaml:3:5: error: the tag `pod` is spelt `Pod` at "
                "cards/cards.yaml:2:5  [spelling]"
            ],
            id="a tag in two",
        ),
        pytest.param(
            "notes:\n"
            "  - {id: a, front: q, back: b, deck: Pod}\n"
            "  - {id: b, front: r, back: b, deck: POD}\n",
            [
                "cards/cards.yaml:3:5: error: the deck `Test::POD` is spelt "
                "`Test::Pod` at cards/cards.yaml:2:5  [spelling]"
            ],
            id="a deck in two",
        ),
        pytest.param(
            "notes:\n  - {id: a, front: q, back: b, tags: [pod], deck: Pod}\n",
            [],
            id="a tag like a deck",
        ),
    ],
)
def test_one_spelling(
    make_project: MakeProject, cards: str, expected: list[str]
) -> None:
    assert expected == findings(make_project(cards), "spelling")
