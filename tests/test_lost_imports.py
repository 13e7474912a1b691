"""Promise: no import makes a second note, whatever became of what was remembered.

import.lock is lost, a line of it is, or it was never written: a note is known again by
its question and the source it names.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import DECK, MakeProject, decks, snapshot

from builder.importing import ImportOptions, import_sources

SOURCE = """\
# Pods
## What is a Pod?
The smallest unit.
## What restarts a Pod?
The kubelet.
## Which probes are there?
- startup: until it has started
- liveness: whether it is alive
- readiness: whether it takes requests
# Nodes
## What is a Node?
A machine.
"""
LOCK = "cards/import.lock"


@pytest.fixture
def project(make_project: MakeProject) -> Path:
    folder = make_project({"cards/deck.yaml": DECK, "q.md": SOURCE})
    assert decks("import", "q.md", folder=folder).code == 0
    return folder


def all_of_it(lock: str) -> None:
    return None


def one_line(lock: str) -> str:
    lines = lock.splitlines(keepends=True)
    return "".join(line for line in lines if "what-is-a-pod" not in line)


def every_line(lock: str) -> str:
    return lock.splitlines(keepends=True)[0]


LOSSES = pytest.mark.parametrize("loss", [all_of_it, one_line, every_line])
Loss = Callable[[str], str | None]


def lose(folder: Path, loss: Loss) -> None:
    left = loss((folder / LOCK).read_text())
    if left is None:
        (folder / LOCK).unlink()
    else:
        (folder / LOCK).write_text(left)


@LOSSES
def test_nothing_is_doubled(project: Path, loss: Loss) -> None:
    before = snapshot(project)
    lose(project, loss)

    result = decks("import", "q.md", folder=project)

    assert "5 unchanged" in result.stderr
    assert snapshot(project) == before


@LOSSES
def test_lines_of_the_source_go_stale(project: Path, loss: Loss) -> None:
    before = snapshot(project)
    lose(project, loss)
    (project / "q.md").write_text("Read this first.\n\n" + SOURCE)

    result = decks("import", "q.md", folder=project)

    assert "5 unchanged" in result.stderr
    assert {**snapshot(project), "q.md": b""} == {**before, "q.md": b""}


@LOSSES
@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("The smallest unit.", "The least of all.", id="the answer"),
        pytest.param("What is a Pod?", "What is a Pod of k8s?", id="the question"),
    ],
)
def test_an_edited_note_stays_edited(
    project: Path, loss: Loss, old: str, new: str
) -> None:
    card = project / "cards/q/pods.yaml"
    card.write_text(card.read_text().replace(old, new))
    edited = card.read_bytes()
    lose(project, loss)

    result = decks("import", "q.md", folder=project)
    again = decks("import", "q.md", folder=project)

    assert "4 unchanged, 1 edited by you, left alone" in result.stderr
    assert "4 unchanged, 1 edited by you, left alone" in again.stderr
    assert card.read_bytes() == edited


def test_a_new_question_is_new(project: Path) -> None:
    (project / LOCK).unlink()
    (project / "q.md").write_text(SOURCE + "## What is a taint?\nA mark.\n")

    result = decks("import", "q.md", folder=project)

    assert "notes: 1 new, 5 unchanged" in result.stderr


def test_the_same_question_of_another_source_is_new(project: Path) -> None:
    (project / LOCK).unlink()
    (project / "other.md").write_text(SOURCE)

    result = decks("import", "other.md", folder=project)

    assert "notes: 5 new" in result.stderr


def test_two_imports_at_once(project: Path) -> None:
    """Neither loses what the other remembered."""
    names = ["one.md", "two.md", "three.md"]
    for name in names:
        (project / name).write_text(SOURCE.replace("Pod", name[:3].capitalize()))
    running = [
        threading.Thread(
            target=import_sources, args=(project, [project / name], ImportOptions())
        )
        for name in names
    ]
    for one in running:
        one.start()
    for one in running:
        one.join()

    for name in names:
        assert "5 unchanged" in decks("import", name, folder=project).stderr
