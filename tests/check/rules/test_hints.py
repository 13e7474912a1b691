"""The sound of a hint waits until it is asked for."""

from __future__ import annotations

import pytest
from conftest import MakeProject, findings

OWN = {
    "cards/notetypes/word/notetype.yaml": "fields: [Word, Sound]\ntemplates: [T]\n",
    "cards/notetypes/word/T.front.html": "{{Word}} {{hint:Sound}}",
    "cards/notetypes/word/T.back.html": "{{Word}}",
}


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        pytest.param("front: q, back: b, hint: think", [], id="text"),
        pytest.param("front: q, back: b, extra: '[sound:a.mp3]'", [], id="elsewhere"),
        pytest.param("front: '[sound:a.mp3]', back: b, hint: x", [], id="asked for"),
        pytest.param(
            "front: q, back: b, hint: '[sound:a.mp3]'",
            [
                "cards/a.yaml:2:38: warning: the sound in `hint` plays at once, before the "
                "hint is opened: put it into `extra`, or into the answer  [hint-sound]"
            ],
            id="in a hint",
        ),
        pytest.param(
            "type: word, fields: {Word: w, Sound: '![](a.mp3)'}",
            [
                "cards/a.yaml:2:50: warning: the sound in `Sound` plays at once, before "
                "the hint is opened: put it into `extra`, or into the answer  [hint-sound]"
            ],
            id="behind a filter",
        ),
    ],
)
def test_silent_hints(
    make_project: MakeProject, note: str, expected: list[str]
) -> None:
    cards = f"notes:\n  - {{id: a, {note}}}\n"
    files = {**OWN, "cards/a.yaml": cards, "media/a.mp3": b"x"}

    assert expected == findings(make_project(files), "hint-sound")
