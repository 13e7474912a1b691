"""Promise: branches that add, edit and release merge, and no time goes back."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from conftest import decks, write_files
from project_times import (
    T,
    built,
    note,
    read_lock,
    released,
    times,
)


def git(folder: Path, *arguments: str) -> str:
    finished = subprocess.run(
        ["git", *arguments],  # noqa: S607 -- whichever git there is
        cwd=folder,
        env={
            **os.environ,
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
            **{
                f"GIT_{who}_{what}": "somebody"
                for who in ("AUTHOR", "COMMITTER")
                for what in ("NAME", "EMAIL")
            },
        },
        check=False,
        capture_output=True,
        text=True,
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return finished.stdout


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A project of `decks new` under git, released once."""
    folder = tmp_path / "deck"
    assert decks("new", str(folder)).code == 0
    (folder / "cards/example.yaml").unlink()
    write_files(
        folder,
        {
            "cards/a.yaml": "notes:\n" + note("a") + note("shared"),
            "cards/b.yaml": "notes:\n" + note("b"),
        },
    )
    released(folder, T, "1.0.0")
    git(folder, "init", "--initial-branch=main")
    commit(folder)
    git(folder, "branch", "other")
    return folder


def commit(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-m", "work")


def on_branch(folder: Path, name: str, files: dict[str, str], now: int) -> None:
    git(folder, "checkout", "-q", name)
    write_files(folder, files)
    built(folder, now)
    commit(folder)


def test_branches_that_add_and_edit_notes_merge(repository: Path) -> None:
    files = {"cards/a.yaml": "notes:\n" + note("a", "A") + note("shared") + note("a2")}
    on_branch(repository, "main", files, T + 100)
    files = {"cards/b.yaml": "notes:\n" + note("b", "B") + note("b2")}
    on_branch(repository, "other", files, T + 200)

    git(repository, "checkout", "-q", "main")
    git(repository, "merge", "other")

    before = read_lock(repository)
    after = built(repository, T + 300)
    assert times(after) == {
        "a": T + 100,
        "a2": T + 100,
        "b": T + 200,
        "b2": T + 200,
        "shared": T,
    }
    assert after == before
    assert decks("build", "--locked", folder=repository).code == 0
    text = (repository / "cards/deck.lock").read_text(encoding="utf-8")
    assert len(text.splitlines()) == len(set(text.splitlines()))


def test_branches_that_edit_the_same_note(repository: Path) -> None:
    ours = {"cards/a.yaml": "notes:\n" + note("a") + note("shared", "ours")}
    theirs = {"cards/a.yaml": "notes:\n" + note("a") + note("shared", "theirs")}
    on_branch(repository, "main", ours, T + 200)
    on_branch(repository, "other", theirs, T + 100)
    git(repository, "checkout", "-q", "main")
    git(repository, "merge", "--strategy-option=theirs", "other")

    text = (repository / "cards/deck.lock").read_text(encoding="utf-8")
    assert text.count('"note":"shared"') == 2
    after = built(repository, T + 300)

    assert times(after) == {"a": T, "b": T, "shared": T + 300}
    text = (repository / "cards/deck.lock").read_text(encoding="utf-8")
    assert text.count('"note":"shared"') == 1


def test_a_release_on_one_branch_is_known_on_the_other(repository: Path) -> None:
    """Back to the text of the first release is no way back in time for learners."""
    first = (repository / "cards/a.yaml").read_text(encoding="utf-8")
    git(repository, "checkout", "-q", "main")
    ours = "notes:\n" + note("a") + note("shared", "ours")
    write_files(repository, {"cards/a.yaml": ours})
    released(repository, T + 100, "1.1.0")
    commit(repository)
    theirs = {"cards/a.yaml": "notes:\n" + note("a") + note("shared", "theirs")}
    on_branch(repository, "other", theirs, T + 200)
    git(repository, "checkout", "-q", "main")
    git(repository, "merge", "--strategy-option=theirs", "other")

    write_files(repository, {"cards/a.yaml": first})
    after = released(repository, T + 300, "1.2.0")

    assert after.notes["shared"].modified == T + 300
