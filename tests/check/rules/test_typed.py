"""A typed answer can be typed."""

from __future__ import annotations

import pytest
from conftest import MakeProject, findings

TYPED = "notes:\n  - {{id: a, front: q, back: {}, typed: true}}\n"
LINES = "of several lines: a learner can type only one  [typed-lines]"


@pytest.mark.parametrize(
    "back",
    [
        pytest.param("b", id="one line"),
        pytest.param("'`docker ps --all`'", id="code"),
        pytest.param("'**bold** H~2~O'", id="marks that are not typed"),
        pytest.param("10&nbsp;km", id="a hard space"),
        pytest.param("'[sound:a.mp3] chat'", id="a sound beside it"),
        pytest.param("答案是“容器”", id="quotes of Chinese"),
        pytest.param("'" + "x" * 40 + "'", id="forty characters"),
        pytest.param("'`" + "x" * 60 + "`'", id="a command"),
        pytest.param(
            "'[chat](https://e.org/a-very-long-address-indeed-it-is)'", id="a link"
        ),
    ],
)
def test_what_can_be_typed(make_project: MakeProject, back: str) -> None:
    files = {"cards/a.yaml": TYPED.format(back), "media/a.mp3": b"x"}

    assert [one for one in findings(make_project(files)) if "[typed-" in one] == []


@pytest.mark.parametrize(
    ("back", "expected"),
    [
        pytest.param('"b\\nc"', LINES, id="two lines"),
        pytest.param('"b\\n\\nc"', LINES, id="two paragraphs"),
        pytest.param("'a<br>b'", LINES, id="a line break"),
        pytest.param("'- a'", LINES, id="a list"),
        pytest.param("$x^2$", "with a formula", id="a formula"),
        pytest.param("'a ![](a.png)'", "with a picture", id="a picture"),
        pytest.param("'![](a.png)'", "with a picture", id="a picture alone"),
        pytest.param("'[sound:a.mp3]'", "with nothing to type", id="a sound alone"),
        pytest.param(
            "'[anki:tts lang=en_US]x[/anki:tts]'",
            "with nothing to type",
            id="speech alone",
        ),
        pytest.param("'ﬁnal'", "(U+FB01)", id="a ligature"),
        pytest.param("'{漢字|かんじ}'", "with a reading", id="a reading"),
        pytest.param("'" + "x" * 41 + "'", "of 41 characters", id="too long"),
        pytest.param("'`" + "x" * 61 + "`'", "of 61 characters", id="a long command"),
        pytest.param("'10&thinsp;km'", "(U+2009)", id="a thin space"),
        pytest.param("'a&shy;b'", "(U+00AD)", id="a soft hyphen"),
        pytest.param("'don’t'", "(U+2019)", id="a typographer's quote"),
        pytest.param("':rocket:'", "(U+1F680)", id="an emoji"),
        pytest.param("'`a  b`'", "two spaces in a row", id="two spaces"),
    ],
)
def test_what_cannot(make_project: MakeProject, back: str, expected: str) -> None:
    files = {
        "cards/a.yaml": TYPED.format(back),
        "media/a.mp3": b"x",
        "media/a.png": b"x",
    }

    (found,) = [one for one in findings(make_project(files)) if "[typed-" in one]

    assert found.startswith("cards/a.yaml:2:29: warning: a typed answer ")
    assert expected in found


@pytest.mark.parametrize(
    "cards",
    [
        pytest.param(
            'notes:\n  - {id: a, front: q, back: "b\\nc"}\n', id="that is not typed"
        ),
        pytest.param("notes:\n  - {id: a, front: q, typed: true}\n", id="no answer"),
    ],
)
def test_other_notes(make_project: MakeProject, cards: str) -> None:
    assert findings(make_project(cards), "typed-lines") == []


OWN = {
    "cards/notetypes/word/notetype.yaml": "fields: [Word]\ntemplates: [T]\n",
    "cards/notetypes/word/T.front.html": "{{type:Word}}",
    "cards/notetypes/word/T.back.html": "{{type:Word}} {{Word}}",
    "cards/a.yaml": "notes:\n  - {id: a, type: word, fields: {Word: '$x$'}}\n",
}
CLOZE = {
    "cards/notetypes/word/notetype.yaml": (
        "fields: [Word]\ntemplates: [T]\ncloze: true\n"
    ),
    "cards/notetypes/word/T.front.html": "{{cloze:Word}} {{type:cloze:Word}}",
    "cards/notetypes/word/T.back.html": "{{cloze:Word}} {{type:cloze:Word}}",
    "cards/a.yaml": (
        "notes:\n  - {id: a, type: word, fields: {Word: '{{c1::x}}\n\n    {{c2::$y$}}'}}\n"
    ),
}


@pytest.mark.parametrize("files", [OWN, CLOZE], ids=["own", "cloze"])
def test_own_note_types(make_project: MakeProject, files: dict[str, str]) -> None:
    found = findings(make_project({**files}), "typed-answer")

    assert len(found) == 1
    assert "with a formula" in found[0]
