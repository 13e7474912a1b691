"""The tools and libraries that a project may have been built with before."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from places import ROOT

REVISIONS = {
    "the tool of the deck's first release": "31bd30e",
    "the tool of 60 commits ago": "HEAD~60",
}
ENVIRONMENTS = {
    "the oldest libraries": "oldest",
    "the newest libraries": "newest",
}


@dataclass(frozen=True)
class Tool:
    """A state of the tool with its deck, and the Python with the libraries it uses."""

    tree: Path
    python: Path


NOW = Tool(ROOT, Path(sys.executable))


@pytest.fixture(scope="session", params=[*REVISIONS, *ENVIRONMENTS])
def other(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Tool:
    """Another tool than today's: of an earlier day, or with other libraries."""
    name: str = request.param
    if name in REVISIONS:
        tree = tmp_path_factory.mktemp("tool")
        _check_out(REVISIONS[name], tree)
        return Tool(tree, NOW.python)
    python = ROOT / ".venv/upgrades" / ENVIRONMENTS[name] / "bin/python"
    if not python.exists():
        pytest.skip(f"`make test-upgrades` sets up {name}")
    return Tool(ROOT, python)


def _check_out(revision: str, tree: Path) -> None:
    """Put the tool and the deck of a revision into a folder, without touching the checkout."""
    git = shutil.which("git")
    if git is None:
        pytest.skip("git brings the earlier tool")
    archive = subprocess.run(
        [git, "-C", ROOT, "archive", revision, "builder", "cards", "media"],
        capture_output=True,
        check=False,
    )
    if archive.returncode:
        pytest.skip(f"the history of this checkout does not reach back to {revision}")
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as packed:
        packed.extractall(tree, filter="data")
