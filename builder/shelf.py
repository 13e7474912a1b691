"""What the last build left in the cache: one SQLite file a project, never written again.

It holds the rows of the package as they were packaged, and for each note what these
depend on. The file is called after its own hash: one that is damaged, cut or swapped is
none. Who changes anything makes another file of it, and names that.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from builder.base import cachefolder
from builder.base.hashing import digest
from builder.base.treehash import UnusualFileError, file_hash

_FOLDER = "projects"
_SUFFIX = ".sqlite"
_MOST_PROJECTS = 20
_TABLES = """
CREATE TABLE shelf.state (value TEXT);
CREATE TABLE shelf.packages (slug TEXT PRIMARY KEY, image BLOB, told TEXT);
CREATE TABLE shelf.files (
    place INTEGER PRIMARY KEY, path TEXT, mark TEXT, first INTEGER, notes INTEGER, told TEXT
);
CREATE TABLE shelf.entries (
    position INTEGER PRIMARY KEY, number INTEGER, key TEXT, frame TEXT, rendered TEXT
);
CREATE TABLE shelf.questions (position INTEGER PRIMARY KEY, question TEXT);
CREATE TABLE shelf.pieces (position INTEGER PRIMARY KEY, piece BLOB);
"""


@dataclass(frozen=True, slots=True)
class ShelvedFile:
    """A card file: a hash of its text, its findings, whether others have to do with it.

    ``first`` is the position of its first note, ``notes`` their number. ``has_ties`` says
    that something is found in it that depends on notes of other files.
    """

    place: int
    path: str
    mark: str
    first: int
    notes: int
    findings: Sequence[Any]
    has_ties: bool


@dataclass(frozen=True, slots=True)
class ShelvedNote:
    """A note in its place among all, with what tells whether it is as it was.

    ``number`` is Anki's note id, 0 for a draft. ``key`` is a hash of all that its rendering
    depends on, empty when something was found about it; ``frame`` one of all that other
    notes have to do with; ``question`` one of what it asks. ``rendered`` is what its
    rows do not tell, ``piece`` its part in the hash of the whole package.
    """

    position: int
    number: int
    key: str
    frame: str
    question: str
    rendered: str
    piece: bytes


class Shelf:
    """A file of the cache, opened to read; each error of SQLite means that it is none."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._database = sqlite3.connect(read_only(path), uri=True)
        told = self._database.execute("SELECT value FROM state").fetchone()[0]
        self.state: Mapping[str, Any] = json.loads(told)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def files(self) -> list[ShelvedFile]:
        """Return the card files in the order in which they are learnt."""
        query = "SELECT * FROM files ORDER BY place"
        return [
            ShelvedFile(*values, *json.loads(told))
            for *values, told in self._database.execute(query)
        ]

    def notes_of(self, file: ShelvedFile) -> list[ShelvedNote]:
        """Return the notes of a card file, in their order."""
        query = (
            "SELECT position, number, key, frame, question, rendered, piece FROM entries "
            "JOIN questions USING (position) JOIN pieces USING (position) "
            "WHERE position >= ? AND position < ? ORDER BY position"
        )
        within = (file.first, file.first + file.notes)
        return [ShelvedNote(*row) for row in self._database.execute(query, within)]

    def renderings(self) -> dict[str, tuple[int, str]]:
        """Return numbers and renderings of all notes that have a key, by it."""
        query = "SELECT key, number, rendered FROM entries WHERE key <> ''"
        return {key: (n, text) for key, n, text in self._database.execute(query)}

    def questions(self) -> list[str]:
        """Return what all notes ask, as hashes."""
        query = "SELECT question FROM questions"
        return [row[0] for row in self._database.execute(query)]

    def place_of(self, note: ShelvedNote) -> int:
        """Return the place of a note among the new cards."""
        query = "SELECT count(*) FROM pieces WHERE piece <> x'' AND position <= ?"
        return int(self._database.execute(query, (note.position,)).fetchone()[0])

    def fields(self, number: int) -> str:
        """Return the fields of a note as they are in its row."""
        query = "SELECT flds FROM notes WHERE id = ?"
        return str(self._database.execute(query, (number,)).fetchone()[0])

    def package(self, slug: str) -> tuple[bytes, Any]:
        """Return the empty collection of a package, and what else is known of it."""
        query = "SELECT image, told FROM packages WHERE slug = ?"
        image, told = self._database.execute(query, (slug,)).fetchone()
        return image, json.loads(told)


