"""Promise: what cannot be pulled from is refused, and nothing is written."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from anki.collection import Collection
from conftest import MakeProject, decks, snapshot
from takeover.originals import genanki_package
from takeover.phone import exported, phone, retype


@pytest.fixture
def project(make_project: MakeProject) -> Path:
    folder = make_project("notes:\n  - {id: a, front: Teh quick, back: x}\n")
    assert decks("build", "--out", folder / "dist/now.apkg", folder=folder).code == 0
    return folder


def _foreign(folder: Path) -> Path:
    return genanki_package(folder / "foreign")


def _page(folder: Path) -> Path:
    path = folder / "page.apkg"
    path.write_text("<html>", encoding="utf-8")
    return path


def _cut_off(folder: Path) -> Path:
    whole = genanki_package(folder / "whole").read_bytes()
    path = folder / "cut.apkg"
    path.write_bytes(whole[: len(whole) // 2])
    return path


def _collection(folder: Path) -> Path:
    with phone(folder / "phone", folder / "project/dist/now.apkg") as col:
        retype(col, "Teh", "The")
        return Path(col.path)


def _newer(folder: Path) -> Path:
    path = _collection(folder)
    database = sqlite3.connect(path)
    database.execute("UPDATE col SET ver = 19")
    database.commit()
    database.close()
    return path


def _no_collection(folder: Path) -> Path:
    path = folder / "collection.anki2"
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE t (a)")
    database.close()
    return path


def _no_database(folder: Path) -> Path:
    path = folder / "collection.anki2"
    path.write_bytes(b"x" * 4096)
    return path


def _bomb(folder: Path) -> Path:
    path = folder / "bomb.apkg"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("media", b" " * (65 * 2**20))
        archive.writestr("collection.anki2", b"")
    return path


def _document(folder: Path) -> Path:
    path = folder / "notes.md"
    path.write_text("# What?\n\nThat.\n", encoding="utf-8")
    return path


def _no_guids(folder: Path) -> Path:
    path = folder / "notes.txt"
    path.write_text("#separator:tab\n#html:true\na\tb\n", encoding="utf-8")
    return path


WRONG = [
    pytest.param(
        _foreign,
        "PATH: no note of it is one of this project: a package of another deck is taken "
        "over with `decks import`",
        id="another deck",
    ),
    pytest.param(_page, "PATH: not an Anki package: not a zip file", id="a page"),
    pytest.param(
        _cut_off, "PATH: damaged: the end of the zip file is missing", id="cut off"
    ),
    pytest.param(
        _newer,
        "PATH: damaged: `collection.anki2`: schema 19 of a newer Anki, this `decks` reads "
        "up to 18: update it, or export with “Support older Anki versions”",
        id="a newer schema",
    ),
    pytest.param(
        _no_collection,
        "PATH: damaged: `collection.anki2`: no table `col`",
        id="another database",
    ),
    pytest.param(
        _no_database,
        "PATH: damaged: `collection.anki2`: file is not a database",
        id="no database",
    ),
    pytest.param(
        _bomb, "PATH: `media` is larger than 64 MiB when unpacked", id="a zip bomb"
    ),
    pytest.param(
        _document,
        "PATH: edits are pulled from an export of Anki (.apkg, .colpkg, .txt), a folder "
        "of CrowdAnki, or a collection.anki2",
        id="a document",
    ),
    pytest.param(
        _no_guids,
        "PATH: no GUIDs in it: export again with “Include unique identifier”",
        id="a text without GUIDs",
    ),
]


@pytest.mark.parametrize(("make", "message"), WRONG)
def test_what_is_refused(
    make: Callable[[Path], Path], message: str, project: Path, tmp_path: Path
) -> None:
    source = make(tmp_path)
    before, theirs = snapshot(project), source.read_bytes()

    result = decks("pull", source, folder=project)

    assert (result.code, result.stderr) == (
        1,
        f"decks: {message.replace('PATH', str(source))}\n",
    )
    assert before == snapshot(project)
    assert theirs == source.read_bytes()


_HOLDER = """
import sys
from anki.collection import Collection
col = Collection(sys.argv[1])
print("open", flush=True)
input()
col.close()
"""


def test_a_collection_that_is_open(project: Path, tmp_path: Path) -> None:
    path = _collection(tmp_path)
    # In a process of its own: locks of files are a process's.
    with subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as anki:
        assert anki.stdout
        assert anki.stdout.readline() == "open\n"
        before, files = snapshot(project), set((tmp_path / "phone").iterdir())

        result = decks("pull", path, folder=project)

        assert (result.code, result.stderr) == (
            1,
            f"decks: {path}: Anki has it open: close Anki, or leave the name away to "
            "ask the running Anki (`decks pull`)\n",
        )
        assert before == snapshot(project)
        assert files == set((tmp_path / "phone").iterdir())
        anki.communicate("\n")


def test_a_collection_after_a_crash(project: Path, tmp_path: Path) -> None:
    with phone(tmp_path / "phone", project / "dist/now.apkg") as col:
        retype(col, "Teh", "The")
        # As the files lie when the power fails.
        shutil.copytree(tmp_path / "phone", tmp_path / "crashed")
    before = snapshot(tmp_path / "crashed")

    result = decks("pull", tmp_path / "crashed/collection.anki2", folder=project)

    assert result.code == 0, result.output
    assert "1 edit in 1 note" in result.stderr
    assert before == snapshot(tmp_path / "crashed")


def test_a_project_with_a_mistake(project: Path, tmp_path: Path) -> None:
    source = _collection(tmp_path)
    (project / "cards/cards.yaml").write_text(
        "notes:\n  - {id: a, front: A}\n", "utf-8"
    )
    before = snapshot(project)

    result = decks("pull", source, folder=project)

    assert result.code == 1
    assert result.stderr.startswith(
        "decks: cards/cards.yaml:2:5: error: `back` is missing"
    )
    assert result.stderr.endswith(": mend it first (`decks check`)\n")
    assert before == snapshot(project)


def test_two_choices_at_once(project: Path, tmp_path: Path) -> None:
    result = decks("pull", _collection(tmp_path), "--ours", "--theirs", folder=project)

    assert result.code == 2
    assert "--theirs and --ours: choose one" in result.stderr


def test_what_cannot_be_written_is_told(
    make_project: MakeProject, tmp_path: Path
) -> None:
    """An alias is the text of two notes: to edit it would edit both."""
    folder = make_project(
        "notes:\n  - {id: a, front: &x Teh quick, back: b}\n"
        "  - {id: c, front: other, back: *x}\n"
    )
    assert decks("build", "--out", folder / "dist/now.apkg", folder=folder).code == 0
    before = (folder / "cards/cards.yaml").read_bytes()

    def edit(col: Collection) -> Path:
        note = next(
            note
            for note in map(col.get_note, col.find_notes(""))
            if note.fields[1] == "b"
        )
        note.fields[0] = "The quick"
        col.update_note(note)
        return exported(col, tmp_path)

    with phone(tmp_path / "phone", folder / "dist/now.apkg") as col:
        source = edit(col)
    for _ in range(2):
        result = decks("pull", source, folder=folder)

        assert result.code == 0
        assert (
            "stays in Anki: cards/cards.yaml:2: a front: the layout of the file does not "
            "let it be edited: write it yourself\n  The quick\n"
        ) in result.stderr
    assert before == (folder / "cards/cards.yaml").read_bytes()
