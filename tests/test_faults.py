"""Promise: a command that was interrupted, run again, ends as an undisturbed one.

Every write, rename, sync and deletion of a build, an import and a release is where the
process is killed, and where the system refuses: for want of space, a broken disk, a
missing right.
"""

from __future__ import annotations

import errno
import itertools
import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from conftest import Result, decks, snapshot, write_files
from faults import KILLED, Call, Effect, Fault, every_fault, run

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h4v4"/></svg>'
DECK = """\
name: Test
slug: test
version: 1.0.0
key: test-key
packages:
  - {slug: test-part, tags: [part]}
"""
SOURCE = """\
# Pods
## What is a Pod?
The smallest unit.
## What restarts a Pod?
The kubelet.
# Nodes
## What is a Node?
A machine.
## What is a taint?
A mark that repels.
"""
LATER_SOURCE = (
    SOURCE.replace("smallest unit", "smallest unit of all")
    + "![a square](square.svg)\n"
    + "## What is a cordon?\nNo new Pods.\n# Sets\n## What is a set?\nA group.\n"
    + "## What is a job?\nA task.\n"
)


def nothing(folder: Path) -> None:
    folder.mkdir()


def new_project(folder: Path) -> None:
    write_files(
        folder,
        {
            "cards/deck.yaml": DECK,
            "cards/a.yaml": "notes:\n  - front: one\n    back: two\n    tags: [part]\n",
            "cards/b.yaml": "notes:\n  - front: three\n    back: '![](square.svg)'\n",
            "media/square.svg": PICTURE,
        },
    )


def imported_project(folder: Path) -> None:
    """A source was imported, a note of it edited, and then the source changed."""
    write_files(
        folder,
        {"cards/deck.yaml": DECK, "q.md": SOURCE, "square.svg": PICTURE},
    )
    done(folder, "import", "q.md", "--tag", "part")
    (card,) = [path for path in folder.rglob("*.yaml") if "kubelet" in path.read_text()]
    card.write_text(card.read_text().replace("The kubelet", "Its kubelet"))
    (folder / "q.md").write_text(LATER_SOURCE)


def released_project(folder: Path) -> None:
    """There was a release, and since then a note changed, one came and one went."""
    new_project(folder)
    card = folder / "cards/c.yaml"
    kept = "".join(f"  - {{id: k{one}, front: k{one}, back: k}}\n" for one in range(9))
    card.write_text(
        f"notes:\n  - {{id: c, front: c, back: c}}\n{kept}  - {{id: d, front: d, back: d}}\n"
    )
    done(folder, "release", "1.0.0", "--no-plan")
    card.write_text(
        f"notes:\n  - {{id: c, front: c, back: x}}\n{kept}  - {{front: e, back: e}}\n"
    )


def done(folder: Path, *arguments: str) -> None:
    result = decks(*arguments, folder=folder)
    assert result.code == 0, result.output


@dataclass(frozen=True)
class Case:
    """A command, the project it is used in, and the files of others that it changes."""

    make: Callable[[Path], None]
    arguments: tuple[str, ...]
    edited: tuple[str, ...]

    def run(self, folder: Path) -> tuple[int, str]:
        result = self.result(folder)
        return result.code, result.stderr

    def result(self, folder: Path) -> Result:
        return decks(*self.arguments, folder=folder)


CASES = {
    "new": Case(nothing, ("new", "d"), ()),
    "build": Case(new_project, ("build",), ("cards/b.yaml",)),
    "import": Case(
        imported_project,
        ("import", "q.md", "--tag", "part"),
        ("cards/q/pods.yaml", "cards/q/nodes.yaml"),
    ),
    "first release": Case(new_project, ("release", "minor", "--no-plan"), ()),
    "release": Case(
        released_project,
        ("release", "minor", "--no-plan"),
        ("cards/c.yaml", "cards/deck.yaml", "cards/CHANGELOG.md"),
    ),
}
MARK = b"# saved meanwhile\n"
CALLS: tuple[Call, ...] = ("write", "rename", "sync", "delete")


