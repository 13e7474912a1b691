"""Promise: same input, same bytes, on any machine, in any folder, on any day."""

from __future__ import annotations

import hashlib
import os
import shutil
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from conftest import MakeProject, decks, snapshot
from every_kind import FILES


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def build_elsewhere(  # noqa: PLR0913 -- each is a difference between machines
    project: Path, copy: Path, *, seed: str, zone: str, umask: int, clock: str
) -> str:
    """Build a copy of a project in another process, as another machine would."""
    shutil.copytree(project, copy, ignore=shutil.ignore_patterns("dist"))
    for path in sorted(copy.rglob("*")):
        os.utime(path, (1, 1))
    program = (
        "import os, sys, time\n"
        f"os.umask({umask})\n"
        f"time.time = lambda: {clock}\n"
        "from builder.cli import main\n"
        "sys.argv = ['decks', 'build']\n"
        "main()\n"
    )
    subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        cwd=copy / "cards",
        env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
        capture_output=True,
    )
    return sha256(copy / "dist/test-1.0.0.apkg")


def test_one_hash_everywhere(make_project: MakeProject, tmp_path: Path) -> None:
    project = make_project(FILES)
    assert decks("build", folder=project).code == 0
    expected = sha256(project / "dist/test-1.0.0.apkg")

    assert {expected} == {
        build_elsewhere(
            project, tmp_path / "one", seed="1", zone="Asia/Shanghai",
            umask=0o077, clock="1.7e9",
        ),
        build_elsewhere(
            project, tmp_path / "a folder" / "二", seed="2",
            zone="America/Caracas", umask=0, clock="4.1e9",
        ),
    }  # fmt: skip


def test_first_builds_agree_on_an_epoch(
    make_project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    hashes = set()
    for name in ("one", "two"):
        project = make_project(FILES, name)
        assert decks("build", folder=project).code == 0
        hashes.add(sha256(project / "dist/test-1.0.0.apkg"))

    assert len(hashes) == 1


def test_second_build_writes_the_same_files(make_project: MakeProject) -> None:
    project = make_project(FILES)
    decks("build", folder=project)
    before = snapshot(project)

    decks("build", folder=project)

    assert snapshot(project) == before


def test_order_of_the_folder_does_not_matter(
    make_project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    hashes = set()
    for name, order in (("one", 1), ("two", -1)):
        project = make_project(dict(list(FILES.items())[::order]), name)
        decks("build", folder=project)
        hashes.add(sha256(project / "dist/test-1.0.0.apkg"))

    assert len(hashes) == 1


def test_nothing_of_the_machine_is_in_the_package(make_project: MakeProject) -> None:
    project = make_project(FILES)
    decks("build", folder=project)

    with zipfile.ZipFile(project / "dist/test-1.0.0.apkg") as archive:
        assert archive.testzip() is None
        for entry in archive.infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert entry.external_attr == 0
        database = archive.read("collection.anki2")

    assert struct.unpack(">I", database[96:100]) == (3_040_001,)


def test_bad_epoch_is_refused(
    make_project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    project = make_project("notes:\n  - {id: a, front: q, back: b}\n")

    result = decks("build", folder=project)

    assert (result.code, result.stderr) == (
        1,
        "decks: SOURCE_DATE_EPOCH is `yesterday`, not a number of seconds\n",
    )
