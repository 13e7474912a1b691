"""Names are taken as Anki takes them."""

from __future__ import annotations

import pytest
from conftest import MakeProject, decks

from builder.cards.names import deck_problem, is_below, tag_problem, with_parents
from builder.pipeline import survey


def test_two_forms_of_one_letter_are_one_name(make_project: MakeProject) -> None:
    """Anki keeps names in NFC; a Mac gives the names of files in NFD."""
    note = "notes:\n  - {{id: {0}, front: {0}, back: b, tags: [{1}], deck: {1}}}\n"
    folder = make_project(
        {
            "cards/a.yaml": note.format("a", "café"),
            "cards/b.yaml": note.format("b", "cafe\u0301"),
            "cards/café.yaml": "notes:\n  - {id: c, front: c, back: b, tags: [x]}\n",
            "cards/deck.yaml": (
                "name: Cafe\u0301\nslug: test\nversion: 1.0.0\nkey: k\n"
                "packages: [{slug: one, tags: [cafe\u0301]}]\n"
            ),
        }
    )
    (folder / "cards/café.yaml").rename(folder / "cards/cafe\u0301.yaml")

    assert decks("build", "--tag", "cafe\u0301", folder=folder).code == 0
    notes = survey(folder).notes
    assert {note.deck for note in notes} == {"Café::café"}
    assert {note.tags for note in notes} == {("café",), ("x",)}


@pytest.mark.parametrize(
    ("decks_of_notes", "expected"),
    [
        pytest.param([], set(), id="none"),
        pytest.param(["A"], {"A"}, id="one"),
        pytest.param(["A::B::C"], {"A", "A::B", "A::B::C"}, id="all above it"),
        pytest.param(["A::B", "A::C"], {"A", "A::B", "A::C"}, id="one above two"),
    ],
)
def test_decks_with_those_above(decks_of_notes: list[str], expected: set[str]) -> None:
    assert expected == with_parents(decks_of_notes)


@pytest.mark.parametrize(
    ("tag", "wanted", "expected"),
    [
        pytest.param("k8s", "k8s", True, id="itself"),
        pytest.param("k8s::pod", "k8s", True, id="below"),
        pytest.param("k8s", "k8s::pod", False, id="above"),
        pytest.param("k8s-old", "k8s", False, id="begins alike"),
        pytest.param("K8S::Pod", "k8s::pod", True, id="other case"),
        pytest.param("cafe\u0301", "café", True, id="other form"),
    ],
)
def test_tags_below_a_tag(tag: str, wanted: str, expected: bool) -> None:
    assert expected == is_below(tag, wanted)


@pytest.mark.parametrize(
    ("name", "root", "expected"),
    [
        pytest.param("A::B", "", "", id="sound"),
        pytest.param("中文 x", "R", "", id="spaces inside"),
        pytest.param("A::", "", "has an empty part", id="empty part"),
        pytest.param("A:: B", "", "has a space around", id="space"),
        pytest.param('A "B"', "", "", id="quote"),
        pytest.param("A\nB", "", "has a line break or a tab", id="line break"),
        pytest.param("::".join("abcdefghij"), "", "", id="ten levels"),
        pytest.param("::".join("abcdefghij"), "R", "is 11 levels deep", id="eleven"),
    ],
)
def test_decks_that_anki_would_change(name: str, root: str, expected: str) -> None:
    problem = deck_problem(name, root)

    assert expected in problem
    assert bool(expected) == bool(problem)


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        pytest.param("k8s::pod", "", id="sound"),
        pytest.param("leech::mine", "", id="below a reserved one"),
        pytest.param("", "is empty", id="empty"),
        pytest.param("a b", "write `a-b`", id="space"),
        pytest.param("a::::b", "has an empty part", id="empty part"),
        pytest.param("Leech", "keeps the tag", id="reserved"),
        pytest.param("marked", "keeps the tag", id="reserved, too"),
    ],
)
def test_tags_that_anki_would_change(tag: str, expected: str) -> None:
    problem = tag_problem(tag)

    assert expected in problem
    assert bool(expected) == bool(problem)
