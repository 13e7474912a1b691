"""A spoken answer is one that a person can give."""

from __future__ import annotations

import pytest
from conftest import MakeProject, findings


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        pytest.param(f"points: {[*range(7)]}", [], id="seven points"),
        pytest.param(
            f"points: {[*range(8)]}",
            [
                "cards/cards.yaml:2:53: warning: 8 points: nobody tells more than 7 in "
                "order; put some together, or write two notes  [spoken]"
            ],
            id="eight points",
        ),
        pytest.param(f"points: [a], short: {'word ' * 70}", [], id="about 30 seconds"),
        pytest.param(
            f"points: [a], short: {'word ' * 90}",
            [
                "cards/cards.yaml:2:43: warning: the short answer takes about 42 seconds "
                "to say: 30 are about 65 words, or 120 Chinese characters  [spoken]"
            ],
            id="not short",
        ),
    ],
)
def test_spoken_answers(
    make_project: MakeProject, keys: str, expected: list[str]
) -> None:
    cards = f"notes:\n  - {{id: a, front: q, {keys}}}\n"

    assert expected == findings(make_project(cards), "spoken")
