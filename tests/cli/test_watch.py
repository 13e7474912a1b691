"""``--watch``: a command stays, and runs again after each save."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import GOOD, MakeProject

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="no signal ends a command there alone"
)
_PATIENT_SECONDS = 30


def started(folder: Path, cache: Path, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "builder", *words, "--watch", "--project", str(folder)],
        env=os.environ | {"XDG_CACHE_HOME": str(cache)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def read_until(process: subprocess.Popen[str], words: str) -> str:
    """Return what is said up to a line with some words."""
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if words in line:
            return said
    raise AssertionError(said)


def ended(process: subprocess.Popen[str]) -> int:
    process.send_signal(signal.SIGINT)
    code = process.wait(timeout=_PATIENT_SECONDS)
    if process.stdout is not None:
        process.stdout.close()
    return code


def test_a_build_follows_each_save(make_project: MakeProject, tmp_path: Path) -> None:
    folder = make_project({"cards/a.yaml": GOOD})
    process = started(folder, tmp_path / "cache", "build")
    assert "1 note" in read_until(process, "Ctrl-C")
    (package,) = (folder / "dist").glob("*.apkg")
    before = package.read_bytes()
    card_file = folder / "cards/a.yaml"

    card_file.write_text(f"{GOOD}  - {{id: more, front: c, back: d}}\n", "utf-8")

    assert "2 notes" in read_until(process, "Ctrl-C")
    assert package.read_bytes() != before
    card_file.write_text("notes: 1\n", "utf-8")
    assert "`notes` is text" in read_until(process, "Ctrl-C")
    card_file.write_text(GOOD, "utf-8")
    read_until(process, "Ctrl-C")
    assert package.read_bytes() == before
    assert ended(process) == 0


def test_a_check_follows_each_save(make_project: MakeProject, tmp_path: Path) -> None:
    folder = make_project({"cards/a.yaml": GOOD})
    process = started(folder, tmp_path / "cache", "check")
    read_until(process, "Ctrl-C")
    (folder / "cards/a.yaml").write_text("notes: 1\n", encoding="utf-8")
    assert "`notes` is text" in read_until(process, "Ctrl-C")
    assert ended(process) == 0


def test_what_is_watched_is_not_said_again(
    make_project: MakeProject, tmp_path: Path
) -> None:
    """The next one stays too, though nothing has changed."""
    folder = make_project({"cards/a.yaml": GOOD})
    for _ in range(2):
        process = started(folder, tmp_path / "cache", "build")
        read_until(process, "Ctrl-C")
        assert process.poll() is None
        assert ended(process) == 0
