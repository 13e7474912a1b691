"""Promise: no pipe, device or endless file is waited for, wherever it lies."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from builder.base.code import Code
from builder.base.ordinaryfile import FileKind, UnusableFileError, open_file, read_file

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs pipes and devices")

PIPE = "a pipe or a device: put an ordinary file here"


def refused(path: Path, kind: FileKind = FileKind.DECK) -> UnusableFileError:
    """The file is refused at once."""
    caught: list[UnusableFileError] = []

    def read() -> None:
        with pytest.raises(UnusableFileError) as error:
            read_file(path, kind)
        caught.append(error.value)

    reading = threading.Thread(target=read, daemon=True)
    reading.start()
    reading.join(timeout=10)
    assert not reading.is_alive()
    return caught[0]


def test_an_ordinary_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"content")
    (tmp_path / "link").symlink_to(tmp_path / "a")

    assert read_file(tmp_path / "a", FileKind.DECK) == b"content"
    assert read_file(tmp_path / "link", FileKind.DECK) == b"content"
    with open_file(tmp_path / "a", FileKind.PACKAGE) as stream:
        assert stream.read(3) == b"con"


def test_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a")

    error = refused(tmp_path / "a")

    assert (error.code, str(error)) == (Code.UNREADABLE, PIPE)


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/tty"])
def test_a_link_to_a_device(tmp_path: Path, device: str) -> None:
    if not Path(device).exists():
        pytest.skip(f"no {device}")
    (tmp_path / "a").symlink_to(device)

    assert str(refused(tmp_path / "a")) == PIPE


def test_a_pipe_that_takes_the_place_of_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look and the opening: it is opened without waiting, and looked at."""
    (tmp_path / "a").write_bytes(b"")
    status = (tmp_path / "a").stat()
    (tmp_path / "a").unlink()
    os.mkfifo(tmp_path / "a")
    monkeypatch.setattr(Path, "stat", lambda _, **__: status)

    assert str(refused(tmp_path / "a")) == PIPE


def test_a_folder(tmp_path: Path) -> None:
    assert str(refused(tmp_path)) == "a folder: put an ordinary file here"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    error = refused(tmp_path / "a")

    assert error.is_missing
    assert str(error) == "cannot be read: No such file or directory"


def test_a_large_file(tmp_path: Path) -> None:
    with (tmp_path / "a").open("wb") as stream:
        stream.truncate(FileKind.DECK.limit + 1)

    error = refused(tmp_path / "a")

    assert (error.code, str(error)) == (
        Code.FILE_SIZE,
        "larger than 4 MiB: deck.yaml holds settings alone",
    )


def test_a_file_that_holds_more_than_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As files of /proc do, or one that grows while it is read."""
    (tmp_path / "empty").write_bytes(b"")
    status = (tmp_path / "empty").stat()
    with (tmp_path / "a").open("wb") as stream:
        stream.truncate(FileKind.DECK.limit + 1)
    monkeypatch.setattr(Path, "stat", lambda _, **__: status)
    monkeypatch.setattr(os, "fstat", lambda _: status)

    assert refused(tmp_path / "a").code == Code.FILE_SIZE


def test_a_name_that_is_too_long(tmp_path: Path) -> None:
    assert str(refused(tmp_path / ("x" * 300))) == "cannot be read: File name too long"
