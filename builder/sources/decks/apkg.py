"""Packages and whole collections that Anki or a tool wrote."""

from __future__ import annotations

import functools
from pathlib import Path

from builder.anki.apkg.reader import media_contents, read_package
from builder.sources.decks.original import OriginalDeck


def read(path: Path) -> OriginalDeck:
    """Read an ``.apkg`` or ``.colpkg``.

    Raises:
        BuilderError: It is neither, or damaged.
    """
    return OriginalDeck(
        name=path.stem,
        package=read_package(path, or_collection=True),
        contents=functools.partial(media_contents, path),
        has_identity=True,
    )
