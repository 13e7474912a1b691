"""Promise: whatever ``decks new`` makes builds, and nothing that was there is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import decks

from builder.cards.project import read_project


@pytest.mark.parametrize(
    "name",
    ["C: D", "#1", "'q' x", "*x", "Yes: [a]", "null", "1.0", "%key%", "a\\b", "A::B", "镜像"],
)  # fmt: skip
def test_any_name_builds(tmp_path: Path, name: str) -> None:
    made = decks("new", "d", "--name", name, folder=tmp_path)
    project, problems = read_project(tmp_path / "d")

    assert (made.code, problems) == (0, [])
    assert project is not None
    assert project.name == name
    assert decks("build", "--project", "d", folder=tmp_path).code == 0


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("AWS-certs", "AWS certs"),
        ("my_deck", "my deck"),
        ("null", "null"),
        ("---", "Deck"),
        ("镜像", "镜像"),
    ],
)
def test_name_from_the_folder(tmp_path: Path, folder: str, name: str) -> None:
    assert decks("new", "--", folder, folder=tmp_path).code == 0
    project, problems = read_project(tmp_path / folder)

    assert problems == []
    assert project is not None
    assert project.name == name


def test_language_as_computers_spell_it(tmp_path: Path) -> None:
    assert decks("new", "d", "--language", "zh_CN", folder=tmp_path).code == 0
    project, _ = read_project(tmp_path / "d")

    assert project is not None
    assert project.language == "zh-CN"


def test_new_repository(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/HEAD").write_text("ref: refs/heads/main")

    made = decks("new", ".", folder=tmp_path)

    assert made.code == 0
    assert ".git/HEAD" not in made.stdout
    assert (tmp_path / ".git/HEAD").read_text() == "ref: refs/heads/main"
    assert json.loads(decks("check", "--json", folder=tmp_path).stdout)["ok"] is True


def test_repository_with_a_readme(tmp_path: Path) -> None:
    there = {
        "README.md": "# A deck\n",
        "LICENSE": "MIT",
        ".DS_Store": "x",
        ".gitignore": "*.log\n*.part",
        ".gitattributes": "*.md text\n",
        ".vscode/settings.json": "{}",
        ".github/workflows/ci.yml": "on: push\n",
    }
    for name, content in there.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content)

    made = decks("new", ".", folder=tmp_path)

    assert made.code == 0, made.output
    kept = ("README.md", "LICENSE", ".DS_Store", ".vscode/settings.json")
    assert {name: (tmp_path / name).read_text() for name in kept} == {
        name: there[name] for name in kept
    }
    assert (tmp_path / ".gitignore").read_text().splitlines() == [
        "*.log", "*.part", "/dist/*", "!/dist/.gitkeep",
    ]  # fmt: skip
    assert (tmp_path / ".gitattributes").read_text().startswith("*.md text\n# The same")
    assert decks("build", folder=tmp_path).code == 0


@pytest.mark.parametrize("name", ["notes.txt", "media/x.png", "cards/a.yaml"])
def test_what_is_in_the_way_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("x")

    made = decks("new", ".", folder=tmp_path)

    assert made.code == 1
    assert f"`{Path(name).parts[0]}` is in the way" in made.stderr
    assert not (tmp_path / "cards/deck.yaml").exists()


def test_half_written_files_are_ignored(tmp_path: Path) -> None:
    decks("new", "d", folder=tmp_path)

    assert "*.part" in (tmp_path / "d/.gitignore").read_text().splitlines()
