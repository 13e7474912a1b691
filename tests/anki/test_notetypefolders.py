"""A folder of cards/notetypes/ is read, or it is said why not."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from conftest import GOOD, MakeProject, refused


@pytest.mark.skipif(sys.platform != "linux", reason="needs names of any bytes")
def test_name_that_is_not_utf_8(make_project: MakeProject) -> None:
    folder = make_project({"cards/a.yaml": GOOD})
    name = os.fsencode(folder) + b"/cards/notetypes/\xfd"
    Path(os.fsdecode(name)).mkdir(parents=True)

    assert refused(folder) == (
        "cards/notetypes/\\xfd: error: the name `\\xfd` is not UTF-8: rename the file  "
        "[file-name]\n"
    )


def test_name_of_one_of_ours(make_project: MakeProject) -> None:
    note_type = "cards/notetypes/basic/notetype.yaml"
    folder = make_project({"cards/a.yaml": GOOD, note_type: "fields: [A]\n"})

    assert refused(folder) == (
        "cards/notetypes/basic: error: `basic` is one of the tool's note types: rename "
        "yours  [note-type]\n"
    )


def test_file_that_is_not_utf_8(make_project: MakeProject) -> None:
    style = {"cards/notetypes/own/style.css": "a{}\n/* é */".encode("latin-1")}
    folder = make_project({"cards/a.yaml": GOOD, **style})

    assert refused(folder).splitlines()[0] == (
        "cards/notetypes/own/style.css:2:4: error: not UTF-8 (byte 0xE9): save the file "
        "as UTF-8  [encoding]"
    )
