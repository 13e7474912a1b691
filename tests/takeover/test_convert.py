"""Promise: notes become our own kinds when asked, and who has them is told what it costs."""

from __future__ import annotations

from pathlib import Path

import anki_engine
import genanki
import pytest
from conftest import decks
from packages import TIME

QUIZ = genanki.Model(
    1_607_392_319_009,
    "Quiz",
    fields=[{"name": name} for name in ("Question", "A", "B", "C", "Correct", "Extra")],
    templates=[
        {"name": "One", "qfmt": "{{Question}} {{A}} {{B}} {{C}}", "afmt": "{{Correct}}"}
    ],
)
DECK = [
    (genanki.BASIC_MODEL, "plain", ["What?", "<b>That</b> &amp; this"]),
    (genanki.BASIC_AND_REVERSED_CARD_MODEL, "both", ["one", "uno"]),
    (genanki.CLOZE_MODEL, "gap", ["{{c1::Paris}} is {{c2::big::size}}", "why"]),
    (
        genanki.BASIC_MODEL,
        "lines",
        ["Which?<br>A. One<br>B. Two<br>C. Three", "B<br>because"],
    ),
    (QUIZ, "fields", ["Which of them?", "red", "green", "blue", "A, C", "a note"]),
    (QUIZ, "odd", ["Which one?", "red", "red", "blue", "A", ""]),
]


@pytest.fixture
def package(tmp_path: Path) -> Path:
    deck = genanki.Deck(1_600_000_000, "Geo")
    for model, guid, fields in DECK:
        deck.add_note(genanki.Note(model, fields, guid=guid, tags=["t"]))
    genanki.Package([deck]).write_to_file(tmp_path / "geo.apkg", timestamp=TIME)
    return tmp_path / "geo.apkg"


def test_notes_become_what_they_are(package: Path, tmp_path: Path) -> None:
    folder = tmp_path / "project"
    folder.mkdir()

    result = decks("import", package, "--convert", "basic,cloze,choice", folder=folder)
    built = decks("build", "--out", "new.apkg", folder=folder)

    assert result.code == 0, result.output
    assert (
        "converted: 2 basic, 2 choice, 1 cloze: these have another note type now. Who has"
        in (result.stderr)
    )
    assert "0 new, 0 updated, 5 conflicting" in result.stderr
    assert built.code == 0, built.output
    text = (folder / "cards/Geo.yaml").read_text(encoding="utf-8")
    for piece in (
        "    front: one\n    back: uno\n    reversed: true\n",
        "is {{c2::big::size}}",
        "    choices:\n      - One\n      - Two\n      - Three\n    answer:\n      - Two\n"
        "    extra: because\n",
        "    choices:\n      - red\n      - green\n      - blue\n    answer:\n      - red\n"
        "      - blue\n    extra: a note\n",
        "    type: Quiz\n",
    ):
        assert piece in text
    assert [path.name for path in (folder / "cards/notetypes").iterdir()] == ["Quiz"]
    with anki_engine.collection(tmp_path / "learner") as col:
        anki_engine.import_package(col, package)
        log = anki_engine.import_package(col, folder / "new.apkg")
    assert (log.new, log.updated, log.conflicting) == (0, 0, 5)
    with anki_engine.collection(tmp_path / "beginner") as col:
        log = anki_engine.import_package(col, folder / "new.apkg")
    assert log.new == 6


def test_only_what_is_asked_for_is_converted(package: Path, tmp_path: Path) -> None:
    folder = tmp_path / "project"
    folder.mkdir()

    result = decks("import", package, "--convert", "cloze", folder=folder)

    assert "converted: 1 cloze:" in result.stderr
    assert "type: Basic" in (folder / "cards/Geo.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(
            ["geo.apkg", "--convert", "steps"],
            "--convert steps: write some of basic,cloze,choice",
            id="no such kind",
        ),
        pytest.param(
            ["a.md", "--convert", "basic"],
            "--convert goes with an existing deck",
            id="no deck",
        ),
    ],
)
def test_wrong_usage(
    arguments: list[str], message: str, package: Path, tmp_path: Path
) -> None:
    (tmp_path / "a.md").write_text("# What?\n\nThat.\n", "utf-8")

    result = decks("import", *arguments, folder=tmp_path)

    assert result.code == 2
    assert message in result.stderr
    assert package.exists()
