"""Promise: an author's mistake gets its place and what would be right; nothing is
written, nothing is lost.

Each file of tests/data/bad is a project and, under ``-- expected --``, what ``decks
check`` says of it. ``pytest tests/test_bad_input.py --update`` writes that part anew.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import DECK, decks, snapshot, write_files
from places import DATA

CASES = sorted(DATA.joinpath("bad").glob("*.txt"))
_PART = re.compile(r"^-- (.+?) --\n", re.MULTILINE)


def read_case(path: Path) -> tuple[dict[str, str], str]:
    """Return the project's files and the expected findings."""
    _, *parts = _PART.split(path.read_text(encoding="utf-8"))
    files = dict(zip(parts[::2], parts[1::2], strict=True))
    return files, files.pop("expected", "")


def test_there_are_cases() -> None:
    assert len(CASES) >= 50


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_bad_input(path: Path, tmp_path: Path, is_update: bool) -> None:
    files, expected = read_case(path)
    write_files(tmp_path, {"cards/deck.yaml": DECK, **files})
    old_package = tmp_path / "dist" / "test-1.0.0.apkg"
    write_files(tmp_path, {"dist/test-1.0.0.apkg": b"the last good package"})
    before = snapshot(tmp_path)

    checked = decks("check", folder=tmp_path)
    built = decks("build", folder=tmp_path)

    if is_update:
        assert checked.code == 1
        head = path.read_text(encoding="utf-8").split("-- expected --\n")[0]
        path.write_text(f"{head}-- expected --\n{checked.stdout}", encoding="utf-8")
        return
    assert expected == checked.stdout
    assert expected in built.stderr
    assert (checked.code, built.code) == (1, 1)
    assert built.stderr.endswith("nothing was written\n")
    assert before == snapshot(tmp_path)
    assert old_package.read_bytes() == b"the last good package"
