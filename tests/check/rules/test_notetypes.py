"""A note of the author's own note type fits it."""

from __future__ import annotations

import pytest
from conftest import MakeProject, findings

WORD = {
    "cards/notetypes/word/notetype.yaml": "fields: [Term, Meaning]\ntemplates: [T]\n",
    "cards/notetypes/word/T.front.html": "{{Term}}",
    "cards/notetypes/word/T.back.html": "{{Meaning}}",
}
NOTE = "notes:\n  - {{id: a, type: {}, fields: {{{}}}}}\n"


@pytest.mark.parametrize(
    ("cards", "expected"),
    [
        pytest.param(NOTE.format("word", "Term: t, Meaning: m"), [], id="fits"),
        pytest.param(NOTE.format("word", "Term: t"), [], id="fewer fields"),
        pytest.param(
            NOTE.format("wrod", "Term: t"),
            [
                "cards/cards.yaml:2:5: error: no note type `wrod` in cards/notetypes/ "
                "(did you mean `word`?)  [note-type]"
            ],
            id="no such note type",
        ),
        pytest.param(
            NOTE.format("basic", "Front: t"),
            [
                "cards/cards.yaml:2:5: error: no note type `basic` in "
                "cards/notetypes/  "
                "[note-type]"
            ],
            id="one of ours",
        ),
        pytest.param(
            NOTE.format("word", "Term: t, Meening: m"),
            [
                "cards/cards.yaml:2:52: error: the note type `word` has no field "
                "`Meening` (did you mean `Meaning`?)  [unknown-field]"
            ],
            id="no such field",
        ),
        pytest.param(
            NOTE.format("word", "Meaning: m"),
            [
                "cards/cards.yaml:2:5: error: the first field, `Term`, is empty: Anki "
                "refuses such a note  [empty]",
                "cards/cards.yaml:2:43: error: the note makes no card: every front of the "
                "note type `word` is blank with these fields  [no-card]",
            ],
            id="no first field",
        ),
        pytest.param(
            NOTE.format("word", "Term: [t]"),
            ["cards/cards.yaml:2:40: error: `Term` is a list, it must be text  [type]"],
            id="a first field that is no text",
        ),
    ],
)
def test_known_note_types(
    make_project: MakeProject, cards: str, expected: list[str]
) -> None:
    folder = make_project({**WORD, "cards/cards.yaml": cards})

    assert expected == findings(folder)


def test_fields_of_a_note_type_with_mistakes(make_project: MakeProject) -> None:
    """They are known all the same; only where they are not nothing is said."""
    broken = {**WORD, "cards/notetypes/word/T.front.html": "{{#Term}}"}
    cards = NOTE.format("word", "Term: t, Meening: m")
    settings = {"cards/notetypes/word/notetype.yaml": "templates: [T]\n"}

    known = make_project({**broken, "cards/cards.yaml": cards}, "known")
    unknown = make_project({**broken, **settings, "cards/cards.yaml": cards}, "unknown")

    assert len(findings(known, "unknown-field")) == 1
    assert findings(unknown, "unknown-field") == []
