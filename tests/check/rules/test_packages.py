"""Every package of deck.yaml has notes."""

from __future__ import annotations

import pytest
from conftest import DECK, MakeProject, decks, findings

PACKAGE = f"{DECK}packages:\n  - {{slug: part, tags: [pod]}}\n"
EMPTY = "cards/deck.yaml:6:12: error: no note goes into the package `part`"


def note(keys: str) -> str:
    return f"notes:\n  - {{id: a, front: q, {keys}}}\n"


@pytest.mark.parametrize(
    ("cards", "expected"),
    [
        pytest.param(note("back: b, tags: [pod::probe]"), [], id="a note"),
        pytest.param(
            note("back: b, tags: [pood]"),
            [f"{EMPTY} (did you mean `pood`?)  [empty-package]"],
            id="none",
        ),
        pytest.param(note("back: b"), [f"{EMPTY}  [empty-package]"], id="none like it"),
        pytest.param(
            note("bak: b, tags: [pod]"), [], id="what was left out may be the one"
        ),
    ],
)
def test_empty_packages(
    make_project: MakeProject, cards: str, expected: list[str]
) -> None:
    folder = make_project({"cards/deck.yaml": PACKAGE, "cards/a.yaml": cards})

    assert expected == findings(folder, "empty-package")


def test_a_part_can_be_built_beside_an_empty_package(
    make_project: MakeProject,
) -> None:
    cards = note("back: b, tags: [other]")
    folder = make_project({"cards/deck.yaml": PACKAGE, "cards/a.yaml": cards})

    assert decks("build", "--tag", "other", folder=folder).code == 0
