"""A command says again what it said while nothing has changed, and never otherwise."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from conftest import GOOD, MakeProject, decks

from builder import cli
from builder.reports.replay import Replay

Change = Callable[[Path], object]
MORE = "  - {id: b, front: c, back: d}\n"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return tmp_path / "cache/anki-deck-builder/replay"


def run(folder: Path, *arguments: str) -> int:
    """Run a command as ``decks`` does when it is not replayed."""
    words = [*arguments, "--project", str(folder)]
    return cli.run(words, replay=Replay(words))


def is_replayed(folder: Path, *arguments: str) -> bool:
    return Replay([*arguments, "--project", str(folder)]).remembered() is not None


@pytest.fixture
def built(make_project: MakeProject) -> Path:
    folder = make_project(
        {
            "cards/a.yaml": GOOD,
            "cards/b/b.yaml": GOOD.replace("a,", "b,"),
            "media/x.png": b"x",
        }
    )
    assert [run(folder, "build") for _ in range(2)] == [0, 0]
    assert is_replayed(folder, "build")
    return folder


def append(name: str, text: str) -> Change:
    def change(folder: Path) -> None:
        with (folder / name).open("a", encoding="utf-8") as stream:
            stream.write(text)

    return change


CHANGES: dict[str, Change] = {
    "a note more": append("cards/a.yaml", MORE),
    "a comment": append("cards/a.yaml", "# x\n"),
    "deck.yaml": append("cards/deck.yaml", "author: A\n"),
    "the lock": append("cards/deck.lock", "# x\n"),
    "no lock": lambda folder: (folder / "cards/deck.lock").unlink(),
    "a file more": append("cards/c.yaml", GOOD.replace("a,", "c,")),
    "a file less": lambda folder: (folder / "cards/b/b.yaml").unlink(),
    "a file elsewhere": lambda folder: (folder / "cards/b").rename(folder / "cards/c"),
    "two files swapped": lambda folder: swap(folder / "cards/a.yaml", folder / "cards/b/b.yaml"),
    "a folder more": lambda folder: (folder / "cards/c").mkdir(),
    "media": append("media/x.png", "y"),
    "media more": append("media/y.png", "y"),
    "no media": lambda folder: shutil.rmtree(folder / "media"),
    "a note type": lambda folder: (folder / "cards/notetypes/own").mkdir(parents=True),
    "no package": lambda folder: (folder / "dist/test-1.0.0.apkg").unlink(),
    "another package": append("dist/test-1.0.0.apkg", "x"),
    "an interrupted command": append("dist/.decks/journal", "x"),
    "a pipe": lambda folder: os.mkfifo(folder / "cards/c.yaml"),
    "a link to nowhere": lambda folder: (folder / "cards/c.yaml").symlink_to("gone"),
    "a file that cannot be read": lambda folder: (folder / "cards/a.yaml").chmod(0),
}  # fmt: skip


def swap(one: Path, other: Path) -> None:
    content = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(content)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_is_built(built: Path, change: Change) -> None:
    change(built)

    is_told = os.geteuid() == 0 and change is CHANGES["a file that cannot be read"]
    assert is_replayed(built, "build") is is_told  # to root no file is closed


def test_times_are_no_change(built: Path) -> None:
    for path in built.rglob("*"):
        os.utime(path, (1, 1))

    assert is_replayed(built, "build")


def test_a_change_taken_back_is_none(built: Path) -> None:
    before = (built / "cards/a.yaml").read_bytes()
    (built / "cards/a.yaml").write_bytes(before + b"\n")
    assert not is_replayed(built, "build")

    (built / "cards/a.yaml").write_bytes(before)

    assert is_replayed(built, "build")


def test_what_a_build_is_asked_for_counts(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not is_replayed(built, "build", "--locked")
    assert not is_replayed(built, "check")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")

    assert not is_replayed(built, "build")


def test_a_project_nearer_by(
    make_project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_project({"cards/a.yaml": GOOD})
    below = folder / "drafts/new"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    for _ in range(2):
        assert cli.run(["build"], replay=Replay(["build"])) == 0
    assert Replay(["build"]).remembered()

    (folder / "drafts/cards").mkdir()
    (folder / "drafts/cards/deck.yaml").write_text("name: Nearer\n", encoding="utf-8")

    assert not Replay(["build"]).remembered()


def test_a_run_that_changed_something_is_not_said_again(
    make_project: MakeProject,
) -> None:
    folder = make_project({"cards/a.yaml": "notes:\n  - {front: q, back: a}\n"})

    assert run(folder, "build") == 0  # writes an id and the lock
    assert not is_replayed(folder, "build")
    assert run(folder, "build") == 0
    assert is_replayed(folder, "build")


def test_mistakes_are_said_again_with_their_code(make_project: MakeProject) -> None:
    folder = make_project({"cards/a.yaml": "notes:\n  - {id: a, front: q}\n"})
    assert run(folder, "check") == 1

    again = Replay(["check", "--project", str(folder)]).remembered()

    assert again is not None
    assert again.code == 1
    expected = decks("check", "--project", str(folder))
    said = [one.plain for one in again.said if not one.is_talk]
    assert expected.stdout == "".join(said)
    assert expected.stderr == "".join(one.plain for one in again.said if one.is_talk)


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "cut": lambda content: content[:-10],
    "cut to its mark": lambda content: content[:65],
    "flipped": lambda content: content.replace(b'"code": 0', b'"code": 1'),
    "another format": lambda _: b"SQLite format 3\0",
    "sound, but of another kind": lambda _: marked({"key": "x"}),
    "sound, but of another run": lambda content: marked(
        {**json.loads(content.partition(b"\n")[2]), "key": "x"}
    ),
    "sound, but no list": lambda content: marked(
        {**json.loads(content.partition(b"\n")[2]), "said": 7}
    ),
}


def marked(values: object) -> bytes:
    kept = json.dumps(values).encode()
    return sha256(kept).hexdigest().encode() + b"\n" + kept


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_memory_is_none(
    built: Path, cache: Path, damage: Callable[[bytes], bytes]
) -> None:
    for file in cache.iterdir():
        file.write_bytes(damage(file.read_bytes()))

    assert not is_replayed(built, "build")
    assert run(built, "build") == 0
    assert is_replayed(built, "build")


def test_every_cut_and_every_bit_of_the_memory(built: Path, cache: Path) -> None:
    (file,) = cache.iterdir()
    content = file.read_bytes()
    for place in range(0, len(content), 7):
        flipped = bytes([content[place] ^ 1])
        for damaged in (
            content[:place],
            content[:place] + flipped + content[place + 1 :],
        ):
            file.write_bytes(damaged)

            assert not is_replayed(built, "build")


def test_where_nothing_can_be_kept(
    make_project: MakeProject, cache: Path, tmp_path: Path
) -> None:
    folder = make_project({"cards/a.yaml": GOOD})
    (tmp_path / "cache").write_text("a file", encoding="utf-8")

    assert [run(folder, "build") for _ in range(2)] == [0, 0]
    assert not is_replayed(folder, "build")


def test_the_memory_is_bounded(make_project: MakeProject, cache: Path) -> None:
    folder = make_project({"cards/a.yaml": GOOD})
    run(folder, "check")
    (file,) = cache.iterdir()
    for number in range(150):
        (cache / str(number)).write_bytes(file.read_bytes())
    run(folder, "check", "--strict")

    assert len(list(cache.iterdir())) == 100
    assert is_replayed(folder, "check", "--strict")


def test_the_command_loads_nothing_to_say_it_again(built: Path) -> None:
    program = (
        "import sys; sys.argv = ['decks', 'build', '--project', sys.argv[1]]\n"
        "from builder.__main__ import main\n"
        "try:\n    main()\n"
        "except SystemExit as end:\n    code = end.code\n"
        "print(code, *sys.modules, sep='\\n')\n"
    )

    finished = subprocess.run(
        [sys.executable, "-c", program, built],
        check=True,
        capture_output=True,
        text=True,
    )

    expected = decks("build", "--project", str(built)).stdout
    assert finished.stdout.startswith(f"{expected}0\n")
    loaded = set(finished.stdout.splitlines())
    assert not loaded & {"click", "genanki", "yaml", "markdown_it", "rich", "sqlite3"}


def test_no_cache_neither_reads_nor_writes(
    make_project: MakeProject, cache: Path
) -> None:
    folder = make_project({"cards/a.yaml": GOOD})
    for _ in range(2):
        subprocess.run(
            [sys.executable, "-m", "builder", "build", "--no-cache"],
            check=True,
            cwd=folder,
            capture_output=True,
        )

    assert not cache.exists()


def test_verbose_tells_where_it_is_and_clear_empties_it(
    built: Path, cache: Path
) -> None:
    told = decks("build", "--verbose", folder=built).stderr
    assert f"cache: {cache}\n" in told

    assert decks("cache", "clear").code == 0
    assert not cache.exists()
    assert decks("cache", "clear").code == 0
