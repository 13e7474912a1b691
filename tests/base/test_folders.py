"""Promise: a folder that cannot be looked into is told, never taken for empty."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from faults import locked

from builder.base.folders import entries_of, files_below


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path in ("b/2.yaml", "b/.hidden/3.yaml", "a.yaml", "c/1.yaml"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(b"")
    return tmp_path


def is_seen(path: Path) -> bool:
    return not path.name.startswith(".")


def test_everything_in_order(folder: Path) -> None:
    found, diagnostics = files_below(folder, "cards", is_seen)

    assert [path.relative_to(folder).as_posix() for path in found] == [
        "a.yaml",
        "b/2.yaml",
        "c/1.yaml",
    ]
    assert diagnostics == []


def test_the_entries_of_one_folder(folder: Path) -> None:
    entries, diagnostics = entries_of(folder, "cards")

    assert [entry.name for entry in entries] == ["a.yaml", "b", "c"]
    assert diagnostics == []


def test_a_folder_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert files_below(tmp_path / "nowhere", "cards", is_seen) == ([], [])
    assert entries_of(tmp_path / "nowhere", "cards") == ([], [])


@pytest.mark.skipif(os.name == "nt", reason="needs symbolic links")
def test_a_link_to_a_folder_is_a_file(folder: Path) -> None:
    (folder / "d").symlink_to(folder / "b")

    found, _ = files_below(folder, "cards", is_seen)

    assert folder / "d" in found
    assert folder / "d/2.yaml" not in found


@pytest.mark.parametrize(("below", "shown"), [("", "cards"), ("b", "cards/b")])
def test_a_locked_folder(folder: Path, below: str, shown: str) -> None:
    with locked(folder / below):
        _, diagnostics = files_below(folder, "cards", is_seen)
        _, same = entries_of(folder / below, shown)

    assert [str(finding) for finding in diagnostics] == [
        f"{shown}: error: cannot be read: Permission denied  [unreadable]"
    ]
    assert same == diagnostics
