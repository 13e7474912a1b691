"""Packages are small: Anki users load them over a phone's connection."""

from __future__ import annotations

import json
from pathlib import Path

import genanki
import pytest
from conftest import MakeProject, decks

WORDS = """
    container image layer registry node kubelet scheduler probe service volume claim
    controller namespace rollout replica selector taint label quota secret
""".split()  # noqa: SIM905 -- a list of words


def sentence(number: int) -> str:
    """A sentence that differs from every other, of common words."""
    return " ".join(
        WORDS[(number * 7 + n * (n + number)) % len(WORDS)] for n in range(9)
    )


@pytest.mark.parametrize(
    "note",
    [
        pytest.param("{id: a, front: q, back: b}", id="basic"),
        pytest.param("{id: a, cloze: '{{c1::x}}'}", id="cloze"),
        pytest.param("{id: a, front: q, choices: [x, y], answer: x}", id="choice"),
    ],
)
def test_one_note_is_under_6_kilobytes(make_project: MakeProject, note: str) -> None:
    folder = make_project(f"notes:\n  - {note}\n")

    decks("build", folder=folder)

    assert (folder / "dist/test-1.0.0.apkg").stat().st_size < 6000


def test_thousands_of_notes_against_genanki(
    make_project: MakeProject, tmp_path: Path
) -> None:
    pairs = [
        (f"Question {n}: {sentence(n)}?", f"Answer {n}: {sentence(n + 31)}.")
        for n in range(3_000)
    ]
    notes = "".join(
        f"  - {{id: n{n}, front: '{front}', back: '{back}'}}\n"
        for n, (front, back) in enumerate(pairs)
    )
    folder = make_project(f"notes:\n{notes}")
    result = decks("build", "--json", folder=folder)
    ours = json.loads(result.stdout)["packages"][0]
    model = genanki.Model(
        1500000000000, "Basic", fields=[{"name": "Front"}, {"name": "Back"}],
        templates=[{"name": "Card", "qfmt": "{{Front}}", "afmt": "{{Back}}"}],
    )  # fmt: skip
    deck = genanki.Deck(1500000000001, "Deck")
    for front, back in pairs:
        deck.add_note(genanki.Note(model, [front, back]))
    theirs = tmp_path / "genanki.apkg"
    genanki.Package(deck).write_to_file(theirs)

    assert ours["notes"] == 3_000
    assert ours["bytes"] <= 0.4 * theirs.stat().st_size