@pytest.fixture(params=[name for name in CASES if name != "first release"])
def case(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Case:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.setattr(secrets, "token_hex", lambda size: "a1" * size)
    return CASES[request.param]


@pytest.fixture
def before(case: Case, tmp_path: Path) -> Path:
    """Return a project as it is before the command."""
    folder = tmp_path / "before"
    case.make(folder)
    return folder


@pytest.fixture
def after(case: Case, before: Path, tmp_path: Path) -> dict[str, bytes]:
    """Return what an undisturbed command makes of the project."""
    folder = shutil.copytree(before, tmp_path / "after")
    assert case.result(folder).code == 0
    return snapshot(folder)


def left_over(folder: Path) -> list[str]:
    names = [path.name for path in folder.rglob("*")]
    return [name for name in names if name.endswith(".part") or name == "journal"]


@pytest.mark.parametrize("call", CALLS)
def test_killed(
    case: Case, before: Path, after: dict[str, bytes], tmp_path: Path, call: Call
) -> None:
    assert disturbed(case, before, after, tmp_path, call, "kill") == []


@pytest.mark.parametrize("case", ["first release"], indirect=True)
def test_killed_before_there_was_a_release(
    case: Case, before: Path, after: dict[str, bytes], tmp_path: Path
) -> None:
    assert disturbed(case, before, after, tmp_path, "rename", "kill") == []


@pytest.mark.parametrize("call", CALLS)
def test_refused(
    case: Case, before: Path, after: dict[str, bytes], tmp_path: Path, call: Call
) -> None:
    effects = (errno.ENOSPC, errno.EIO, errno.EACCES)
    assert disturbed(case, before, after, tmp_path, call, *effects) == []


@pytest.mark.parametrize("case", ["build", "import", "release"], indirect=True)
@pytest.mark.parametrize("call", ["write", "rename"])
def test_an_author_saves_meanwhile(
    case: Case, before: Path, tmp_path: Path, call: Call
) -> None:
    """No edit is lost, and the same command again does all of its work."""
    counting = shutil.copytree(before, tmp_path / "counting")
    faults = every_fault(partial(case.run, counting), call, "kill")
    wrong = []
    for fault, path in zip(faults, itertools.cycle(case.edited), strict=False):
        folder = shutil.copytree(before, tmp_path / str(fault.number))
        file = folder / path
        saved = file.read_bytes() + MARK
        edit = Fault(call, fault.number, partial(file.write_bytes, saved))
        ended = run(partial(case.run, folder), edit)
        if file.read_bytes() != saved or ended.code not in {0, 1}:
            wrong.append(f"{path} at {call} {fault.number}: {ended}")
        again = case.result(folder)
        if again.code or MARK not in file.read_bytes() or left_over(folder):
            wrong.append(f"{path} at {call} {fault.number}: {again.output}")
    assert wrong == []


def disturbed(
    case: Case,
    before: Path,
    after: dict[str, bytes],
    tmp_path: Path,
    call: Call,
    *effects: Effect,
) -> list[str]:
    """Return what is wrong after each call is disturbed, and after the next run."""
    counting = shutil.copytree(before, tmp_path / "counting")
    times = len(every_fault(partial(case.run, counting), call, "kill"))
    assert times
    return [
        f"{fault}: {problem}"
        for place, fault in enumerate(chosen_faults(call, times, effects))
        if (problem := trouble(case, before, after, tmp_path / str(place), fault))
    ]


def chosen_faults(call: Call, times: int, effects: Sequence[Effect]) -> Iterator[Fault]:
    """Yield each effect at each rename; at other calls the effects take turns."""
    for number in range(1, times + 1):
        one = effects[number % len(effects)]
        for effect in effects if call == "rename" else [one]:
            yield Fault(call, number, effect)


def trouble(
    case: Case, before: Path, after: dict[str, bytes], folder: Path, fault: Fault
) -> str:
    """Return what is wrong after one fault, and after the same command again."""
    shutil.copytree(before, folder)
    ended = run(partial(case.run, folder), fault)
    if ended.code == 0:
        return "" if snapshot(folder) == after else "not done"
    if ended.code != (KILLED if fault.effect == "kill" else 1):
        return str(ended)
    is_whole = snapshot(folder) == snapshot(before) and not left_over(folder)
    if ended.code == 1 and "in place:" not in ended.message and not is_whole:
        return f"not left as it was: {ended.message}"
    again = case.result(folder)
    if again.code or snapshot(folder) != after or left_over(folder):
        return f"{ended.message}{again.output}"
    return ""
