"""The wheel holds everything it needs: it works where there is no checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from places import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", target,
         ROOT],
        check=True, capture_output=True,
    )  # fmt: skip
    (built,) = target.glob("*.whl")
    return built


def test_wheel_holds_the_package_alone(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()

    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {
        "builder"
    }
    data = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "builder").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert data <= set(names)


def test_wheel_makes_and_builds_a_project_in_an_empty_environment(
    wheel: Path, tmp_path: Path
) -> None:
    environment = tmp_path / "venv"
    subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", environment], check=True
    )
    programs = environment / ("Scripts" if os.name == "nt" else "bin")
    clean = {
        key: value for key, value in os.environ.items() if not key.startswith("PYTHON")
    }
    subprocess.run(
        [sys.executable, "-m", "pip", "--quiet", "--python", environment,
         "install", "--no-compile", wheel],
        check=True, cwd=tmp_path, env=clean, capture_output=True,
    )  # fmt: skip

    def decks(*arguments: str) -> str:
        finished = subprocess.run(
            [programs / "decks", *arguments],
            check=True, cwd=tmp_path, env=clean, capture_output=True, text=True,
        )  # fmt: skip
        return finished.stdout

    decks("new", "my-deck")
    built = json.loads(decks("build", "--project", "my-deck", "--json"))
    checked = json.loads(decks("check", "--strict", "--project", "my-deck", "--json"))

    assert (built["notes"], built["findings"], checked["findings"]) == (5, [], [])
    assert (tmp_path / "my-deck/dist/my-deck-0.1.0.apkg").is_file()
    assert decks("schema") == (ROOT / "cards/card.schema.json").read_text("utf-8")
