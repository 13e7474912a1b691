"""A listening card plays something."""

from __future__ import annotations

import pytest
from conftest import MakeProject, findings

NOTHING = (
    "cards/cards.yaml:2:5: error: `listening` without a sound makes no card: name a "
    "`sound`, or the language of the word with `speak`  [no-card]"
)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        pytest.param("listening: true", [NOTHING], id="nothing to hear"),
        pytest.param("listening: true, speak: fr_FR", [], id="a voice"),
        pytest.param("listening: true, sound: a.mp3", [], id="a recording"),
        pytest.param(
            "listening: true, speak: {meaning: fr_FR}", [NOTHING], id="not the word"
        ),
        pytest.param("listening: false", [], id="not asked for"),
    ],
)
def test_listening_cards(
    make_project: MakeProject, keys: str, expected: list[str]
) -> None:
    cards = f"notes:\n  - {{id: a, word: w, meaning: m, {keys}}}\n"
    folder = make_project({"cards/cards.yaml": cards, "media/a.mp3": b"no sound"})

    assert expected == findings(folder, "no-card")
