"""A deck without notes is told of once."""

from __future__ import annotations

import pytest
from conftest import GOOD, MakeProject, decks


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param({"cards/a.yaml": GOOD}, "", id="a note"),
        pytest.param(
            {},
            "cards/deck.yaml:1:1: error: no notes: write a card file below cards/  "
            "[no-notes]\n",
            id="no card file",
        ),
        pytest.param(
            {"cards/a.yml": GOOD},
            "cards/a.yml: warning: not read: card files end in `.yaml`  [file-name]\n"
            "cards/deck.yaml:1:1: error: no notes: write a card file below cards/  "
            "[no-notes]\n",
            id="a file that is not read",
        ),
        pytest.param(
            {"cards/a.yaml": "notes: []\n"},
            "cards/a.yaml:1:8: error: `notes` is empty  [no-notes]\n",
            id="a mistake that says why",
        ),
    ],
)
def test_no_notes(
    make_project: MakeProject, files: dict[str, str], expected: str
) -> None:
    lines = decks("check", folder=make_project(files)).stdout.splitlines(keepends=True)

    assert expected == "".join(line for line in lines if line.startswith("cards/"))
