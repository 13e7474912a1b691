"""Promise: a folder that cannot be looked into is told, never taken for empty."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from faults import locked

from builder.base.folders import UnlistedFolder, files_below


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path in ("b/2.yaml", "b/.hidden/3.yaml", "a.yaml", "c/1.yaml"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(b"")
    return tmp_path


def test_everything_in_order(folder: Path) -> None:
    found, unlisted = files_below(folder, lambda path: not path.name.startswith("."))

    assert [path.relative_to(folder).as_posix() for path in found] == [
        "a.yaml",
        "b/2.yaml",
        "c/1.yaml",
    ]
    assert unlisted == []


def test_a_folder_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert files_below(tmp_path / "nowhere") == ([], [])


@pytest.mark.skipif(os.name == "nt", reason="needs symbolic links")
def test_a_link_to_a_folder_is_a_file(folder: Path) -> None:
    (folder / "d").symlink_to(folder / "b")

    assert folder / "d" in files_below(folder)[0]
    assert folder / "d/2.yaml" not in files_below(folder)[0]


@pytest.mark.parametrize("name", ["", "b"])
def test_a_locked_folder(folder: Path, name: str) -> None:
    with locked(folder / name):
        unlisted = files_below(folder)[1]

    assert unlisted == [UnlistedFolder(folder / name, "Permission denied")]
