"""The names of decks sort as the decks are learnt."""

from __future__ import annotations

import anki_engine
import pytest
from conftest import DECK, MakeProject, decks, findings

from builder.release import release


def files(*names: str) -> dict[str, str]:
    """A card file for each path."""
    return {
        f"cards/{name}.yaml": f"notes:\n  - {{id: n{place}, front: q{place}, back: b}}\n"
        for place, name in enumerate(names)
    }


@pytest.mark.parametrize(
    ("order", "names", "expected"),
    [
        pytest.param("", ["b", "a"], "", id="nobody said an order"),
        pytest.param("order: [a, b]", ["b", "a"], "", id="names sort so"),
        pytest.param(
            "order: [pod, etcd]", ["pod", "etcd", "ads"],
            "cards/deck.yaml:5:9: warning: Anki takes the decks below `Test` by their names, "
            "`ads` before `pod`: to be learnt in order they can be `1 pod`, `2 etcd`, `3 ads`"
            "  [order]",
            id="an order against the names",
        ),
        pytest.param(
            "order: [pod]", ["pod/x", "pod/a", "quiz/b"], "", id="a folder keeps its place"
        ),
        pytest.param(
            "", ["9 etcd", "10 pod"],
            "cards/deck.yaml:1:1: warning: Anki takes the decks below `Test` by their names, "
            "`10 pod` before `9 etcd`: to be learnt in order they can be `1 etcd`, `2 pod`"
            "  [order]",
            id="numbers that sort as text",
        ),
    ],
)  # fmt: skip
def test_names_sort_as_they_are_learnt(
    make_project: MakeProject, order: str, names: list[str], expected: str
) -> None:
    folder = make_project({"cards/deck.yaml": f"{DECK}{order}\n", **files(*names)})

    assert ([expected] if expected else []) == findings(folder, "order")


def test_a_numbered_file_says_an_order(make_project: MakeProject) -> None:
    cards = files("1-pod", "2-etcd")
    cards = {path: f"deck: {path[8:-5]}\n{text}" for path, text in cards.items()}

    assert findings(make_project(cards), "order") == [
        "cards/deck.yaml:1:1: warning: Anki takes the decks below `Test` by their names, "
        "`etcd` before `pod`: to be learnt in order they can be `1 pod`, `2 etcd`  [order]"
    ]


def test_learners_are_told_of_the_move(make_project: MakeProject) -> None:
    folder = make_project({"cards/deck.yaml": DECK, **files("pod", "etcd")})
    release(folder, "1.0.0", judge=None)
    deck = folder / "cards/deck.yaml"
    deck.write_text(deck.read_text() + "order: [pod, etcd]\n")

    assert "stay where they are, and a release says so" in findings(folder, "order")[0]


def test_anki_takes_decks_as_the_rule_has_it(make_project: MakeProject) -> None:
    names = [
        "Z-a",
        "z",
        "z/k",
        "10 x",
        "2 y",
        "_q",
        "A",
        "Ä",
        "ß",
        "ss x",
        "快照",
        "恢复",
    ]
    folder = make_project({"cards/deck.yaml": DECK, **files(*names)})
    assert decks("build", folder=folder).code == 0

    with anki_engine.collection(folder / "learner") as col:
        anki_engine.import_package(col, folder / "dist/test-1.0.0.apkg")
        number = col.decks.id_for_name("Test")
        assert number is not None
        col.decks.select(number)
        queued = col.sched.get_queued_cards(fetch_limit=99).cards
        found = [col.decks.name(one.card.deck_id) for one in queued]

    key = lambda name: [part.casefold() for part in name.split("::")]  # noqa: E731
    assert len(found) == len(names)
    assert sorted(found, key=key) == found