class NewShelf:
    """A shelf that is being made: a part file, until it is kept."""

    def __init__(self, cache: Path, project: Path) -> None:
        self.folder = _folder(cache, project)
        self.part = self.folder / f".{os.getpid()}.part"

    def _begin(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.part.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self.part.unlink(missing_ok=True)

    def begin(self, collection: sqlite3.Connection) -> None:
        """Take all rows of a finished collection."""
        self._begin()
        collection.execute("ATTACH ? AS shelf", (str(self.part),))
        collection.executescript(f"{_QUICK.format('shelf')}{_TABLES}")
        for table in ("notes", "cards"):
            query = "SELECT sql FROM main.sqlite_master WHERE name = ?"
            sql = str(collection.execute(query, (table,)).fetchone()[0])
            collection.execute(sql.replace(f"TABLE {table}", f"TABLE shelf.{table}", 1))
            collection.execute(
                f"INSERT INTO shelf.{table} SELECT * FROM main.{table} ORDER BY id"  # noqa: S608 -- ours
            )
        collection.execute("DETACH shelf")

    def copy(self, shelf: Shelf) -> None:
        """Begin with what another holds."""
        self._begin()
        shutil.copyfile(shelf.path, self.part)

    @contextlib.contextmanager
    def open(self) -> Iterator[sqlite3.Connection]:
        """Open what there is so far, and write what is done with it."""
        database = sqlite3.connect(self.part)
        try:
            database.executescript(_QUICK.format("main"))
            with database:
                yield database
        finally:
            database.close()

    def keep(self) -> None:
        """Give it its name, take away what was there before, and the oldest projects."""
        kept = self.folder / f"{file_hash(str(self.part))}{_SUFFIX}"
        self.part.replace(kept)
        for file in self.folder.glob(f"*{_SUFFIX}"):
            if file != kept:
                with contextlib.suppress(OSError):
                    file.unlink()
        cachefolder.forget_oldest_folders(self.folder.parent, _MOST_PROJECTS)


_QUICK = "PRAGMA {0}.journal_mode=OFF; PRAGMA {0}.synchronous=OFF;"


def open_shelf(cache: Path, project: Path) -> Shelf | None:
    """Return what the last build of a project left; nothing when it is damaged."""
    try:
        found = max(
            _folder(cache, project).glob(f"*{_SUFFIX}"),
            key=lambda file: file.stat().st_mtime_ns,
        )
        return Shelf(found) if file_hash(str(found)) == found.stem else None
    except (
        OSError,
        ValueError,
        UnusualFileError,
        sqlite3.Error,
        LookupError,
        TypeError,
    ):
        return None


def read_only(path: Path) -> str:
    """Return the address by which SQLite opens a file that nobody writes."""
    return f"{path.resolve().as_uri()}?mode=ro&immutable=1"


def write_notes(database: sqlite3.Connection, notes: Iterable[ShelvedNote]) -> None:
    """Write notes, in the place of those that are there."""
    for note in notes:
        values = (note.position, note.number, note.key, note.frame, note.rendered)
        database.execute("REPLACE INTO entries VALUES (?, ?, ?, ?, ?)", values)
        asked = (note.position, note.question)
        database.execute("REPLACE INTO questions VALUES (?, ?)", asked)
        piece = (note.position, note.piece)
        database.execute("REPLACE INTO pieces VALUES (?, ?)", piece)


def write_file(database: sqlite3.Connection, file: ShelvedFile) -> None:
    """Write a card file, in the place of the one that is there."""
    told = json.dumps([file.findings, file.has_ties])
    values = (file.place, file.path, file.mark, file.first, file.notes, told)
    database.execute("REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?)", values)


def write_package_told(
    database: sqlite3.Connection, slug: str, image: bytes, told: Any
) -> None:
    """Write what is known of a package."""
    values = (slug, image, json.dumps(told))
    database.execute("REPLACE INTO packages VALUES (?, ?, ?)", values)


def write_state(database: sqlite3.Connection, state: Mapping[str, Any]) -> None:
    """Write what is known of the whole."""
    database.execute("DELETE FROM state")
    database.execute("INSERT INTO state VALUES (?)", (json.dumps(state),))


def _folder(cache: Path, project: Path) -> Path:
    return cache / _FOLDER / digest(str(project.resolve())).hex()
