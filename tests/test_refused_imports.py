"""Promise: what an import cannot do is told with its place, and nothing is written.

Each file of tests/data/refused-imports is a project, what is typed behind ``decks`` and
what that says. ``pytest tests/test_refused_imports.py --update`` writes that anew.
"""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from conftest import DECK, decks, snapshot, write_files
from places import DATA
from test_bad_input import read_case

CASES = sorted(DATA.joinpath("refused-imports").glob("*.txt"))


def test_there_are_cases() -> None:
    assert len(CASES) >= 30


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_refused(path: Path, tmp_path: Path, is_update: bool) -> None:
    files, expected = read_case(path)
    command = shlex.split(files.pop("command"))
    write_files(tmp_path, {"cards/deck.yaml": DECK, **files})
    before = snapshot(tmp_path)

    result = decks(*command, folder=tmp_path)

    told = f"{result.stderr}exit {result.code}\n".replace(str(tmp_path), "PROJECT")
    if is_update:
        head = path.read_text(encoding="utf-8").split("-- expected --\n")[0]
        path.write_text(f"{head}-- expected --\n{told}", encoding="utf-8")
        return
    assert result.code in {1, 2}
    assert expected == told
    assert result.stdout == ""
    assert before == snapshot(tmp_path)
