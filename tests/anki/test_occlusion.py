"""Image occlusion is Anki's own: its mask editor opens it, and numbers stay put."""

from __future__ import annotations

import re
from pathlib import Path

import anki_engine
import pytest
from conftest import MakeProject, decks, write_files
from every_kind import SVG
from two_builds import NEW_TIME, OLD_TIME

from builder.anki.occlusion.drawing import read_drawing
from builder.base.diagnostic import Location

PICTURE = SVG.format(12)  # 12 × 9 pixels
HERE = Location("cards/a.yaml", 1, 1)
ROOT = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'


def drawn(inside: str) -> list[str]:
    """The masks of a drawing, each as a line."""
    masks = read_drawing(f"{ROOT}{inside}</svg>", HERE).masks
    return [
        " ".join([mask.name, mask.shape, *(f"{one:.3g}" for one in mask.lengths)])
        for mask in masks
    ]


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        pytest.param(
            '<rect id="a" x="10" y="20" width="30" height="40" rx="5"/>',
            ["a rect 0.1 0.2 0.3 0.4"],
            id="rectangle",
        ),
        pytest.param(
            '<circle id="a" cx="50" cy="50" r="10"/>',
            ["a ellipse 0.4 0.4 0.2 0.2"],
            id="circle",
        ),
        pytest.param(
            '<g transform="translate(10 0) scale(2)">'
            '<rect id="a" width="10" height="10"/></g>',
            ["a rect 0.1 0 0.2 0.2"],
            id="in a group that was moved",
        ),
        pytest.param(
            '<rect id="a" x="40" y="40" width="20" height="20" '
            'transform="rotate(45 50 50)"/>',
            ["a polygon 0.5 0.359 0.641 0.5 0.5 0.641 0.359 0.5"],
            id="turned rectangle",
        ),
        pytest.param(
            '<path id="a" d="M10 10 h20 v20 z m50 0 h20 v20 z"/>',
            ["a polygon 0.1 0.1 0.3 0.1 0.3 0.3", "a polygon 0.6 0.1 0.8 0.1 0.8 0.3"],
            id="path of two parts",
        ),
        pytest.param(
            '<polygon id="a" points="10,10 30,10 30,30"/>',
            ["a polygon 0.1 0.1 0.3 0.1 0.3 0.3"],
            id="polygon",
        ),
        pytest.param(
            '<rect width="9" height="9"/><line id="l" x2="9" y2="9"/>'
            '<rect id="thin" width="9" height="0.01"/>'
            '<defs><rect id="d" width="9" height="9"/></defs>'
            '<rect id="h" width="9" height="9" style="display:none"/>',
            [],
            id="no id, no area, not shown",
        ),
        pytest.param(
            '<g id="pair"><rect id="a" width="9" height="9"/>'
            '<g id="inner"><rect id="b" width="9" height="9"/></g></g>'
            '<rect id="c" width="9" height="9"/>',
            ["pair rect 0 0 0.09 0.09"] * 2 + ["c rect 0 0 0.09 0.09"],
            id="group is one mask",
        ),
        pytest.param(
            '<g id="pair"><rect width="9" height="9"/><rect width="9" height="9"/></g>'
            '<rect id="c" width="9" height="9"/><rect width="9" height="9"/>',
            ["pair rect 0 0 0.09 0.09"] * 2 + ["c rect 0 0 0.09 0.09"],
            id="group is one mask, though its shapes have no id",
        ),
        pytest.param(
            '<g id="pair"><rect width="9" height="9"/><rect width="9" height="9"/></g>',
            ["pair rect 0 0 0.09 0.09"] * 2,
            id="group alone is one mask",
        ),
        pytest.param(
            '<g id="layer"><g id="a"><rect id="r" width="9" height="9"/></g>'
            '<g id="b"><rect width="9" height="9"/></g></g>',
            ["a rect 0 0 0.09 0.09", "b rect 0 0 0.09 0.09"],
            id="groups in a layer",
        ),
        pytest.param(
            '<g id="all"><rect id="a" width="9" height="9"/>'
            '<rect id="b" width="9" height="9"/></g>',
            ["a rect 0 0 0.09 0.09", "b rect 0 0 0.09 0.09"],
            id="group of everything is none",
        ),
        pytest.param(
            '<text id="t" x="10" y="18" font-size="10">two\n words</text>',
            ["t text 0.1 0.1"],
            id="text",
        ),
    ],
)
def test_shapes_of_a_drawing(inside: str, expected: list[str]) -> None:
    assert expected == drawn(inside)


