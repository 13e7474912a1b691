"""A note without an id gets one, as one inserted line; all else stays byte for byte."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from conftest import MakeProject, decks, snapshot
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builder.cards import cardfile
from builder.cards.newids import insert_lines, new_note_id
from builder.versions import locktext


def test_one_line_is_inserted(make_project: MakeProject) -> None:
    text = (
        "# a comment\n"
        "notes:\n"
        "  # before the note\n"
        "  - front:   'What is an image layer?'  # odd spacing\n"
        "    back: |\n"
        "        read-only\n"
        "\n"
        "  - {front: flow, back: style}\n"
    )
    folder = make_project(text)

    result = decks("build", folder=folder)

    assert result.code == 0
    assert (folder / "cards/cards.yaml").read_text() == (
        "# a comment\n"
        "notes:\n"
        "  # before the note\n"
        "  - id: what-is-an-image\n"
        "    front:   'What is an image layer?'  # odd spacing\n"
        "    back: |\n"
        "        read-only\n"
        "\n"
        "  - {id: flow-9e6996f7, front: flow, back: style}\n"
    )
    assert "wrote ids into cards/cards.yaml" in result.stderr


def test_crlf_and_byte_order_mark_stay(make_project: MakeProject) -> None:
    content = "\ufeffnotes:\r\n  - front: 镜像\r\n    back: b\r\n".encode()
    folder = make_project({"cards/cards.yaml": content})

    decks("build", folder=folder)

    written = (folder / "cards/cards.yaml").read_bytes()
    assert written.startswith(b"\xef\xbb\xbfnotes:\r\n  - id: ")
    assert (
        written.replace(
            b"id: " + written.split(b"id: ")[1].split(b"\r\n")[0] + b"\r\n    ", b""
        )
        == content
    )


def test_check_writes_no_id(make_project: MakeProject) -> None:
    folder = make_project("notes:\n  - front: q\n    back: b\n")
    before = snapshot(folder)

    assert decks("check", folder=folder).code == 0
    assert snapshot(folder) == before


def test_locked_refuses_a_note_without_id(make_project: MakeProject) -> None:
    folder = make_project("notes:\n  - front: q\n    back: b\n")
    before = snapshot(folder)

    result = decks("build", "--locked", folder=folder)

    assert result.code == 1
    assert "notes without an id in cards/cards.yaml" in result.stderr
    assert snapshot(folder) == before


def test_second_build_changes_nothing(make_project: MakeProject) -> None:
    folder = make_project("notes:\n  - front: q\n    back: b\n")
    decks("build", folder=folder)
    before = snapshot(folder)

    decks("build", folder=folder)

    assert snapshot(folder) == before


def test_ids_of_equal_questions_differ(make_project: MakeProject) -> None:
    folder = make_project(
        "notes:\n  - front: q\n    back: a\n  - front: q\n    back: b\n"
    )

    assert decks("build", folder=folder).code == 0
    text = (folder / "cards/cards.yaml").read_text()
    assert len({line for line in text.splitlines() if "id:" in line}) == 2


@pytest.mark.parametrize("number", [1, 2, 3, 4, 100, 5000])
def test_ids_of_many_equal_beginnings_count_up(number: int) -> None:
    name = "what-is-an-image"
    taken = {name, *(f"{name}-{n}" for n in range(2, number + 1))}

    assert new_note_id("What is an image?", taken) == f"{name}-{number + 1}"


def test_ids_of_equal_beginnings_are_found_quickly() -> None:
    class Asked(set[str]):
        times = 0

        def __contains__(self, name: object) -> bool:
            Asked.times += 1
            return super().__contains__(name)

    taken = Asked(["what-is-an-image"])
    for _ in range(1000):
        taken.add(new_note_id("What is an image?", taken))

    assert len(taken) == 1001
    assert Asked.times < 30_000


_SCALARS = st.sampled_from(
    [
        "plain text",
        "'single ''quoted'''",
        '"double \\" quoted"',
        "| # comment\n{i}  block\n{i}  more",
        ">-\n{i}  folded\n{i}  text",
        "!!str tagged",
        "no",
        "12:30",
        "|2\n{i}    kept indent",
        "'multi\n{i}  line'",
    ]
)
_NOTE = st.tuples(_SCALARS, _SCALARS, st.booleans(), st.booleans(), st.integers(0, 2))


@given(
    notes=st.lists(_NOTE, min_size=1, max_size=5),
    indent=st.integers(0, 4),
    newline=st.sampled_from(["\n", "\r\n"]),
    gap=st.integers(1, 3),
)
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_layout_survives(
    notes: list[tuple[str, str, bool, bool, int]], indent: int, newline: str, gap: int
) -> None:
    lines = ["# head", "notes:   # list"]
    dash = " " * indent + "-" + " " * gap
    inner = " " * len(dash)
    for front, back, has_id, has_comment, blank in notes:
        lines += [""] * blank
        if has_comment:
            lines.append(" " * indent + "# about the note")
        first = "id: given" if has_id else f"front: {front.replace('{i}', inner)}"
        lines.append(f"{dash}{first}")
        if has_id:
            lines.append(f"{inner}front: {front.replace('{i}', inner)}")
        lines.append(f"{inner}back: {back.replace('{i}', inner)}")
    text = newline.join("\n".join(lines).split("\n")) + newline
    before, problems = cardfile.parse_card_file(text, "x", root="R", default_deck="x")
    assert not problems
    places = {
        note.id_place: f"id: new-{number}"
        for number, note in enumerate(before)
        if not note.id
    }

    result = insert_lines(text, places)

    after, problems = cardfile.parse_card_file(result, "x", root="R", default_deck="x")
    assert not problems
    assert [note.id or f"new-{number}" for number, note in enumerate(before)] == [
        note.id for note in after
    ]
    assert [[text.value for text in note.texts.values()] for note in before] == [
        [text.value for text in note.texts.values()] for note in after
    ]
    inserted = [line for line in result.split(newline) if "id: new-" in line]
    assert len(inserted) == len(places)
    assert len(result.split(newline)) == len(text.split(newline)) + len(places)
    removed = result
    for entry in places.values():
        removed = removed.replace(f"{entry}{newline}{inner}", "")
    assert removed == text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("notes:\n- ? front\n  : q\n  back: b\n", id="complex key"),
        pytest.param("notes:\n-\n  front: q\n  back: b\n", id="dash on its own line"),
        pytest.param("notes: [{front: q, back: b}]\n", id="all flow"),
        pytest.param("notes:\n- &a\n  front: q\n  back: b\n", id="anchored note"),
    ],
)
def test_unusual_layouts(make_project: MakeProject, text: str) -> None:
    folder = make_project(text)

    assert decks("build", folder=folder).code == 0
    assert "id: " in Path(folder, "cards/cards.yaml").read_text()


def test_two_notes_with_one_number_in_the_lock(make_project: MakeProject) -> None:
    """Two branches may choose one number; what was released keeps it."""
    folder = make_project(
        "notes:\n  - {id: a, front: q, back: b}\n  - {id: b, front: r, back: b}\n"
    )
    assert decks("build", folder=folder).code == 0
    path = folder / "cards/deck.lock"
    before, _ = locktext.parse(path.read_text(), "")
    first, second = before.notes["a"], before.notes["b"]
    released = replace(second, number=first.number, since="1.0.0")
    merged = replace(before, notes={"a": first, "b": released})
    path.write_text(locktext.dump(merged))

    assert decks("build", folder=folder).code == 0
    after, _ = locktext.parse(path.read_text(), "")
    assert after.notes["b"].number == first.number
    assert after.notes["a"].number != first.number
