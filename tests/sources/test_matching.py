"""An item keeps the id of its note, whatever of it has changed since."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest

from builder.base.hashing import short_hash
from builder.sources import importlock
from builder.sources.existingnotes import ExistingNote
from builder.sources.importlock import Imported
from builder.sources.items import Item
from builder.sources.matching import known_ids

Pairs = Sequence[tuple[str, str]]
TCP = ("What is TCP?", "A reliable stream of bytes.")
UDP = ("What is UDP?", "Datagrams, unordered and without acknowledgement.")
BEAN = ("How does a bean live in Spring?", "It is made, wired, used and destroyed.")


def items(pairs: Pairs) -> list[Item]:
    return [Item(question, answer, line=1) for question, answer in pairs]


def ids(before: Pairs, after: Pairs) -> list[str]:
    """Return the ids that items have after an import of those before: 0, 1, 2 …"""
    earlier, existing = [], {}
    for number, item in enumerate(items(before)):
        note_id = str(number)
        question, answer = importlock.question_hash(item), importlock.answer_hash(item)
        earlier.append(Imported(note_id, note_id, "a.md", question, answer, ""))
        values = {"front": item.question, "back": item.answer}
        existing[note_id] = ExistingNote(note_id, "cards/a.yaml", 1, values, True)
    return known_ids(items(after), earlier, existing)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param([TCP, UDP], [UDP, TCP], ["1", "0"], id="in another order"),
        pytest.param([TCP, UDP], [TCP], ["0"], id="one vanished"),
        pytest.param([TCP], [TCP, UDP], ["0", ""], id="one is new"),
        pytest.param(
            [TCP, UDP], [(TCP[0], "New."), UDP], ["0", "1"], id="another answer"
        ),
        pytest.param(
            [TCP, UDP],
            [("Define TCP.", TCP[1]), UDP],
            ["0", "1"],
            id="another question",
        ),
        pytest.param(
            [TCP, BEAN],
            [("How does a bean live in the Spring container?", f"{BEAN[1]} Yes.")],
            ["1"],
            id="both a little",
        ),
        pytest.param(
            [TCP, UDP], [("What is ARP?", "Addresses of hardware.")], [""], id="pattern"
        ),
        pytest.param([TCP, TCP, UDP], [TCP, TCP, UDP], ["0", "1", "2"], id="twice"),
        pytest.param(
            [("Print?", "1"), ("Print?", "2")],
            [("Print?", "2"), ("Print?", "1")],
            ["1", "0"],
            id="answers tell them apart",
        ),
        pytest.param(
            [("A?", ""), ("B?", "")], [("B?", ""), ("C?", "")], ["1", ""], id="drafts"
        ),
        pytest.param([], [TCP], [""], id="nothing before"),
    ],
)
def test_ids(before: Pairs, after: Pairs, expected: list[str]) -> None:
    assert expected == ids(before, after)


def test_many_alike_questions_take_their_time_once() -> None:
    pattern = "What is the purpose of this part of the protocol? " * 3
    words = [short_hash(str(number)) for number in range(4_000)]
    before = [(pattern + words.pop(), " ".join(words[-30:])) for _ in range(60)]
    after = [(pattern + words.pop(), " ".join(words[-30:])) for _ in range(60)]
    began = time.process_time()
    ids(before, after)

    assert time.process_time() - began < 10
