"""What makes a card worth asking: a good and a bad one for each rule of the gate."""

from __future__ import annotations

import pytest

from builder.cards.gate import GATE, card_faults, size, weight


def cloze(text: str, question: str = "Which parts has a ship?") -> dict[str, str]:
    return {"cloze": f"{question}\n\n{text}"}


GOOD = "- {{c1::keel}}: the lowest beam of all\n- {{c2::bow}}: where the ship begins"
MANY = "\n".join(
    f"- {{{{c{n}::part{n}}}}}: the part of a ship that is number {n}"
    for n in range(1, 9)
)
NO_WORDS = "- {{c1::…}}: the lowest beam of all"
LONG = "- {{c1::the very long name of a part which nobody in the world remembers}}: a beam of wood"
CLAUSE = "- {{c1::it keeps the water out}}: the lowest beam of all"
STOP = "- {{c1::例如}}: 船底最低的一根梁\n- {{c2::龙骨}}: 船底最低的一根梁"
TWINS = (
    "- {{c1::keel}}: the lowest beam of all\n- {{c2::keel}}: what a ship is built on"
)
GIVEN = "- {{c1::keel}}: the keel is the lowest beam of all"
ASKED = "- {{c1::ship}}: what all of these belong to"
BARE = "{{c1::keel}}"
WALL = f"- {{{{c1::keel}}}}: {'the lowest beam of all and so on ' * 40}"


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        pytest.param("cloze", cloze(GOOD), set(), id="a list of names"),
        pytest.param("cloze", cloze(NO_WORDS), {0}, id="nothing that can be said"),
        pytest.param("cloze", cloze(LONG), {1, 2}, id="too long, a clause"),
        pytest.param("cloze", cloze(CLAUSE), {2}, id="a clause"),
        pytest.param("cloze", cloze(STOP), {3}, id="a word that explains nothing"),
        pytest.param("cloze", cloze(BARE), {4}, id="no cue"),
        pytest.param("cloze", cloze(GIVEN), {5}, id="given away on the card"),
        pytest.param("cloze", cloze(ASKED), {5}, id="given away in the question"),
        pytest.param("cloze", cloze(TWINS), {5, 7}, id="twins"),
        pytest.param("cloze", cloze(MANY), {8}, id="too many"),
        pytest.param("cloze", cloze(WALL), {9}, id="a wall of text"),
        pytest.param(
            "cloze",
            cloze("- the beam at the front is {{c1::higher}} than the one behind"),
            {10},
            id="one of two",
        ),
        pytest.param(
            "cloze",
            cloze("- what stands on deck: {{c1::mast, wheel and boat}}"),
            {2, 11},
            id="several at once",
        ),
        pytest.param(
            "basic",
            {"front": "List all files: which command?", "back": "`ls -a`"},
            set(),
            id="a command from its purpose",
        ),
        pytest.param(
            "basic",
            {"front": "What does git log show?", "back": "`git log`"},
            {5},
            id="a command that its purpose says",
        ),
        pytest.param(
            "steps",
            {"front": "How?", "steps": ("Cast off.", "Set sail.")},
            set(),
            id="short steps",
        ),
        pytest.param(
            "steps",
            {"front": "How?", "steps": ("Cast off.", "step " * 60)},
            {1},
            id="a long step",
        ),
        pytest.param(
            "basic", {"front": "What now?", "back": "Two ways:"}, {6}, id="breaks off"
        ),
        pytest.param("choice", {"front": "Q?"}, set(), id="other kinds"),
    ],
)
def test_gate(kind: str, fields: dict[str, str], expected: set[int]) -> None:
    rules = list(GATE)

    assert {rules.index(fault.rule) for fault in card_faults(kind, fields)} == expected


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param(
            cloze("间隔默认 {{c1::1 秒}}，最小 {{c2::1 秒}}。"), id="two equal values"
        ),
        pytest.param(
            cloze("| a | b |\n| --- | --- |\n| x | {{c1::one}} |"), id="a table"
        ),
        pytest.param(cloze("- ==keel==\n- ==bow==\n- ==stern=="), id="company"),
    ],
)
def test_what_is_worth_asking(fields: dict[str, str]) -> None:
    assert list(card_faults("cloze", fields)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [("two words", 2), ("龙骨", 1), ("三个字", 2), ("Pod 状态", 2), ("", 0)],
)
def test_size(text: str, expected: int) -> None:
    assert size(text) == expected


def test_weight_counts_letters_half() -> None:
    assert weight("龙骨") == 2 * weight("ab")
