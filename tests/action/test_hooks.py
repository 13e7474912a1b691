"""The hooks work in a repository that has nothing but a deck and the configuration."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from conftest import write_files
from places import ROOT

DECK = "name: Test\nslug: test\nversion: 1.0.0\nkey: test-key\n"
GOOD = "notes:\n  - {id: a, front: What is a Pod?, back: A group of containers.}\n"


def run(folder: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        words, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False,
        env={**os.environ, "PRE_COMMIT_HOME": str(Path(tempfile.gettempdir(), "decks-hooks"))},
    )  # fmt: skip


def test_the_manifest_is_valid() -> None:
    done = run(ROOT, sys.executable, "-m", "pre_commit", "validate-manifest",
               ".pre-commit-hooks.yaml")  # fmt: skip

    assert (done.returncode, done.stdout) == (0, "")


@pytest.fixture(scope="module")
def tool(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository of the tool as it stands here, with all that is not committed."""
    folder = tmp_path_factory.mktemp("tool") / "tool"
    alone = ("pyproject.toml", "LICENSE", "README.md", ".pre-commit-hooks.yaml")
    paths = [ROOT / name for name in alone]
    paths += [
        path
        for path in sorted((ROOT / "builder").rglob("*"))
        if "__pycache__" not in path.parts
    ]
    write_files(
        folder,
        {
            str(path.relative_to(ROOT)): path.read_bytes()
            for path in paths
            if path.is_file()
        },
    )
    commit(folder)
    return folder


def commit(folder: Path) -> None:
    names = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    run(folder, "git", "init", "-q")
    run(folder, "git", "add", "-A")
    run(folder, "git", *names, "commit", "-qm", "all")


def test_a_commit_of_a_bad_card_is_refused(tool: Path, tmp_path: Path) -> None:
    folder = tmp_path / "deck"
    revision = run(tool, "git", "rev-parse", "HEAD").stdout.strip()
    hooks = "".join(f"      - id: {name}\n" for name in ("decks-fix", "decks-check"))
    write_files(
        folder,
        {
            "cards/deck.yaml": DECK,
            "cards/cards.yaml": GOOD,
            ".pre-commit-config.yaml": f"repos:\n  - repo: {tool}\n    rev: {revision}\n"
            f"    hooks:\n{hooks}",
        },
    )
    commit(folder)
    pre_commit = (sys.executable, "-m", "pre_commit", "run", "--all-files")

    good = run(folder, *pre_commit)
    write_files(folder, {"cards/cards.yaml": GOOD.replace("front:", "frnt:")})
    bad = run(folder, *pre_commit)
    write_files(folder, {"cards/cards.yaml": GOOD.replace("}", "}  ")})
    mended = run(folder, *pre_commit)

    assert good.returncode == 0, good.stdout + good.stderr
    assert (bad.returncode, "[unknown-key]" in bad.stdout) == (1, True)
    assert (mended.returncode, "files were modified by this hook" in mended.stdout) == (
        1,
        True,
    )
    assert (folder / "cards/cards.yaml").read_text(encoding="utf-8") == GOOD
