"""``decks build``: what an author is told to do next."""

from __future__ import annotations

import pytest
from conftest import MakeProject, decks

CARDS = """\
notes:
  - {id: a, front: a, back: b, tags: [food, fruit]}
  - {id: b, front: b, back: b, tags: [drink]}
"""


def test_a_first_build_says_what_was_made(make_project: MakeProject) -> None:
    folder = make_project(CARDS)

    first = decks("build", folder=folder)
    second = decks("build", folder=folder)

    assert first.stderr == (
        "made cards/deck.lock, which remembers each note and when it changed: "
        "commit it with the cards\n"
    )
    assert second.stderr == ""


def test_a_lock_that_got_lost_is_an_alarm(make_project: MakeProject) -> None:
    folder = make_project(CARDS)
    decks("release", "1.0.0", "--no-plan", folder=folder)
    (folder / "cards/deck.lock").unlink()

    result = decks("build", folder=folder)

    assert result.stderr == (
        "cards/deck.lock was lost and is made anew, but there were releases: restore "
        "it from version control, or have it made again from a package that learners "
        "have (`decks build --recover-lock OLD.apkg`). Without it the next import updates "
        "every note, over what learners edited, and numbers of `==…==` deletions may move "
        "to other text, with the schedules that sit on them\n"
    )


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        pytest.param(["--tag", "fod"], " (did you mean `food`?)", id="misspelt"),
        pytest.param(["--tag", "xyz"], "", id="unknown"),
        pytest.param(
            ["--tag", "food", "--not-tag", "fruit"],
            ": `--not-tag` leaves out all of them",
            id="nothing left",
        ),
        pytest.param(
            ["--not-tag", "food", "--not-tag", "drink"],
            ": `--not-tag` leaves out all of them",
            id="everything left out",
        ),
        pytest.param(
            ["--tag", "FOOD", "--not-tag", "fruit"],
            ": `--not-tag` leaves out all of them",
            id="in another case",
        ),
        pytest.param(
            ["--tag", "fod", "--not-tag", "fruit"],
            " (did you mean `food`?)",
            id="misspelt, and nothing left",
        ),
    ],
)
def test_a_part_without_notes(
    asked: list[str], why: str, make_project: MakeProject
) -> None:
    result = decks("build", *asked, folder=make_project(CARDS))

    assert (result.code, result.stderr) == (
        1,
        f"decks: no note is left by `{' '.join(asked)}`{why}\n",
    )
