"""A deck is learnt in the order that its author gives, or as people count."""

from __future__ import annotations

import anki_engine
import pytest
from conftest import DECK, MakeProject, decks, findings

NOTE = "notes:\n  - {{id: {0}, front: {0}, back: b}}\n"
FILES = ["10 last", "2 second", "a/10", "a/9", "a", "b/x", "b/y/z"]


def learnt(make_project: MakeProject, files: dict[str, str], deck: str) -> list[str]:
    """The first fields of all notes, as new cards stand in Anki."""
    folder = make_project({"cards/deck.yaml": deck, **files})
    result = decks("build", folder=folder)
    assert result.code == 0, result.output
    with anki_engine.collection(folder / "learner") as col:
        anki_engine.import_package(col, folder / "dist/test-1.0.0.apkg")
        cards = map(col.get_card, col.find_cards("", order="c.due"))
        return [card.note().fields[0] for card in cards]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        pytest.param(
            "", ["2-second", "10-last", "a", "a/9", "a/10", "b/x", "b/y/z"], id="none"
        ),
        pytest.param(
            "order: [b, a/10]\n",
            ["b/x", "b/y/z", "a/10", "2-second", "10-last", "a", "a/9"],
            id="a folder and a file",
        ),
        pytest.param(
            "order: [b, b/x, cards/a.yaml]\n",
            ["b/y/z", "b/x", "a", "a/9", "a/10", "2-second", "10-last"],
            id="the nearest counts",
        ),
    ],
)
def test_files_are_learnt_in_order(
    make_project: MakeProject, order: str, expected: list[str]
) -> None:
    files = {
        f"cards/{name}.yaml": "deck: One\n" + NOTE.format(name.replace(" ", "-"))
        for name in FILES
    }

    assert expected == learnt(make_project, files, DECK + order)


def test_notes_of_a_file_are_learnt_in_the_order_of_its_head(
    make_project: MakeProject,
) -> None:
    notes = "".join(f"  - {{id: {one}, front: {one}, back: b}}\n" for one in "abcd")
    files = {"cards/a.yaml": f"order: [d, b]\nnotes:\n{notes}"}

    assert learnt(make_project, files, DECK) == ["d", "b", "a", "c"]


def test_an_order_survives_new_ids(make_project: MakeProject) -> None:
    cards = (
        "order: [c]\nnotes:\n  - {front: a, back: b}\n  - {id: c, front: c, back: b}\n"
    )
    folder = make_project({"cards/a.yaml": cards})

    assert decks("build", folder=folder).code == 0
    assert findings(folder) == []


def test_another_order_is_no_change_of_a_note(make_project: MakeProject) -> None:
    files = {f"cards/{one}.yaml": "deck: D\n" + NOTE.format(one) for one in "ab"}
    folder = make_project(files)
    assert decks("build", folder=folder).code == 0
    folder.joinpath("cards/deck.yaml").write_text(DECK + "order: [b, a]\n")

    assert decks("build", "--locked", folder=folder).code == 0
