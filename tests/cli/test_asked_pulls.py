"""Promise: on a terminal a pull asks about what nobody else can decide."""

from __future__ import annotations

from pathlib import Path

import pytest
import terminal
from conftest import MakeProject, decks
from takeover.phone import exported, note_with, phone, retype

CARDS = """\
notes:
  - {id: a, front: Teh quick, back: x}
  - {id: b, front: Gone, back: x}
  - {id: c, front: Stays, back: x}
"""


@pytest.fixture
def project(make_project: MakeProject) -> Path:
    folder = make_project(CARDS)
    assert decks("build", "--out", "now.apkg", folder=folder).code == 0
    return folder


@pytest.fixture
def source(project: Path, tmp_path: Path) -> Path:
    with phone(tmp_path / "phone", project / "now.apkg") as col:
        retype(col, "Teh", "The")
        col.remove_notes([note_with(col, "Gone").id])
        package = exported(col, tmp_path)
    (project / "cards/cards.yaml").write_text(
        CARDS.replace("Teh quick", "The quickest"), "utf-8"
    )
    return package


ANSWERS = [
    pytest.param(("m", "n"), "The quickest", True, id="mine, and it stays"),
    pytest.param(("t", "y"), '"The quick"', False, id="theirs, and it goes"),
    pytest.param(("l", "n"), "The quickest", True, id="later"),
]


@pytest.mark.parametrize(("answers", "front", "stays"), ANSWERS)
def test_it_asks(
    answers: tuple[str, ...], front: str, stays: bool, project: Path, source: Path
) -> None:
    shown = terminal.typed(project, ("pull", str(source)), answers)

    assert "a front: both edited" in shown
    assert "deleted in Anki: delete it here too?" in shown
    text = (project / "cards/cards.yaml").read_text(encoding="utf-8")
    assert f"front: {front}," in text
    assert ("id: b" in text) is stays
