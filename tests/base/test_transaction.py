"""Promise: whatever interrupts a command, the next run ends as an undisturbed one."""

from __future__ import annotations

import errno
import os
import threading
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import pytest
from conftest import snapshot
from faults import KILLED, Call, Effect, Fault, every_fault, run

from builder.base import exclusive
from builder.base.atomicfiles import Edit
from builder.base.diagnostic import BuilderError
from builder.base.transaction import Transaction, writing

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

BEFORE = {"cards/a.yaml": b"a: 1\n", "cards/b.yaml": b"b: 1\n"}
AFTER = {
    "cards/a.yaml": b"a: 2\n",
    "cards/b.yaml": b"b: 2\n",
    "cards/new/c.yaml": b"c: 2\n",
    "dist/test.apkg": b"a package",
}


def project_of(folder: Path) -> Path:
    for path, content in BEFORE.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return project_of(tmp_path / "project")


def begin(
    folder: Path, said: list[str] | None = None
) -> AbstractContextManager[Transaction]:
    words: list[str] = [] if said is None else said
    place = folder / "dist/.decks"
    return writing(place, project=folder, command="raise", say=words.append)


def command(folder: Path, said: list[str] | None = None) -> tuple[int, str]:
    """Raise every number in the project, as a command of ours would."""
    try:
        with begin(folder, said) as begun:
            write(folder, begun)
            begun.files.commit()
    except BuilderError as error:
        return 1, str(error)
    return 0, ""


def write(folder: Path, begun: Transaction) -> None:
    with begun.files.open(folder / "dist/test.apkg") as stream:
        stream.write(b"a package")
    for path in ("cards/a.yaml", "cards/b.yaml", "cards/new/c.yaml"):
        file = folder / path
        before = file.read_bytes() if file.exists() else None
        begun.files.edit(file, Edit(before, AFTER[path]))


def left_over(folder: Path) -> list[str]:
    """Return what no command should leave behind."""
    names = [path.name for path in folder.rglob("*")]
    return [name for name in names if name.endswith(".part") or name == "journal"]


def test_undisturbed(project: Path) -> None:
    assert command(project) == (0, "")
    assert snapshot(project) == AFTER
    assert left_over(project) == []


@pytest.mark.parametrize("call", ["write", "rename", "sync", "delete"])
def test_killed(project: Path, tmp_path: Path, call: Call) -> None:
    """At every call: the next run makes the same files, and clears away the rest."""
    for number, fault in enumerate(_faults(tmp_path, call, "kill")):
        folder = project_of(tmp_path / str(number))

        assert run(partial(command, folder), fault).code == KILLED
        assert command(folder) == (0, "")
        assert (str(fault), snapshot(folder)) == (str(fault), AFTER)
        assert (str(fault), left_over(folder)) == (str(fault), [])


@pytest.mark.parametrize("call", ["write", "rename", "sync"])
@pytest.mark.parametrize("effect", [errno.ENOSPC, errno.EIO, errno.EACCES])
def test_refused(project: Path, tmp_path: Path, call: Call, effect: int) -> None:
    """At every call: nothing is changed, or the same command finishes it."""
    for number, fault in enumerate(_faults(tmp_path, call, effect)):
        folder = project_of(tmp_path / str(number))

        ended = run(partial(command, folder), fault)

        if ended.code:
            assert ended.message.startswith("cannot write "), str(fault)
            if "in place" not in ended.message:
                assert (str(fault), snapshot(folder)) == (str(fault), BEFORE)
                assert (str(fault), left_over(folder)) == (str(fault), [])
        assert command(folder) == (0, "")
        assert (str(fault), snapshot(folder)) == (str(fault), AFTER)
        assert (str(fault), left_over(folder)) == (str(fault), [])


def _faults(tmp_path: Path, call: Call, effect: Effect) -> list[Fault]:
    counting = project_of(tmp_path / "counting")
    faults = every_fault(partial(command, counting), call, effect)
    assert faults
    return faults


def test_a_refused_rename_says_what_is_where(project: Path) -> None:
    fault = Fault("rename", 3, errno.ENOSPC)

    ended = run(partial(command, project), fault)

    assert (1, ended.message) == (
        ended.code,
        "cannot write cards/b.yaml: No space left on device; in place: dist/test.apkg, "
        "cards/a.yaml; not in place: cards/b.yaml, cards/new/c.yaml: the same command "
        "puts them there",
    )


def test_the_next_command_says_what_it_finished(project: Path) -> None:
    run(partial(command, project), Fault("rename", 3, "kill"))
    said: list[str] = []

    command(project, said)

    assert said == ["`decks raise` was interrupted: its files are in their places now"]


def test_an_edit_after_an_interruption_is_kept(project: Path) -> None:
    """And nothing else of the interrupted command is put in place beside it."""
    run(partial(command, project), Fault("rename", 3, "kill"))
    (project / "cards/b.yaml").write_bytes(b"mine\n")
    said: list[str] = []

    with begin(project, said):
        pass

    assert said == [
        "`decks raise` was interrupted and cards/b.yaml edited since: what it had not "
        "put in place yet is dropped, run it again"
    ]
    assert snapshot(project) == {
        "cards/a.yaml": b"a: 2\n",
        "cards/b.yaml": b"mine\n",
        "dist/test.apkg": b"a package",
    }
    assert left_over(project) == []


