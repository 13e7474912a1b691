"""Which notes are made of an item: its own, and those beside it.

`tests/data/makers/` holds yes and no for each maker: an answer below its question, then
the notes that are made. Run with ``--update`` to write them anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from places import DATA

from builder.cards.cardwriter import CardNote
from builder.cards.sourcekeys import MADE_BESIDE
from builder.sources.items import Item
from builder.sources.makers import BESIDE, MadeNotes, notes_of

FOLDER = DATA / "makers"
TERMS = (
    "- string: plain text, the type that is used most\n"
    "- list: a queue or a stack of many values"
)
CHOICES = ("3", "4", "5")
_CASE = re.compile(
    r"^## (?P<name>.+?)\n+~~~~ answer\n(?P<question>.+?)\n\n(?P<answer>.*?)~~~~\n+"
    r"~~~~ made\n(?P<made>.*?)~~~~$",
    re.MULTILINE | re.DOTALL,
)


def made(item: Item, *make: str, whole: str = "") -> MadeNotes:
    return notes_of(item, "id", source="a.md:1", make=make, whole=whole)


def notes(item: Item, *make: str) -> list[CardNote]:
    found = made(item, *make)
    return [*([found.own] if found.own else []), *found.beside]


def item(answer: str, question: str = "Q?", **more: object) -> Item:
    return Item(question, answer, 1, **more)  # type: ignore[arg-type]  # as the case says


def cases() -> Iterator[tuple[Path, re.Match[str]]]:
    for path in sorted(FOLDER.glob("*.md")):
        for case in _CASE.finditer(path.read_text(encoding="utf-8")):
            yield path, case


@pytest.mark.parametrize(
    ("path", "case"),
    [
        pytest.param(path, case, id=f"{path.stem}: {case['name']}")
        for path, case in cases()
    ],
)
def test_case(path: Path, case: re.Match[str], is_update: bool) -> None:
    given = item(case["answer"].rstrip("\n"), case["question"])
    found = told(made(given, path.stem))
    if is_update:
        text = path.read_text(encoding="utf-8")
        block = f"~~~~ made\n{case['made']}~~~~"
        path.write_text(
            text.replace(case[0], case[0].replace(block, f"~~~~ made\n{found}~~~~")),
            encoding="utf-8",
        )
        return

    assert case["made"] == found


def told(found: MadeNotes) -> str:
    """Return the notes beside an item's own as a case tells them."""
    rows = [row for note in found.beside for row in _note_rows(note)]
    rows += [f"refused: {one.fault.rule}: {one.fault.answer}" for one in found.refused]
    if found.own is None:
        rows.append("the whole is asked by these")
    return "".join(f"{row}\n" for row in rows) or "nothing\n"


def _note_rows(note: CardNote) -> Iterator[str]:
    for key, value in note.fields.items():
        texts = (
            value.split("\n")
            if isinstance(value, str)
            else [f"- {one}" for one in value]
        )
        if len(texts) == 1:
            yield f"{key}: {texts[0]}"
        else:
            yield f"{key}:"
            yield from (f"  {text}".rstrip() for text in texts)


def test_every_maker_has_yes_and_no() -> None:
    names = {path.stem: [] for path in FOLDER.glob("*.md")}  # type: dict[str, list[str]]
    for path, case in cases():
        names[path.stem].append(case["made"])
    without_yes = {name for name, said in names.items() if all(map(_is_no, said))}
    without_no = {name for name, said in names.items() if not any(map(_is_no, said))}

    assert set(names) == {maker.name for maker in BESIDE}
    assert (without_yes, without_no) == (set(), set())


def _is_no(said: str) -> bool:
    return said.startswith(("nothing", "refused"))


def test_makers_have_the_names_that_an_author_may_say() -> None:
    assert {"all", "none", *(maker.name for maker in BESIDE)} == set(MADE_BESIDE)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(item("A."), [("id", "basic")], id="basic"),
        pytest.param(item(" "), [("id", "basic")], id="draft"),
        pytest.param(
            item(TERMS), [("id", "basic"), ("id-terms", "cloze")], id="terms beside"
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
    assert expected == [(note.id, note.kind) for note in notes(given)]


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        pytest.param((), ["basic", "cloze"], id="nothing said"),
        pytest.param(("all",), ["basic", "cloze"], id="all"),
        pytest.param(("none",), ["basic"], id="none"),
        pytest.param(("values", "steps"), ["basic"], id="others"),
        pytest.param(("terms",), ["basic", "cloze"], id="by name"),
    ],
)
def test_the_author_says_what_is_made(
    make: tuple[str, ...], expected: list[str]
) -> None:
    assert expected == [note.kind for note in notes(item(TERMS), *make)]


LONG = (
    "This part is told at some length, so that nobody could say it in one breath. " * 6
)
PARTS = f"1. **Alpha**: {LONG}\n2. **Beta**: {LONG}\n3. **Gamma**: {LONG}"


@pytest.mark.parametrize(
    ("answer", "whole", "expected"),
    [
        pytest.param(PARTS, "", False, id="its parts ask for everything"),
        pytest.param(PARTS, "keep", True, id="kept"),
        pytest.param(f"{PARTS}\n\n{LONG}", "", True, id="something is left"),
        pytest.param(f"{PARTS}\n\n{LONG}", "drop", False, id="dropped"),
        pytest.param("A.", "drop", True, id="nothing beside it"),
    ],
)
def test_the_whole_of_a_divided_answer(answer: str, whole: str, expected: bool) -> None:
    assert expected == (made(item(answer), whole=whole).own is not None)


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
    assert expected == notes(given)[0].fields


def test_a_draft_has_its_tag() -> None:
    [note] = notes(item("", tags=("x",)))

    assert note.tags == ("x", "draft")


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

    assert expected == notes(given)[0].fields.get("shuffle")
