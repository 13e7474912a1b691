"""The names that could stand where somebody writes: tags, decks, media, ids."""

from __future__ import annotations

import re
from collections.abc import Sequence

from builder.anki.media import read_media
from builder.base.diagnostic import Location
from builder.editor.desk import Desk
from builder.editor.linespan import lines_of

_KEY = re.compile(r"^(?P<indent>\s*)(?:-\s+)?(?P<key>[\w-]+)\s*:(?P<rest>.*)$")
_TAGS = frozenset({"tags", "without"})
_IDS = frozenset({"was", "order"})
_MEDIA = frozenset({"image", "picture", "sound"})
_EMBEDS = re.compile(r"(?:!\[[^\]\n]*\]\(|!\[\[|\[sound:|src=[\"'])[^)\]\"'\n]*$")


def names_at(desk: Desk, place: Location) -> list[str]:
    """Return the names that can stand at a place, sorted."""
    lines = lines_of(desk.text_of(place.path))[: place.line]
    if not lines:
        return []
    lines[-1] = lines[-1][: place.column - 1]
    if _EMBEDS.search(lines[-1]):
        return _media(desk)
    key = _key_of(lines)
    if key in _TAGS:
        return sorted({tag for note in desk.notes() for tag in note.tags})
    if key == "deck":
        return _decks(desk)
    if key in _MEDIA:
        return _media(desk)
    return sorted({note.id for note in desk.notes() if note.id} if key in _IDS else ())


def _key_of(lines: Sequence[str]) -> str:
    """Return the key whose value is being written: of its line, or of the list above."""
    own = _KEY.match(lines[-1])
    if own:
        return own["key"]
    item = re.match(r"^(\s*)-\s*\S*$", lines[-1])
    if item is None:
        return ""
    for line in reversed(lines[:-1]):
        above = _KEY.match(line)
        if above and len(above["indent"]) <= len(item[1]):
            return "" if above["rest"].strip() else above["key"]
    return ""


def _decks(desk: Desk) -> list[str]:
    project = desk.project()
    root = f"{project.name}::" if project else ""
    names = {note.deck.removeprefix(root) for note in desk.notes()}
    return sorted(names - {"", root.removesuffix("::")})


def _media(desk: Desk) -> list[str]:
    project = desk.project()
    if project is None:
        return []
    library, _ = read_media(project.media)
    return sorted(library.files)
