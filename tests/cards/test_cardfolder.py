"""Every file below cards/ is read, or it is said why not."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from conftest import GOOD, MakeProject, decks, refused, write_files


@pytest.mark.skipif(os.name == "nt", reason="needs symbolic links")
def test_unreadable_card_file(make_project: MakeProject) -> None:
    folder = make_project({"cards/a.yaml": GOOD})
    (folder / "cards/b.yaml").symlink_to(folder / "nowhere.yaml")

    assert refused(folder) == (
        "cards/b.yaml: error: cannot be read: No such file or directory  [unreadable]\n"
    )


@pytest.mark.parametrize("name", ["b.yml", "B.YAML", "b.Yml"])
def test_other_endings_are_not_read_and_said_so(
    make_project: MakeProject, name: str
) -> None:
    folder = make_project({"cards/a.yaml": GOOD, f"cards/{name}": "not: [read"})

    result = decks("check", folder=folder)

    assert (result.code, result.stdout) == (
        0,
        f"cards/{name}: warning: not read: card files end in `.yaml`  [file-name]\n",
    )


@pytest.mark.skipif(os.name == "nt", reason="needs symbolic links")
def test_linked_folder_is_not_read_and_said_so(
    make_project: MakeProject, tmp_path: Path
) -> None:
    write_files(tmp_path, {"elsewhere/b.yaml": "not: [read"})
    folder = make_project({"cards/a.yaml": GOOD})
    (folder / "cards/more").symlink_to(tmp_path / "elsewhere")

    result = decks("check", folder=folder)

    assert (result.code, result.stdout) == (
        0,
        "cards/more: warning: not read: a link to a folder; put the folder itself here  "
        "[file-name]\n",
    )


@pytest.mark.skipif(os.name == "nt", reason="needs symbolic links")
def test_link_to_itself(make_project: MakeProject) -> None:
    folder = make_project({"cards/a.yaml": GOOD})
    (folder / "cards/loop.yaml").symlink_to("loop.yaml")

    assert refused(folder) == (
        "cards/loop.yaml: error: cannot be read: Too many levels of symbolic links  "
        "[unreadable]\n"
    )


@pytest.mark.skipif(sys.platform != "linux", reason="needs names of any bytes")
def test_names_that_are_not_utf_8(make_project: MakeProject) -> None:
    folder = make_project({"cards/a.yaml": GOOD})
    name = os.fsencode(folder) + b"/cards/\xfe.yaml"
    Path(os.fsdecode(name)).write_bytes(b"x")

    assert refused(folder) == (
        "cards/\\xfe.yaml: error: the name `\\xfe.yaml` is not UTF-8: rename the file  "
        "[file-name]\n"
    )


@pytest.mark.skipif(os.name == "nt", reason="needs pipes")
def test_pipes_are_not_read(make_project: MakeProject) -> None:
    folder = make_project({"cards/a.yaml": GOOD})
    os.mkfifo(folder / "cards/pipe.yaml")

    assert refused(folder) == (
        "cards/pipe.yaml: error: a pipe or a device: put an ordinary file here  "
        "[unreadable]\n"
    )
