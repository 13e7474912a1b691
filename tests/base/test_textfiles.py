"""A file that is not UTF-8 is refused with its place, whatever it is instead."""

from __future__ import annotations

import codecs

import pytest
from conftest import GOOD, MakeProject, decks, refused, snapshot


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(
            GOOD.encode("gbk"),
            "2:20: error: not UTF-8 (byte 0xBE); it reads as GB18030 (GBK): save the "
            "file as UTF-8",
            id="GBK",
        ),
        pytest.param(
            GOOD.encode("utf-16"),
            "1:1: error: not UTF-8 (byte 0xFF); it reads as UTF-16: save the file as "
            "UTF-8",
            id="UTF-16",
        ),
        pytest.param(
            b"\xff\x00\x81\x8d",
            "1:1: error: not UTF-8 (byte 0xFF): save the file as UTF-8",
            id="binary",
        ),
        pytest.param(
            codecs.BOM_UTF8 + "镜: \n像a".encode() + b"\xff",
            "2:3: error: not UTF-8 (byte 0xFF): save the file as UTF-8",
            id="a wrong byte behind a byte order mark",
        ),
    ],
)
def test_wrong_encodings(
    make_project: MakeProject, content: bytes, expected: str
) -> None:
    folder = make_project({"cards/a.yaml": content})
    before = snapshot(folder)

    result = decks("check", folder=folder)

    assert result.stdout.splitlines()[0] == f"cards/a.yaml:{expected}  [encoding]"
    assert result.code == 1
    assert before == snapshot(folder)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(codecs.BOM_UTF8 + GOOD.encode(), id="byte order mark"),
        pytest.param(GOOD.replace("\n", "\r\n").encode(), id="CRLF"),
        pytest.param(codecs.BOM_UTF8 + GOOD.replace("\n", "\r\n").encode(), id="both"),
    ],
)
def test_accepted_encodings(make_project: MakeProject, content: bytes) -> None:
    folder = make_project({"cards/a.yaml": content})

    assert decks("build", folder=folder).code == 0
    assert (folder / "cards/a.yaml").read_bytes() == content


def test_file_of_70_megabytes(make_project: MakeProject) -> None:
    folder = make_project({"cards/a.yaml": b"#" * 70_000_000})

    assert refused(folder) == (
        "cards/a.yaml: error: larger than 64 MiB: split the file  [file-size]\n"
    )
