"""A step keeps its card, and the schedule on it, wherever it comes to stand."""

from __future__ import annotations

import re
from pathlib import Path

import anki_engine
import pytest
from conftest import MakeProject, decks, findings, write_files

from builder.pipeline import Options, build

FIRST = ["boil", "brew", "pour"]
TWELVE = [f"step {number}" for number in range(1, 13)]


def cards(steps: list[str]) -> str:
    rows = "".join(f"      - {step}\n" for step in steps)
    return f"notes:\n  - id: tea\n    front: How is tea made?\n    steps:\n{rows}"


def asked(folder: Path) -> dict[int, str]:
    """What each card asks for, by its ordinal from 1: the steps before it, then itself."""
    found = {}
    with anki_engine.collection(folder / "learner") as col:
        anki_engine.import_package(col, folder / "dist/test-1.0.0.apkg")
        for card in map(col.get_card, col.find_cards("")):
            output = card.render_output()
            shown = re.findall(r"<li[^>]*>(.*?)</li>", output.answer_text)
            hidden = re.findall(r"<li[^>]*>(.*?)</li>", output.question_text)
            assert card.ord == 12 or [*shown[:-1], ""] == hidden
            found[card.ord + 1] = " ".join(shown)
    return found


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param(
            FIRST, FIRST,
            {1: "boil", 2: "boil brew", 3: "boil brew pour", 13: "boil brew pour"},
            id="as they were",
        ),
        pytest.param(
            FIRST, ["boil", "warm the pot", "brew", "pour"],
            {
                1: "boil", 4: "boil warm the pot", 2: "boil warm the pot brew",
                3: "boil warm the pot brew pour", 13: "boil warm the pot brew pour",
            },
            id="one put between two",
        ),
        pytest.param(
            FIRST, ["boil", "pour"],
            {1: "boil", 3: "boil pour", 13: "boil pour"},
            id="one removed",
        ),
        pytest.param(
            FIRST, ["boil", "brew well", "pour"],
            {1: "boil", 2: "boil brew well", 3: "boil brew well pour",
             13: "boil brew well pour"},
            id="one edited",
        ),
        pytest.param(
            FIRST, ["brew", "boil", "pour"],
            {2: "brew", 1: "brew boil", 3: "brew boil pour", 13: "brew boil pour"},
            id="two swapped",
        ),
        pytest.param(
            TWELVE, [*TWELVE[1:], "the last"],
            {number: " ".join(TWELVE[1:number]) for number in range(2, 13)}
            | {1: " ".join([*TWELVE[1:], "the last"]),
               13: " ".join([*TWELVE[1:], "the last"])},
            id="no slot left",
        ),
    ],
)  # fmt: skip
def test_steps_keep_their_cards(
    make_project: MakeProject,
    first: list[str],
    second: list[str],
    expected: dict[int, str],
) -> None:
    folder = make_project(cards(first))
    assert decks("build", folder=folder).code == 0
    write_files(folder, {"cards/cards.yaml": cards(second)})
    assert decks("build", folder=folder).code == 0

    assert expected == asked(folder)


def test_a_slot_taken_again_is_told(make_project: MakeProject) -> None:
    folder = make_project(cards(TWELVE))
    assert decks("build", folder=folder).code == 0
    write_files(folder, {"cards/cards.yaml": cards(TWELVE[1:])})
    assert decks("build", folder=folder).code == 0
    write_files(folder, {"cards/cards.yaml": cards([*TWELVE[1:], "the last"])})

    assert findings(folder, "steps") == [
        "cards/cards.yaml:2:5: warning: the step `the last` takes the place of `step 1`, "
        "which was removed: learners who had it keep its schedule; give the note a new id "
        "if that is not meant  [steps]"
    ]


def test_slots_come_back_with_a_lost_lock(make_project: MakeProject) -> None:
    folder = make_project(cards(FIRST))
    assert decks("build", folder=folder).code == 0
    write_files(folder, {"cards/cards.yaml": cards(["warm", "boil", "brew", "pour"])})
    assert decks("build", folder=folder).code == 0
    before = asked(folder)
    (folder / "cards/deck.lock").unlink()

    build(folder, Options(recover_lock=folder / "dist/test-1.0.0.apkg"))

    assert before == asked(folder)
