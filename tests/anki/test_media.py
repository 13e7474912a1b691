"""What lies in media/ can be packed, or is refused with its name."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest
from conftest import GOOD, MakeProject, decks, refused, write_files

from builder.anki.media import read_media
from builder.base.diagnostic import Problem


def test_oversized_media(make_project: MakeProject) -> None:
    folder = make_project({"cards/a.yaml": GOOD, "media/film.mp4": b""})
    with (folder / "media/film.mp4").open("wb") as stream:
        stream.truncate(101 * 1024 * 1024)

    result = decks("check", folder=folder)

    assert (result.code, result.stdout) == (
        1,
        "media/film.mp4: error: larger than 100 MiB: AnkiWeb takes no larger file  "
        "[media-size]\n",
    )


def test_empty_media(make_project: MakeProject) -> None:
    folder = make_project({"cards/a.yaml": GOOD, "media/a.png": b""})

    assert refused(folder) == "media/a.png: error: the file is empty  [media-empty]\n"


@pytest.mark.skipif(os.name == "nt", reason="needs symbolic links")
def test_link_out_of_media(make_project: MakeProject, tmp_path: Path) -> None:
    write_files(tmp_path, {"secret.png": b"secret"})
    folder = make_project({"cards/a.yaml": GOOD, "media/here.png": b"here"})
    (folder / "media/out.png").symlink_to(tmp_path / "secret.png")
    (folder / "media/in.png").symlink_to(folder / "media/here.png")

    assert refused(folder) == (
        "media/out.png: error: a link out of media/: put the file itself here  "
        "[media-outside]\n"
    )


def test_renamed_media_folder(make_project: MakeProject) -> None:
    """Every picture is missing: the first few get a suggestion, and it is quick."""
    notes = "".join(
        f"  - {{id: n{n}, front: q{n}, back: '![](old/picture-{n:04}.png)'}}\n"
        for n in range(600)
    )
    pictures = {f"media/new/picture-{n:04}.png": b"%d" % n for n in range(600)}
    folder = make_project({"cards/a.yaml": f"notes:\n{notes}", **pictures})

    began = time.process_time()
    lines = [line for line in refused(folder).splitlines() if "error:" in line]

    assert len(lines) == 600
    assert lines[599].endswith(
        "no media file `old/picture-0599.png` in media/ (did you mean "
        "`new/picture-0599.png`?)  [media-missing]"
    )
    assert time.process_time() - began < 10


def test_many_missing_media(tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"picture-{number}.png").write_bytes(b"%d" % number)
    library, _ = read_media(tmp_path)

    found = [library.find(f"pictures-{number}.png") for number in range(30)]

    suggested = [
        one for one in found if isinstance(one, Problem) and "did you" in one.message
    ]
    assert found[:20] == suggested
    assert found[0] == library.find("pictures-0.png")


@pytest.mark.skipif(os.name == "nt", reason="needs symbolic links")
def test_link_to_itself(make_project: MakeProject) -> None:
    folder = make_project({"cards/a.yaml": GOOD})
    write_files(folder, {"media/a.png": b"x"})
    (folder / "media/loop.png").symlink_to("loop.png")

    assert refused(folder) == (
        "media/loop.png: error: cannot be read: Too many levels of symbolic links  "
        "[unreadable]\n"
    )


@pytest.mark.skipif(sys.platform != "linux", reason="needs names of any bytes")
def test_names_that_are_not_utf_8(make_project: MakeProject) -> None:
    folder = make_project({"cards/a.yaml": GOOD})
    (folder / "media").mkdir()
    Path(os.fsdecode(os.fsencode(folder) + b"/media/\xff.png")).write_bytes(b"x")

    assert refused(folder) == (
        "media/\\xff.png: error: the name `\\xff.png` is not UTF-8: rename the file  "
        "[file-name]\n"
    )


@pytest.mark.skipif(os.name == "nt", reason="needs pipes")
def test_pipes_are_not_read(make_project: MakeProject) -> None:
    folder = make_project({"cards/a.yaml": GOOD})
    (folder / "media").mkdir()
    os.mkfifo(folder / "media/pipe.png")

    assert refused(folder) == (
        "media/pipe.png: error: a pipe or a device: put an ordinary file here  "
        "[unreadable]\n"
    )


@pytest.mark.parametrize(
    "name", ["c#1%20.png", "a(b)'c.png", "%41.png"], ids=["#", "()", "%"]
)
def test_packaged_names_hold_nothing_an_address_reads(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_bytes(b"x")
    library, _ = read_media(tmp_path)

    (file,) = library.files.values()
    assert not set(file.name) & set("#%()'")
