"""Promise: a crash, a full disk or a Ctrl-C at any moment leaves the last good file."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from conftest import MakeProject, decks, snapshot
from faults import locked

NOTE = "notes:\n  - {id: a, front: q, back: b}\n"
OLD = b"the last good package"


@pytest.fixture
def project(make_project: MakeProject) -> Path:
    return make_project({"cards/a.yaml": NOTE, "dist/test-1.0.0.apkg": OLD})


def refused(folder: Path, message: str, *arguments: str) -> None:
    """A build is refused with a message and changes nothing."""
    before = snapshot(folder)

    result = decks("build", *arguments, folder=folder)

    assert (result.code, result.stderr) == (1, f"decks: {message}\n")
    assert snapshot(folder) == before


def test_output_folder_is_a_file(make_project: MakeProject) -> None:
    folder = make_project({"cards/a.yaml": NOTE, "dist": "a file"})

    refused(folder, f"cannot write {folder}/dist/.decks: Not a directory")


def test_target_is_a_folder(project: Path) -> None:
    (project / "out.apkg").mkdir()
    refused(project, "cannot write out.apkg: Is a directory", "--out", "out.apkg")


@pytest.mark.skipif(os.name == "nt", reason="needs modes")
def test_output_folder_is_read_only(project: Path) -> None:
    with locked(project / "dist", 0o500):
        refused(
            project, f"cannot write {project}/dist/test-1.0.0.apkg: Permission denied"
        )


@pytest.mark.skipif(os.name == "nt", reason="needs modes")
def test_a_project_that_is_read_only(make_project: MakeProject, tmp_path: Path) -> None:
    """What is written elsewhere needs no word left in it."""
    folder = make_project({"cards/a.yaml": NOTE})
    assert decks("build", "--out", tmp_path / "one", folder=folder).code == 0
    shutil.rmtree(folder / "dist")
    with locked(folder, 0o500), locked(folder / "cards", 0o500):
        result = decks("build", "--locked", "--out", tmp_path / "two", folder=folder)

    assert (result.code, result.stderr) == (0, "")
    one, two = (tmp_path / name / "test-1.0.0.apkg" for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="needs a limit on file sizes")
def test_full_disk(make_project: MakeProject) -> None:
    """A limit on file sizes fails in the middle of writing, as a full disk does."""
    noise = bytes(os.urandom(200_000))
    folder = make_project(
        {
            "cards/a.yaml": "notes:\n  - {id: a, front: q, back: '![](a.png)'}\n",
            "media/a.png": noise,
            "dist/test-1.0.0.apkg": OLD,
        }
    )
    before = snapshot(folder)
    program = (
        "import resource, sys\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "from builder.cli import main\n"
        "sys.argv = ['decks', 'build']\n"
        "main()\n"
    )
    finished = subprocess.run(
        [sys.executable, "-c", program], check=False, cwd=folder, capture_output=True
    )

    assert finished.returncode == 1
    assert finished.stderr.decode() == (
        f"decks: cannot write {folder}/dist/test-1.0.0.apkg: File too large\n"
    )
    assert snapshot(folder) == before


@pytest.mark.skipif(os.name == "nt", reason="needs signals")
@pytest.mark.parametrize(
    ("sent", "code"),
    [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -9)],
    ids=["Ctrl-C", "terminate", "kill"],
)
def test_interrupted_in_the_middle(
    make_project: MakeProject, sent: signal.Signals, code: int
) -> None:
    """The process is stopped while the package is half written."""
    folder = make_project(
        {
            "cards/a.yaml": "notes:\n  - {id: a, front: q, back: '![](a.png)'}\n",
            "media/a.png": b"x" * 1000,
            "dist/test-1.0.0.apkg": OLD,
        }
    )
    before = snapshot(folder)
    # Reading the media file takes a minute, when it is packed.
    program = (
        "import builtins, time\n"
        "open, times = builtins.open, []\n"
        "def slow(path, *rest, **more):\n"
        "    if str(path).endswith('a.png'):\n"
        "        times.append(path)\n"
        "    if len(times) == 2:\n"
        "        print('halfway', flush=True)\n"
        "        time.sleep(60)\n"
        "    return open(path, *rest, **more)\n"
        "builtins.open = slow\n"
        "from builder.cli import main\n"
        "import sys\n"
        "sys.argv = ['decks', 'build']\n"
        "main()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program], cwd=folder, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == b"halfway\n"
    process.send_signal(sent)
    process.communicate(timeout=20)

    assert process.returncode == code
    after = snapshot(folder)
    assert after["dist/test-1.0.0.apkg"] == OLD
    if sent is not signal.SIGKILL:
        assert after == before
    # And the next build is none the worse for it.
    assert decks("build", folder=folder).code == 0


def test_every_package_or_none(make_project: MakeProject) -> None:
    folder = make_project(
        {
            "cards/deck.yaml": (
                "name: T\nslug: t\nversion: 1.0.0\nkey: k\npackages:\n"
                "  - {slug: t-x, tags: [x]}\n"
            ),
            "cards/a.yaml": "notes:\n  - {id: a, front: q, back: b, tags: [x]}\n",
            "dist/t-x-1.0.0.apkg/in-the-way": "",
        }
    )
    before = snapshot(folder)

    result = decks("build", folder=folder)

    assert result.code == 1
    assert "cannot write" in result.stderr
    assert snapshot(folder) == before


def test_other_files_in_dist_stay(project: Path) -> None:
    (project / "dist/wheel.whl").write_bytes(b"not ours")

    assert decks("build", folder=project).code == 0
    assert (project / "dist/wheel.whl").read_bytes() == b"not ours"


def test_no_temporary_files_are_left(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "temporary"
    elsewhere.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(elsewhere))

    decks("build", folder=project)

    assert list(elsewhere.iterdir()) == []
    assert sorted(path.name for path in project.glob("dist/**/*")) == [
        ".decks",
        ".gitignore",
        "lock",
        "test-1.0.0.apkg",
    ]


def test_file_modes_follow_the_umask(project: Path) -> None:
    (project / "dist/test-1.0.0.apkg").unlink()
    before = os.umask(0o027)
    try:
        decks("build", folder=project)
    finally:
        os.umask(before)

    assert (project / "dist/test-1.0.0.apkg").stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(os.name == "nt", reason="needs modes")
def test_the_mode_of_a_file_stays(project: Path) -> None:
    (project / "cards/a.yaml").write_text("notes:\n  - {front: q, back: b}\n")
    for path in ("dist/test-1.0.0.apkg", "cards/a.yaml"):
        (project / path).chmod(0o604)

    assert decks("build", folder=project).code == 0
    for path in ("dist/test-1.0.0.apkg", "cards/a.yaml"):
        assert (project / path).stat().st_mode & 0o777 == 0o604


@pytest.mark.skipif(os.name == "nt", reason="needs symbolic links")
def test_a_linked_card_file_stays_a_link(project: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "shared.yaml"
    elsewhere.write_text("notes:\n  - {front: q, back: b}\n")
    (project / "cards/b.yaml").symlink_to(elsewhere)

    assert decks("build", folder=project).code == 0
    assert (project / "cards/b.yaml").is_symlink()
    assert "{id: q-" in elsewhere.read_text()
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


@pytest.mark.parametrize("arguments", [["--tag", "t", "--name", "x" * 300]])
def test_name_is_too_long(make_project: MakeProject, arguments: list[str]) -> None:
    folder = make_project(
        {"cards/a.yaml": "notes:\n  - {id: a, front: q, back: b, tags: [t]}\n"}
    )
    target = f"{folder}/dist/{'x' * 300}-1.0.0.apkg"

    refused(folder, f"cannot write {target}: File name too long", *arguments)


def test_ending_in_capitals_is_a_package(project: Path) -> None:
    assert decks("build", "--out", "o.APKG", folder=project).code == 0
    assert (project / "o.APKG").is_file()


def test_paths_of_the_result_are_absolute(project: Path) -> None:
    result = decks("build", "--out", "out", "--json", folder=project)

    (package,) = json.loads(result.stdout)["packages"]
    assert package["path"] == str(project / "out/test-1.0.0.apkg")
