"""The file that Anki keeps a collection in, read from a copy and never written to.

https://www.sqlite.org/wal.html: while a collection is open, and after a crash, a part of
it lies in a second file beside it.
"""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import tempfile
from pathlib import Path

from builder.anki.apkg.package import Package
from builder.anki.apkg.reader import package_of
from builder.base.diagnostic import BuilderError
from builder.base.ordinaryfile import FileKind, UnusableFileError, read_file

COLLECTION_FILE = "collection.anki2"
"""What Anki calls it in the folder of a profile."""


def read_collection_file(path: Path) -> Package:
    """Read a collection without its media.

    Raises:
        BuilderError: Anki has it open, or it is none.
    """
    written_ahead = path.with_name(f"{path.name}-wal")
    try:
        if written_ahead.exists():
            _refuse_if_open(path)
            content = _recovered(path, written_ahead)
        else:
            content = read_file(path, FileKind.COLLECTION)
        return package_of(content, path.name)
    except UnusableFileError as error:
        raise BuilderError(f"{path}: {error}") from error
    except BuilderError as error:
        raise BuilderError(f"{path}: {error}") from error


def _refuse_if_open(path: Path) -> None:
    index = path.with_name(f"{path.name}-shm")
    had_index = index.exists()
    try:
        with contextlib.closing(
            sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=0)
        ) as database:
            database.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise BuilderError(
                "Anki has it open: close Anki, or leave the name away to ask the running "
                "Anki (`decks pull`)"
            ) from error
    except sqlite3.Error:
        pass  # what is wrong with it is found when it is read
    finally:
        if not had_index:
            index.unlink(missing_ok=True)


def _recovered(path: Path, written_ahead: Path) -> bytes:
    """Return a collection that was not closed, as Anki would find it."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        shutil.copyfile(path, copy)
        shutil.copyfile(written_ahead, copy.with_name(written_ahead.name))
        try:
            with contextlib.closing(sqlite3.connect(copy)) as database:
                database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.Error as error:
            raise BuilderError(f"damaged: {error}") from error
        return read_file(copy, FileKind.COLLECTION)