def test_masks_lie_relative_to_the_picture_in_the_drawing() -> None:
    picture = '<image href="p.png" x="50" y="50" width="20" height="10"/>'

    assert drawn(f'{picture}<rect id="a" x="60" y="55" width="5" height="5"/>') == [
        "a rect 0.5 0.5 0.25 0.5"
    ]


def note(masks: str) -> str:
    return f"notes:\n  - id: a\n    image: cell.svg\n    masks:\n{masks}"


FIRST = """\
      - rect: 10% 10% 10% 10%
      - rect: 30% 10% 10% 10%
      - rect: 50% 10% 10% 10%
"""


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        pytest.param(FIRST, [1, 2, 3], id="nothing"),
        pytest.param(FIRST.replace("30%", "31%"), [1, 2, 3], id="one moved a little"),
        pytest.param(
            FIRST.replace("      - rect: 30% 10% 10% 10%\n", ""),
            [1, 3],
            id="one removed",
        ),
        pytest.param(
            "      - ellipse: 70% 10% 10% 10%\n" + FIRST,
            [4, 1, 2, 3],
            id="one put first",
        ),
        pytest.param(
            FIRST + "      - rect: 70% 10% 9% 9%\n        number: 2\n",
            [1, 4, 3, 2],
            id="a number claimed",
        ),
    ],
)
def test_numbers_stay_with_their_masks(
    make_project: MakeProject, after: str, expected: list[int]
) -> None:
    folder = make_project({"cards/a.yaml": note(FIRST), "media/cell.svg": PICTURE})
    assert decks("build", folder=folder).code == 0
    write_files(folder, {"cards/a.yaml": note(after)})
    assert decks("build", folder=folder).code == 0

    with anki_engine.collection(folder / "learner") as col:
        anki_engine.import_package(col, folder / "dist/test-1.0.0.apkg")
        field = col.get_note(col.find_notes("")[0])["Occlusion"]

        assert expected == [int(number) for number in re.findall(r"\{\{c(\d+)", field)]


def test_anki_takes_it_for_its_own(make_project: MakeProject) -> None:
    masks = FIRST + "      - text: 'A: b'\n        at: 1% 2%\n"
    folder = make_project({"cards/a.yaml": note(masks), "media/cell.svg": PICTURE})
    assert decks("build", folder=folder).code == 0

    with anki_engine.collection(folder / "learner") as col:
        anki_engine.import_package(col, folder / "dist/test-1.0.0.apkg")
        (number,) = col.find_notes("")
        note_type = col.get_note(number).note_type()
        assert note_type
        found = col.get_image_occlusion_note(number).note

        assert note_type["originalStockKind"] == 6
        assert [field["tag"] for field in note_type["flds"][:6]] == [
            0,
            1,
            2,
            3,
            4,
            None,
        ]
        assert found.image_data == PICTURE.encode()
        assert found.occlude_inactive
        assert sorted(one.ordinal for one in found.occlusions) == [0, 1, 2, 3]


def test_masks_edited_in_anki_keep_the_cards(make_project: MakeProject) -> None:
    folder = make_project({"cards/a.yaml": note(FIRST), "media/cell.svg": PICTURE})
    assert decks("build", folder=folder).code == 0

    with anki_engine.collection(folder / "learner") as col:
        anki_engine.import_package(col, folder / "dist/test-1.0.0.apkg")
        (number,) = col.find_notes("")
        before = anki_engine.cards(col)
        field = col.get_note(number)["Occlusion"].replace(".3:", ".35:")
        col.update_image_occlusion_note(
            note_id=number, occlusions=field, header="", back_extra="", tags=[]
        )

        assert before == anki_engine.cards(col)
        assert list(col.get_empty_cards().notes) == []


def test_an_edited_drawing_is_a_change(
    make_project: MakeProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cards = "notes:\n  - {id: a, image: cell.svg, masks: m.svg}\n"
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 12 9">'
        '<rect id="r" width="3" height="3"/></svg>'
    )
    files = {"cards/a.yaml": cards, "media/cell.svg": PICTURE, "media/m.svg": drawing}
    folder = make_project(files)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", OLD_TIME)
    assert decks("build", folder=folder).stderr.count("no card uses") == 0
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NEW_TIME)
    assert decks("build", "--locked", folder=folder).code == 0

    write_files(folder, {"media/m.svg": drawing.replace('width="3"', 'width="4"')})

    refused = decks("build", "--locked", folder=folder)
    assert "would change for note `a`" in refused.stderr
