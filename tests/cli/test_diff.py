"""``decks diff``: packages, and projects for what they would build now."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from conftest import MakeProject, decks, snapshot
from package_pairs import write_pair

import builder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with `old.apkg` and `new.apkg`."""
    write_pair(tmp_path)
    return tmp_path


def test_exit_code(folder: Path) -> None:
    same = decks("diff", "old.apkg", "old.apkg", "--exit-code", folder=folder)
    other = decks("diff", "old.apkg", "new.apkg", "--exit-code", folder=folder)

    assert (same.code, same.stdout) == (0, "no differences\n")
    assert other.code == 1


PROJECT = """\
notes:
  - {id: one, front: What restarts?, back: the pod}
  - {id: two, front: What stays?, back: the node, tags: [kept]}
"""


@pytest.fixture
def project(make_project: MakeProject) -> Path:
    folder = make_project(PROJECT)
    assert decks("build", folder=folder).code == 0
    (folder / "cards/cards.yaml").write_text(PROJECT.replace("the pod", "the Pod"))
    return folder


def test_package_and_the_project_one_is_in(project: Path) -> None:
    before = snapshot(project)

    result = decks("diff", "dist/test-1.0.0.apkg", folder=project)

    assert re.sub(r"  \w{10,}\n", "  GUID\n", result.stdout) == (
        "Test::cards\n"
        "  ~ What restarts?  GUID\n"
        "      Back: the [-pod-]{+Pod+}\n"
        "\n"
        "notes: 1 changed\n"
    )
    assert before == snapshot(project)


@pytest.mark.parametrize(
    "arguments",
    [
        ["dist/test-1.0.0.apkg", "."],
        ["dist/test-1.0.0.apkg", "cards"],
        ["dist/test-1.0.0.apkg", "--project", "."],
        [".", "dist/test-1.0.0.apkg"],
    ],
    ids=["here", "below", "option", "project first"],
)
def test_a_project_stands_for_its_next_build(
    project: Path, arguments: Sequence[str]
) -> None:
    result = decks("diff", *arguments, "--json", folder=project)

    (change,) = json.loads(result.stdout)["changed"]
    assert change["fields"][0]["name"] == "Back"
    assert change["arrival"] == ("not newer" if arguments[0] == "." else "arrives")


def test_a_part_of_the_project(project: Path) -> None:
    part = ("--tag", "kept")
    decks("build", *part, "--out", "part.apkg", folder=project)

    assert decks("diff", "part.apkg", ".", *part, folder=project).stdout == (
        "no differences\n"
    )


def test_project_with_errors(project: Path) -> None:
    (project / "cards/cards.yaml").write_text("notes:\n  - {id: a, front: q}\n")

    result = decks("diff", "dist/test-1.0.0.apkg", folder=project)

    message = f"decks: {project}: 1 error: see `decks check`\n"
    assert (result.code, result.stderr) == (1, message)


@pytest.mark.parametrize(
    "arguments",
    [
        ["old.apkg", "new.apkg", "--json", "--markdown"],
        ["old.apkg", "new.apkg", "--project", "."],
        ["old.apkg", "new.apkg", "--tag", "x"],
        [],
    ],
    ids=["two forms", "three sides", "tag without project", "nothing"],
)
def test_wrong_usage(folder: Path, arguments: Sequence[str]) -> None:
    assert decks("diff", *arguments, folder=folder).code == 2


def test_no_project_here(folder: Path) -> None:
    result = decks("diff", "old.apkg", folder=folder)

    assert result.code == 1
    assert result.stderr.startswith("decks: no deck project here")


def test_as_a_library(project: Path) -> None:
    found = builder.compare(project / "dist/test-1.0.0.apkg", project)

    assert [change.fields[0].name for change in found.diff.edited] == ["Back"]
    assert len(found.old.notes) == len(found.new.notes) == 2
