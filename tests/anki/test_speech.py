"""What a note says aloud reaches the learner's device through the engine."""

from __future__ import annotations

import anki_engine
import pytest
from conftest import DECK, MakeProject, decks

VOICES = "voices: {es_ES: [Apple_Monica, Microsoft_Helena]}\n"


def heard(
    make_project: MakeProject, cards: str, *, deck: str = DECK
) -> list[list[str]]:
    """What each side of each card says: words, language, voices, or a sound's name."""
    sound = b"no sound"
    folder = make_project(
        {"cards/deck.yaml": deck, "cards/a.yaml": cards, "media/own.mp3": sound}
    )
    assert decks("build", folder=folder).code == 0
    found = []
    with anki_engine.collection(folder / "learner") as col:
        anki_engine.import_package(col, folder / "dist/test-1.0.0.apkg")
        for card in map(col.get_card, col.find_cards("", order="c.due, c.ord")):
            output = card.render_output()
            assert "tts" not in output.question_text + output.answer_text
            found += [
                [_told(tag) for tag in tags]
                for tags in (output.question_av_tags, output.answer_av_tags)
            ]
    return found


def _told(tag: object) -> str:
    words = getattr(tag, "field_text", None)
    if words is None:
        return str(getattr(tag, "filename", "")).partition("-")[0]
    voices = ",".join(getattr(tag, "voices", []))
    return f"{words} ({getattr(tag, 'lang', '')}{' ' if voices else ''}{voices})"


@pytest.mark.parametrize(
    ("cards", "expected"),
    [
        pytest.param(
            "speak: es_ES\nnotes:\n  - {id: a, front: '**el** perro', back: dog}\n",
            [["el perro (es_ES)"], []],
            id="file",
        ),
        pytest.param(
            "speak: es_ES\nnotes:\n  - {id: a, front: a, back: b, speak: none}\n",
            [[], []],
            id="not this note",
        ),
        pytest.param(
            "notes:\n  - {id: a, front: a, back: b, speak: {back: en_GB}}\n",
            [[], ["b (en_GB)"]],
            id="one text",
        ),
        pytest.param(
            "notes:\n  - {id: own, front: a, back: b, speak: en_GB}\n",
            [["own"], []],
            id="recording called as the note",
        ),
        pytest.param(
            "notes:\n  - id: a\n    speak: es_ES\n"
            "    cloze: 'el ==perro::animal== y {{c2::gato}}'\n",
            [
                ["el blank y gato (es_ES)"],
                ["el perro y gato (es_ES)"],
                ["el perro y blank (es_ES)"],
                ["el perro y gato (es_ES)"],
            ],
            id="deletions",
        ),
        pytest.param(
            "notes:\n  - {id: a, front: q, back: el perro, typed: true,"
            " speak: {back: es_ES}}\n",
            [[], ["el perro (es_ES)"]],
            id="typed",
        ),
        pytest.param(
            "notes:\n  - {id: a, front: q, back: '- uno\n\n- a < b & c',"
            " speak: {back: es_ES}}\n",
            [[], ["uno a < b & c (es_ES)"]],
            id="list and signs",
        ),
    ],
)
def test_engine_says_it(
    make_project: MakeProject, cards: str, expected: list[list[str]]
) -> None:
    assert expected == heard(make_project, cards)


def test_voices_by_language(make_project: MakeProject) -> None:
    cards = (
        "notes:\n  - {id: a, front: a, back: b, speak: {front: es_ES, back: en_US}}\n"
    )

    assert heard(make_project, cards, deck=DECK + VOICES)[0] == [
        "a (es_ES Apple_Monica,Microsoft_Helena)"
    ]
