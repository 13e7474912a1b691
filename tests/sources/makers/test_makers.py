"""Which notes are made of an item: the first maker that can, and one beside it."""

from __future__ import annotations

import pytest

from builder.cards.cardwriter import CardNote
from builder.sources.items import Item
from builder.sources.makers import notes_of

TERMS = "- string: text, most used\n- list: a queue, or a stack"
VALUES = "The default is 30 seconds, at most 5 minutes each."
CHOICES = ("3", "4", "5")


def made(item: Item, *, with_cloze: bool = True) -> tuple[CardNote, ...]:
    make = ("all",) if with_cloze else ("none",)
    return notes_of(item, "id", source="a.md:1", make=make)


def item(answer: str, question: str = "Q?", **more: object) -> Item:
    return Item(question, answer, 1, **more)  # type: ignore[arg-type]  # as the case says


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(item("A."), [("id", "basic")], id="basic"),
        pytest.param(item(" "), [("id", "basic")], id="draft"),
        pytest.param(
            item(TERMS), [("id", "basic"), ("id-terms", "cloze")], id="terms beside"
        ),
        pytest.param(
            item(VALUES), [("id", "basic"), ("id-values", "cloze")], id="values beside"
        ),
        pytest.param(
            item(f"{TERMS}\n\n{VALUES}"),
            [("id", "basic"), ("id-terms", "cloze")],
            id="terms before values",
        ),
        pytest.param(
            item("4", choices=CHOICES, right=(1,)), [("id", "choice")], id="choice"
        ),
        pytest.param(
            item(TERMS, choices=CHOICES, right=(1,)),
            [("id", "choice")],
            id="no cloze beside a choice",
        ),
        pytest.param(
            item(TERMS, choices=CHOICES), [("id", "basic")], id="none is right"
        ),
        pytest.param(
            item("4", choices=("4", "4 "), right=(0,)), [("id", "basic")], id="twice"
        ),
        pytest.param(
            item("4", choices=("4",), right=(0,)), [("id", "basic")], id="one option"
        ),
        pytest.param(
            item(TERMS, "What is {{x}}?"), [("id", "basic")], id="marks in the question"
        ),
        pytest.param(
            item("- a: {{x}} y\n- b: c"), [("id", "basic")], id="marks inside"
        ),
    ],
)
def test_notes_of(given: Item, expected: list[tuple[str, str]]) -> None:
    assert expected == [(note.id, note.kind) for note in made(given)]


def test_without_cloze_an_item_makes_its_own_note_alone() -> None:
    notes = made(item(TERMS), with_cloze=False)

    assert [note.kind for note in notes] == ["basic"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(item(""), {"front": "Q?", "back": ""}, id="draft"),
        pytest.param(
            item("Yes.", choices=("a", "b")),
            {"front": "Q?", "back": "Yes.\n\n- a\n- b"},
            id="options are listed",
        ),
        pytest.param(
            item("4", choices=CHOICES, right=(1,), explanation="Count."),
            {"front": "Q?", "choices": CHOICES, "answer": "4", "extra": "Count."},
            id="choice",
        ),
        pytest.param(
            item("3, 5", choices=CHOICES, right=(0, 2)),
            {"front": "Q?", "choices": CHOICES, "answer": ("3", "5")},
            id="several are right",
        ),
    ],
)
def test_fields(given: Item, expected: dict[str, object]) -> None:
    assert expected == made(given)[0].fields


def test_a_draft_has_its_tag() -> None:
    [note] = made(item("", tags=("x",)))

    assert note.tags == ("x", "draft")


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param(
            TERMS,
            "- {{c1::string}}: text, most used\n- {{c2::list}}: a queue, or a stack",
            id="terms",
        ),
        pytest.param(
            "Kinds:\n\n- **hash**: one hash of fields\n- **set**: no order at all",
            "Kinds:\n\n- **{{c1::hash}}**: one {{c1::hash}} of fields\n"
            "- **{{c2::set}}**: no order at all",
            id="wherever a term is said",
        ),
        pytest.param(
            VALUES,
            "The default is {{c1::30 seconds}}, at most {{c2::5 minutes}} each.",
            id="values",
        ),
        pytest.param(
            "先说背景。默认值为 30 秒,最多 5 次。",
            "默认值为 {{c1::30 秒}},最多 {{c2::5 次}}。",
            id="values of a sentence",
        ),
    ],
)
def test_deletions(answer: str, expected: str) -> None:
    [_, cloze] = made(item(answer))

    assert cloze.fields == {"cloze": f"Q?\n\n{expected}"}


@pytest.mark.parametrize(
    ("explanation", "expected"),
    [
        pytest.param("Option B floats.", "false", id="option by its letter"),
        pytest.param("因为B、C不对。", "false", id="Chinese"),
        pytest.param("A boat floats.", None, id="article"),
        pytest.param("See plan D.", None, id="letter of no option"),
        pytest.param("C++ is old.", None, id="name of a language"),
    ],
)
def test_options_stay_where_their_letters_are_named(
    explanation: str, expected: str | None
) -> None:
    given = item("4", choices=CHOICES, right=(1,), explanation=explanation)

    assert expected == made(given)[0].fields.get("shuffle")
