"""The steps of the GitHub Action in a sandbox of their variables, and its comment."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from conftest import MakeProject, write_files
from places import DATA, ROOT

GOLDEN = DATA / "action/comment.md"
CARDS = """\
notes:
  - {id: pod, front: What is a Pod?, back: A group of containers.}
  - {id: node, front: What is a node?, back: A machine.}
"""
EDITED = CARDS.replace("A machine.", "A machine of the cluster.") + (
    "  - {id: job, front: What is a Job?, back: 'Work | with an end.'}\n"
)


class GitHub(ThreadingHTTPServer):
    """Stands where the API is, and remembers what it was asked."""

    def __init__(self, comments: list[dict[str, Any]], status: int = 201) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.comments, self.status = comments, status
        self.asked: list[tuple[str, str, Any]] = []


class _Handler(BaseHTTPRequestHandler):
    server: GitHub

    def _answer(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        value = json.loads(self.rfile.read(length) or b"null")
        self.server.asked.append((self.command, self.path, value))
        assert self.headers["Authorization"] == "Bearer secret"
        is_read = self.command == "GET"
        self.send_response(200 if is_read else self.server.status)
        self.end_headers()
        self.wfile.write(json.dumps(self.server.comments if is_read else {}).encode())

    do_GET = do_POST = do_PATCH = _answer  # noqa: N815 -- as http.server names them

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def project(make_project: MakeProject) -> Path:
    folder = make_project({"cards/cards.yaml": CARDS})
    git(folder, "init", "-q")
    subprocess.run(
        [sys.executable, "-m", "builder", "build"], cwd=folder, check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True,
    )  # fmt: skip
    git(folder, "add", "cards")
    git(folder, "commit", "-qm", "first")
    git(folder, "tag", "v1.0.0")
    write_files(folder, {"cards/cards.yaml": EDITED})
    return folder


def git(folder: Path, *words: str) -> None:
    names = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run(
        ["git", *names, *words],  # noqa: S607 -- git is where it is
        cwd=folder,
        check=True,
        capture_output=True,
    )


def step(
    name: str, folder: Path, more: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run a step with the variables that a runner and action.yml set, and no others."""
    runner = folder.parent / f"{folder.name}-runner"
    runner.mkdir(exist_ok=True)
    event = runner / "event.json"
    event.write_text(json.dumps({"pull_request": {"number": 7}}), encoding="utf-8")
    return subprocess.run(
        [sys.executable, ROOT / "action/steps.py", name],
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(runner),
            "PYTHONPATH": str(ROOT),
            "RUNNER_TEMP": str(runner),
            "GITHUB_OUTPUT": str(runner / "output"),
            "GITHUB_STEP_SUMMARY": str(runner / "summary"),
            "GITHUB_EVENT_PATH": str(event),
            "GITHUB_REPOSITORY": "owner/deck",
            "DECKS_PROJECT": str(folder),
            **more,
        },
        cwd=runner,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def github(request: pytest.FixtureRequest) -> Iterator[GitHub]:
    server = GitHub(*getattr(request, "param", ([],)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def variables(github: GitHub) -> dict[str, str]:
    address = f"http://127.0.0.1:{github.server_port}"
    return {"GITHUB_API_URL": address, "DECKS_TOKEN": "secret"}


def test_the_comment_is_the_golden_one(
    project: Path, github: GitHub, *, is_update: bool
) -> None:
    planned = step("plan", project, {})
    done = step("comment", project, variables(github))

    assert (planned.returncode, done.returncode, done.stderr) == (0, 0, "")
    method, path, value = github.asked[-1]
    assert (method, path) == ("POST", "/repos/owner/deck/issues/7/comments")
    if is_update:
        GOLDEN.write_text(value["body"] + "\n", encoding="utf-8")
    assert {"body": GOLDEN.read_text(encoding="utf-8").removesuffix("\n")} == value


@pytest.mark.parametrize(
    "github",
    [([{"id": 5, "body": "hello"}, {"id": 9, "body": "<!-- decks -->\nold"}],)],
    indirect=True,
)
def test_a_second_run_writes_in_place_of_the_first(
    project: Path, github: GitHub
) -> None:
    step("comment", project, variables(github))

    method, path, _ = github.asked[-1]
    assert (method, path) == ("PATCH", "/repos/owner/deck/issues/comments/9")


@pytest.mark.parametrize("github", [([], 403)], indirect=True)
def test_a_fork_may_not_comment_and_gets_the_summary(
    project: Path, github: GitHub
) -> None:
    done = step("comment", project, variables(github))

    assert (done.returncode, "::warning title=decks::no comment" in done.stdout) == (
        0,
        True,
    )
    summary = project.parent / f"{project.name}-runner/summary"
    assert "### Deck: changes since v1.0.0" in summary.read_text(encoding="utf-8")


def test_check_tells_beside_the_lines(make_project: MakeProject) -> None:
    folder = make_project("notes:\n  - {id: a, front: Is it so?, back: 'Yes'}\n")

    lenient = step("check", folder, {"DECKS_STRICT": "false"})
    strict = step("check", folder, {"DECKS_STRICT": "true"})

    assert lenient.stdout.startswith("::warning file=cards/")
    assert (lenient.returncode, strict.returncode) == (0, 1)


def test_build_tells_where_the_packages_are(project: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "builder", "build"], cwd=project, check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True,
    )  # fmt: skip
    done = step("build", project, {})

    runner = project.parent / f"{project.name}-runner"
    assert done.returncode == 0, done.stderr
    told = (runner / "output").read_text(encoding="utf-8").splitlines()[-1]
    assert told == f"packages={runner / 'decks'}"
    assert list((runner / "decks").glob("*.apkg"))


def test_without_a_release_there_is_no_plan(make_project: MakeProject) -> None:
    folder = make_project({"cards/cards.yaml": CARDS})

    done = step("plan", folder, {})

    assert (done.returncode, done.stdout) == (0, "")


def test_text_of_a_pull_request_is_never_run(project: Path, github: GitHub) -> None:
    done = step(
        "comment", project, {**variables(github), "DECKS_AGAINST": "$(touch x); v1"}
    )

    assert done.returncode == 0
    assert not list(project.parent.rglob("x"))


def test_the_action_is_what_github_reads() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-actions",
         ROOT / "action.yml"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (done.returncode, done.stderr) == (0, ""), done.stdout
