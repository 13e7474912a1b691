"""What the tests share: deck projects made of texts, and the command in-process."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from two_builds import NEW_TIME, OLD_TIME

from builder import cli

DECK = """\
name: Test
slug: test
version: 1.0.0
key: test-key
"""

GOOD = "notes:\n  - {id: a, front: 镜像, back: b}\n"
"""A card file with nothing wrong in it."""

MakeProject = Callable[..., Path]

# A test says the same of the same commit; `make fuzz` looks for what nobody thought of.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("searching", print_blob=True, deadline=None)
settings.load_profile("repeatable")


@dataclass(frozen=True)
class Result:
    """What a run of ``decks`` returned and printed."""

    code: int
    stdout: str
    stderr: str

    @property
    def output(self) -> str:
        return self.stdout + self.stderr


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update",
        action="store_true",
        help="write the golden files anew instead of comparing with them",
    )
    parser.addoption(
        "--engine",
        action="append",
        help="a release of Anki's engine that judges tests/engines, or `newest`",
    )


@pytest.fixture
def is_update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update"))


@pytest.fixture(autouse=True)
def _no_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


@pytest.fixture
def make_project(tmp_path: Path) -> MakeProject:
    """Return a function that writes a project from texts by path."""

    def make(files: Mapping[str, str | bytes] | str, name: str = "project") -> Path:
        if isinstance(files, str):
            files = {"cards/cards.yaml": files}
        folder = tmp_path / name
        write_files(folder, {"cards/deck.yaml": DECK, **files})
        return folder

    return make


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Where the package lies that a learner has."""
    return tmp_path / "old.apkg"


@pytest.fixture
def change(
    make_project: MakeProject, old: Path, monkeypatch: pytest.MonkeyPatch
) -> Any:
    """Return a function that builds a first text, then leaves a second to be built."""

    def make(first: str, second: str, *, is_lock_lost: bool = False) -> Path:
        folder = make_project(first)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", OLD_TIME)
        assert decks("build", "--out", old, folder=folder).code == 0
        monkeypatch.setenv("SOURCE_DATE_EPOCH", NEW_TIME)
        write_files(folder, {"cards/cards.yaml": second})
        if is_lock_lost:
            (folder / "cards/deck.lock").unlink()
        return folder

    return make


def write_files(folder: Path, files: Mapping[str, str | bytes]) -> None:
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)


def snapshot(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its content.

    But for those in ``dist/.decks``, where commands leave word for each other.
    """
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.parent.name != ".decks"
    }


@contextlib.contextmanager
def inside(folder: Path) -> Iterator[None]:
    """Work in another folder for a while."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def decks(*arguments: str | Path, folder: Path | None = None) -> Result:
    """Run ``decks`` in this process, in a folder."""
    stdout, stderr = io.StringIO(), io.StringIO()
    with (
        inside(folder or Path.cwd()),
        contextlib.redirect_stdout(stdout),
        contextlib.redirect_stderr(stderr),
    ):
        code = cli.run([str(argument) for argument in arguments])
    return Result(code, stdout.getvalue(), stderr.getvalue())


def refused(folder: Path) -> str:
    """Return the findings of a project that must be refused and left as it is."""
    before = snapshot(folder)

    result = decks("check", folder=folder)

    assert result.code == 1
    assert decks("build", folder=folder).code == 1
    assert before == snapshot(folder)
    return result.stdout


def findings(folder: Path, code: str = "") -> list[str]:
    """Return what ``decks check`` says, a line each, or only what has this code."""
    lines = decks("check", folder=folder).stdout.splitlines()
    headlines = [line for line in lines if not line.startswith(" ")]
    return [line for line in headlines if line.endswith(f"[{code}]" if code else "]")]
