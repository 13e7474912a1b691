"""The description of the deck shows no pictures: an import would not bring them."""

from __future__ import annotations

import pytest
from conftest import DECK, GOOD, MakeProject, findings


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        pytest.param("about **Pods**", [], id="text"),
        pytest.param("![x](https://example.org/a.png)", [], id="from the network"),
        pytest.param(
            "see ![x](no.png)",
            [
                "cards/deck.yaml:5:24: error: the description cannot show `no.png`: an "
                "import brings the pictures of notes alone, take it out  "
                "[media-missing]"
            ],
            id="a picture",
        ),
    ],
)
def test_pictures_in_description(
    make_project: MakeProject, description: str, expected: list[str]
) -> None:
    deck = f'{DECK}description: "{description}"\n'

    found = findings(make_project({"cards/deck.yaml": deck, "cards/a.yaml": GOOD}))

    assert expected == found
