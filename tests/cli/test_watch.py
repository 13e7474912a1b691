"""``--watch``: a command stays, and runs again after each save."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import GOOD, MakeProject

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="no signal ends a command there alone"
)
_PATIENT_SECONDS = 30


Start = Callable[[Path, str], "subprocess.Popen[str]"]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start commands that stay, and let none outlive its test."""
    running: list[subprocess.Popen[str]] = []

    def started(folder: Path, command: str) -> subprocess.Popen[str]:
        words = ["-m", "builder", command, "--watch", "--project", str(folder)]
        process = subprocess.Popen(
            [sys.executable, *words],
            env=os.environ | {"XDG_CACHE_HOME": str(tmp_path / "cache")},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        running.append(process)
        return process

    yield started
    for process in running:
        process.kill()
        process.communicate()


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
    return process.wait(timeout=_PATIENT_SECONDS)


def test_a_build_follows_each_save(make_project: MakeProject, start: Start) -> None:
    folder = make_project({"cards/a.yaml": GOOD})
    process = start(folder, "build")
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


def test_a_check_follows_each_save(make_project: MakeProject, start: Start) -> None:
    folder = make_project({"cards/a.yaml": GOOD})
    process = start(folder, "check")
    read_until(process, "Ctrl-C")
    (folder / "cards/a.yaml").write_text("notes: 1\n", encoding="utf-8")
    assert "`notes` is text" in read_until(process, "Ctrl-C")
    assert ended(process) == 0


def test_what_is_watched_is_not_said_again(
    make_project: MakeProject, start: Start
) -> None:
    """The next one stays too, though nothing has changed."""
    folder = make_project({"cards/a.yaml": GOOD})
    for _ in range(2):
        process = start(folder, "build")
        read_until(process, "Ctrl-C")
        assert process.poll() is None
        assert ended(process) == 0