@pytest.mark.parametrize("path", ["cards/b.yaml", "cards/new/c.yaml"])
def test_an_edit_while_a_command_runs_is_kept(project: Path, path: str) -> None:
    edited = {**BEFORE, path: b"mine\n"}

    with begin(project) as begun:
        write(project, begun)
        (project / path).write_bytes(b"mine\n")
        with pytest.raises(BuilderError) as error:
            begun.files.commit()

    assert str(error.value) == (
        f"{path} changed while the command was at work: run it again; nothing was "
        "written"
    )
    assert snapshot(project) == edited
    assert left_over(project) == []


def test_files_outside_of_the_project_are_finished_too(
    project: Path, tmp_path: Path
) -> None:
    outside = [tmp_path / "elsewhere/one.txt", tmp_path / "elsewhere/two.txt"]

    def elsewhere() -> tuple[int, str]:
        with begin(project) as begun:
            for path in outside:
                begun.files.write(path, b"written")
            begun.files.commit()
        return 0, ""

    assert run(elsewhere, Fault("rename", 2, "kill")).code == KILLED
    assert [path.exists() for path in outside] == [True, False]
    assert command(project) == (0, "")
    assert [path.read_bytes() for path in outside] == [b"written"] * 2
    assert sorted(path.name for path in outside[0].parent.iterdir()) == [
        "one.txt",
        "two.txt",
    ]


def test_what_stays_the_same_is_not_written(project: Path) -> None:
    command(project)
    before = (project / "cards/a.yaml").stat().st_mtime_ns

    command(project)

    assert before == (project / "cards/a.yaml").stat().st_mtime_ns


def test_git_does_not_see_it(project: Path) -> None:
    command(project)

    assert (project / "dist/.decks/.gitignore").read_text() == "*\n"


@pytest.mark.parametrize(
    "journal",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\x00\xff garbage", id="garbage"),
        pytest.param(b'{"command":"x","process":1}\n{"pl', id="cut off"),
    ],
)
def test_a_journal_that_says_nothing(project: Path, journal: bytes) -> None:
    (project / "dist/.decks").mkdir(parents=True)
    (project / "dist/.decks/journal").write_bytes(journal)

    assert command(project) == (0, "")
    assert snapshot(project) == AFTER


@pytest.mark.parametrize(
    "line",
    [
        '{"file":"cards/a.yaml"}',
        '{"place":[["cards/a.yaml",null]]}',
        '{"place":[["../outside.txt",null],["/etc/hostname",null]]}',
    ],
)
def test_a_journal_from_elsewhere_does_no_harm(project: Path, line: str) -> None:
    outside = project.parent / "outside.txt"
    outside.write_bytes(b"not ours")
    (project / "dist/.decks").mkdir(parents=True)
    (project / "dist/.decks/journal").write_text(
        '{"command":"x","process":1}\n' + line + "\n"
    )

    assert command(project) == (0, "")
    assert snapshot(project) == AFTER
    assert outside.read_bytes() == b"not ours"


@pytest.mark.parametrize(
    "line", ['{"command":"x"}', '{"place":7}', '{"file":7}', '{"place":[[7,null]]}']
)
def test_a_damaged_journal_is_named(project: Path, line: str) -> None:
    journal = project / "dist/.decks/journal"
    journal.parent.mkdir(parents=True)
    journal.write_text(line + "\n")

    assert command(project) == (1, f"{journal}: damaged: delete it")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_a_journal_that_is_a_pipe(project: Path) -> None:
    journal = project / "dist/.decks/journal"
    journal.parent.mkdir(parents=True)
    os.mkfifo(journal)

    assert command(project) == (
        1,
        f"{journal}: a pipe or a device: put an ordinary file here",
    )


def test_two_at_once_wait_for_each_other(project: Path) -> None:
    said: list[str] = []
    with begin(project):
        second = threading.Thread(
            target=command,
            args=(project, said),
        )
        second.start()
        second.join(timeout=1.5)
        is_waiting = second.is_alive()
        before = snapshot(project)
    second.join(timeout=10)

    assert is_waiting
    assert before == BEFORE
    assert snapshot(project) == AFTER
    assert said == ["waiting for another decks command in this project to end"]


def test_nobody_waits_for_ever(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exclusive, "_SILENT_SECONDS", 0.01)
    monkeypatch.setattr(exclusive, "_PATIENT_SECONDS", 0.02)
    with begin(project):
        second = command(project)

    assert second == (
        1,
        "another decks command has been at work in this project for a minute: wait "
        "until it ends, or end it; nothing was written",
    )
    assert snapshot(project) == BEFORE


def test_a_killed_command_holds_nobody_up(project: Path) -> None:
    run(partial(command, project), Fault("write", 4, "kill"))

    assert command(project) == (0, "")


def test_interrupted_while_files_are_placed(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A Ctrl-C in the middle comes too late: what was decided is done."""
    replace, calls = os.replace, []

    def interrupted(*paths: Path) -> None:
        calls.append(paths)
        if len(calls) == 2:
            raise KeyboardInterrupt
        replace(*paths)

    monkeypatch.setattr(os, "replace", interrupted)

    assert command(project) == (0, "")
    assert snapshot(project) == AFTER
