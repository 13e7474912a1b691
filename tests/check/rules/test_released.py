"""Nothing that learners have comes twice, or never again."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import MakeProject, decks, findings, write_files

BEFORE = {
    "cards/a.yaml": (
        "notes:\n  - {id: a, front: q, back: b}\n"
        "  - {id: w, type: own, fields: {A: a}}\n"
    ),
    "cards/notetypes/own/notetype.yaml": "fields: [A, B]\ntemplates: [T]\n",
    "cards/notetypes/own/T.front.html": "{{A}}",
    "cards/notetypes/own/T.back.html": "{{B}}",
}


@pytest.fixture
def released(make_project: MakeProject) -> Path:
    folder = make_project(BEFORE)
    assert decks("release", "minor", "--no-plan", folder=folder).code == 0
    return folder


@pytest.mark.parametrize(
    ("files", "code", "expected"),
    [
        pytest.param(
            {"cards/a.yaml": BEFORE["cards/a.yaml"].replace("front: q", "front: r")},
            "", "", id="other text",
        ),
        pytest.param(
            {"cards/a.yaml": BEFORE["cards/a.yaml"].replace("back: b", "back: b, guid: x")},
            "guid-changed", "cards/a.yaml:2:5: error: the note `a` had the GUID ",
            id="other guid",
        ),
        pytest.param(
            {"cards/a.yaml": BEFORE["cards/a.yaml"].replace(
                "front: q, back: b", "cloze: '{{c1::q}}'"
            )},
            "kind-changed", "cards/a.yaml:2:5: error: the note `a` was released with ",
            id="other note type",
        ),
        pytest.param(
            {"cards/notetypes/own/notetype.yaml": "fields: [A]\ntemplates: [T]\n",
             "cards/notetypes/own/T.back.html": "{{A}}"},
            "note-type-changed",
            "cards/notetypes/own/notetype.yaml: error: the field `B` was removed ",
            id="fewer fields",
        ),
        pytest.param(
            {"cards/notetypes/own/notetype.yaml": "fields: [A, B, C]\ntemplates: [T]\n"},
            "", "", id="a field in reserve",
        ),
    ],
)  # fmt: skip
def test_what_was_released(
    released: Path, files: dict[str, str], code: str, expected: str
) -> None:
    write_files(released, files)

    found = findings(released, code)

    assert [expected] * bool(expected) == [line[: len(expected)] for line in found]


def test_missing_note_types(released: Path) -> None:
    cards = BEFORE["cards/a.yaml"].partition("  - {id: w")[0]
    write_files(released, {"cards/a.yaml": cards})
    for path in (released / "cards/notetypes/own").iterdir():
        path.unlink()
    (released / "cards/notetypes/own").rmdir()

    assert findings(released) == [
        "cards/notetypes/own/notetype.yaml: error: learners have notes of the note "
        "type "
        "`own`: keep its folder until these notes are retired by a release  "
        "[note-type-missing]"
    ]


def test_a_changed_note_type_can_be_allowed(released: Path) -> None:
    write_files(
        released,
        {
            "cards/notetypes/own/notetype.yaml": "fields: [A]\ntemplates: [T]\n",
            "cards/notetypes/own/T.back.html": "{{A}}",
        },
    )

    assert decks("build", folder=released).code == 1
    assert decks("build", "--allow-notetype-change", folder=released).code == 0
