"""Promise: on a terminal a pull asks about what nobody else can decide."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import MakeProject, decks
from places import ROOT
from takeover.phone import exported, note_with, phone, retype

pty = pytest.importorskip("pty", reason="needs a pseudo-terminal")

CARDS = """\
notes:
  - {id: a, front: Teh quick, back: x}
  - {id: b, front: Gone, back: x}
  - {id: c, front: Stays, back: x}
"""


def typed(folder: Path, source: Path, *lines: str) -> str:
    """Run a pull on a pseudo-terminal, type lines, and return what it showed."""
    ours, theirs = pty.openpty()
    path = os.pathsep.join([str(ROOT), *sys.path])
    running = subprocess.Popen(
        [sys.executable, "-m", "builder", "pull", str(source)],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path, "TERM": "dumb"},
        start_new_session=True,
    )
    os.close(theirs)
    os.write(ours, "".join(f"{line}\n" for line in lines).encode())
    shown = b""
    while True:
        try:
            part = os.read(ours, 65_536)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        shown += part
    running.wait()
    os.close(ours)
    return shown.decode()


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
    shown = typed(project, source, *answers)

    assert "a front: both edited" in shown
    assert "deleted in Anki: delete it here too?" in shown
    text = (project / "cards/cards.yaml").read_text(encoding="utf-8")
    assert f"front: {front}," in text
    assert ("id: b" in text) is stays
