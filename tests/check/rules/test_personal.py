"""A field that is left to learners is there, and is none that a file must bring."""

from __future__ import annotations

import pytest
from conftest import DECK, GOOD, MakeProject, findings


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        pytest.param("Hint", [], id="a field"),
        pytest.param(
            "Hints",
            [
                "cards/deck.yaml:5:12: error: no note type has a field `Hints` (did "
                "you "
                "mean `Hint`?)  [unknown-field]"
            ],
            id="misspelt",
        ),
        pytest.param(
            "Front",
            [
                "cards/deck.yaml:5:12: error: `Front` is the first field of `basic`: "
                "Anki must be given it with every line of a text file, so it cannot be "
                "left out  [personal]"
            ],
            id="the first",
        ),
    ],
)
def test_personal_fields(
    make_project: MakeProject, field: str, expected: list[str]
) -> None:
    deck = f"{DECK}personal: [{field}]\n"

    assert expected == findings(
        make_project({"cards/deck.yaml": deck, "cards/a.yaml": GOOD})
    )


@pytest.mark.parametrize(
    "settings",
    [
        pytest.param("fields: [A, Mine]\ntemplates: [T, T]\n", id="fields are known"),
        pytest.param("templates: [T]\n", id="fields are not known"),
    ],
)
def test_a_field_of_a_note_type_with_mistakes(
    make_project: MakeProject, settings: str
) -> None:
    folder = make_project(
        {
            "cards/deck.yaml": f"{DECK}personal: [Mine]\n",
            "cards/a.yaml": GOOD,
            "cards/notetypes/own/notetype.yaml": settings,
        }
    )

    assert findings(folder, "unknown-field") == []
