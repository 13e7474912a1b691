"""A package from its empty collection and from rows, wherever these come from.

Without genanki: it makes the empty collection, which can be kept.
"""

from __future__ import annotations

import functools
import json
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from builder.anki.media import MediaFile, packaged_content
from builder.base.stablezip import MemberContent, Writable, write_archive

# The version of SQLite that wrote a file is noted in its header (offset 96); Anki does
# not read it. https://www.sqlite.org/fileformat.html
_SQLITE_VERSION_FIELD = slice(96, 100)
_SQLITE_VERSION = (3_040_001).to_bytes(4, "big")

Fill: TypeAlias = Callable[[sqlite3.Connection], None]
"""Adds the rows of ``notes`` and ``cards``, each table in the order of its ids."""

LookAt: TypeAlias = Callable[[sqlite3.Connection], None]
"""Is shown a collection that is finished."""


@dataclass(frozen=True, slots=True)
class EmptyCollection:
    """The file of a collection with its note types and decks, and nothing in them.

    ``root`` is the deck that has the description.
    """

    image: bytes
    root: str


def look_away(database: sqlite3.Connection) -> None:
    """Do nothing with a collection."""


def write_collection(
    stream: Writable,
    collection: Callable[[], MemberContent],
    media: Mapping[str, MediaFile],
) -> None:
    """Write an ``.apkg`` in the form that every Anki since 2.0 reads."""
    names = {str(number): name for number, name in enumerate(media)}
    members: list[tuple[str, Callable[[], MemberContent]]] = [
        ("collection.anki2", collection),
        ("media", lambda: json.dumps(names, ensure_ascii=False).encode()),
    ]
    members += [
        (str(number), functools.partial(packaged_content, file))
        for number, file in enumerate(media.values())
    ]
    write_archive(stream, members)


def filled_collection(
    empty: EmptyCollection,
    description: str,
    fill: Fill,
    look_at: LookAt = look_away,
    shelf: str = "",
) -> bytearray:
    """Return the file of a collection; ``look_at`` is shown it.

    What ``fill`` needs can be in the database ``shelf``, whose address is given.
    """
    database = sqlite3.connect(":memory:", isolation_level=None, uri=True)
    try:
        database.deserialize(empty.image)
        if shelf:
            database.execute("ATTACH ? AS shelf", (shelf,))
        database.execute("BEGIN")
        _describe(database, empty.root, description)
        fill(database)
        database.execute("COMMIT")
        look_at(database)
        image = database.serialize()
    finally:
        database.close()
    content = bytearray(image)  # now that the database is not in memory a third time
    content[_SQLITE_VERSION_FIELD] = _SQLITE_VERSION
    return content


def _describe(database: sqlite3.Connection, root: str, description: str) -> None:
    decks: dict[str, Any] = json.loads(
        database.execute("SELECT decks FROM col").fetchone()[0]
    )
    for deck in decks.values():
        if deck["name"] == root:
            deck["desc"] = description
    told = json.dumps(decks, ensure_ascii=False)
    database.execute("UPDATE col SET decks = ?", (told,))
