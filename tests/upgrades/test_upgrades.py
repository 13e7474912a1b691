"""An upgrade of the tool or of a library is no change by the author: no time moves."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import write_files
from places import ROOT
from two_builds import NEW_TIME, OLD_TIME
from upgrades.conftest import NOW, Tool
from upgrades.corpus import LANGUAGES, corpus

from builder.versions import locktext


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_time_of_a_corpus_moves_with_another_tool(
    language: str, other: Tool, tmp_path: Path
) -> None:
    folder = tmp_path / "corpus"
    write_files(folder, corpus(language))

    assert _times_after(folder, other, OLD_TIME) == _times_after(folder, NOW, NEW_TIME)


def test_no_time_of_a_corpus_moves_back_to_another_tool(
    other: Tool, tmp_path: Path
) -> None:
    if other.tree != ROOT:
        pytest.skip("an earlier tool refuses today's lock")
    folder = tmp_path / "corpus"
    write_files(folder, corpus("en"))

    assert _times_after(folder, NOW, OLD_TIME) == _times_after(folder, other, NEW_TIME)


def test_no_time_of_the_shipped_deck_moves_with_another_tool(
    other: Tool, tmp_path: Path
) -> None:
    folder = tmp_path / "deck"
    for part in ("cards", "media"):
        shutil.copytree(other.tree / part, folder / part)

    assert _times_after(folder, other, OLD_TIME) == _times_after(folder, NOW, NEW_TIME)


def _times_after(folder: Path, tool: Tool, now: str) -> Mapping[str, int]:
    """Build a project with a tool at a time, and return the times it then has."""
    result = subprocess.run(
        [tool.python, "-m", "builder", "build"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(tool.tree), "SOURCE_DATE_EPOCH": now},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return _times(folder)


def _times(folder: Path) -> Mapping[str, int]:
    path = folder / "cards/deck.lock"
    lock, damage = locktext.parse(path.read_text(encoding="utf-8"), path.name)
    assert not damage
    return {
        **{name: one.stamp.modified for name, one in lock.note_types.items()},
        **{name: one.stamp.modified for name, one in lock.notes.items()},
    }
