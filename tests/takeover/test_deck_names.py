"""Promise: a deck whose name Anki takes is taken over under that name."""

from __future__ import annotations

from pathlib import Path

import anki_engine
import genanki
import pytest
from conftest import decks


@pytest.mark.parametrize("name", ['Say "x"', 'Root::the "inner" deck'])
def test_quotes_in_a_deck_name(name: str, tmp_path: Path) -> None:
    deck = genanki.Deck(1_700_000_000, name)
    deck.add_note(genanki.Note(genanki.BASIC_MODEL, ["q", "a"], guid="one"))
    package = tmp_path / "quoted.apkg"
    genanki.Package([deck]).write_to_file(package)
    project = tmp_path / "project"
    project.mkdir()

    result = decks("import", package, folder=project)
    built = decks("build", "--out", tmp_path / "new.apkg", folder=project)

    assert result.code == 0, result.output
    assert built.code == 0, built.output
    with anki_engine.collection(tmp_path / "learner") as col:
        anki_engine.import_package(col, tmp_path / "new.apkg")
        names = anki_engine.deck_names(col)
    assert name in names
