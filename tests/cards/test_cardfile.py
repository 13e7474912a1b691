"""A note is read as far as it can be, and marked when something is wrong with it."""

from __future__ import annotations

import pytest

from builder.cards.cardfile import parse_card_file
from builder.cards.note import Note


def read(text: str) -> Note:
    notes, _ = parse_card_file(text, "a.yaml", root="R", default_deck="a")
    (note,) = notes
    return note


@pytest.mark.parametrize(
    ("keys", "has_mistakes"),
    [
        pytest.param("id: a, front: q, back: b", False, id="sound"),
        pytest.param("front: q, back: b", False, id="without an id"),
        pytest.param(
            "id: a, front: q, choices: [x, '1'], answer: 1", False, id="warned"
        ),
        pytest.param("id: a, front: q, bak: b", True, id="misspelt key"),
        pytest.param("id: a b, front: q, back: b", True, id="id of two words"),
        pytest.param("id: a, front: q, back: [b]", True, id="list for a text"),
        pytest.param("id: a, front: q, back: {{c1::x}}", True, id="braces"),
        pytest.param("id: a, cloze: {{c1::x}}", True, id="braces alone"),
        pytest.param("id: a, type: own, fields: {}", True, id="no fields"),
        pytest.param("id: a, back: b", True, id="no kind"),
        pytest.param("id: a", True, id="nothing but an id"),
    ],
)
def test_a_note_with_mistakes_is_marked(keys: str, has_mistakes: bool) -> None:
    assert has_mistakes == read(f"notes:\n  - {{{keys}}}\n").has_mistakes


def test_what_can_be_read_of_a_note_with_mistakes() -> None:
    note = read(
        "tags: [all]\nnotes:\n"
        "  - {id: a, front: q, bak: b, tags: [x], deck: D, guid: g, hint: h}\n"
    )

    assert (note.id, note.tags, note.deck, note.guid) == (
        "a",
        ("all", "x"),
        "R::D",
        "g",
    )
    assert [text.value for text in (*note.texts.values(), *note.common.values())] == [
        "q",
        "h",
    ]


@pytest.mark.parametrize("text", ["notes:\n  - text\n", "notes: []\n", "", "a\n"])
def test_what_is_no_note_is_left_out(text: str) -> None:
    notes, found = parse_card_file(text, "a.yaml", root="R", default_deck="a")

    assert notes == []
    assert len(found) == 1
