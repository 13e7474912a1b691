"""Promise: the lock of a deck that was taken over comes back from its last package."""

from __future__ import annotations

from pathlib import Path

from conftest import decks
from takeover.originals import genanki_package


def test_nothing_moves_after_a_recovery(tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    package = genanki_package(tmp_path / "original")
    assert decks("import", package, folder=project).code == 0
    result = decks("release", "1.1.0", "--no-plan", folder=project)
    assert result.code == 0, result.output
    (released,) = (project / "dist/released").glob("*-1.1.0.apkg")
    (project / "cards/deck.lock").unlink()

    recovery = decks("build", "--recover-lock", released, folder=project)

    assert (recovery.code, "look other" in recovery.output) == (0, False)
    assert [path.name for path in (project / "dist").glob("*.apkg")] == [released.name]
    assert "no differences" in decks("diff", released, folder=project).output
