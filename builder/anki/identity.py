"""Who is who in Anki, for ever: GUIDs and ids, all from the project's key.

Nothing here depends on text, order, path or clock, so that an edit is an update and
never a duplicate.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping

# Anki's ids are milliseconds since 1970. Those of notes lie between September 2001 and
# November 2023, 1000 apart: the engine renumbers ids of the future, and a card's id is
# the note's plus the card's ordinal (0 to 499).
_FIRST_ID = 1_000_000_000_000
_ID_STEP = 1000
_ID_SLOTS = 700_000_000

_WORDS_IN_ID = 4
_LONGEST_ID = 48
_GUID_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


def digest(*parts: str | bytes) -> bytes:
    """Hash parts with their lengths: ("ab", "c") is not ("a", "bc")."""
    hashed = hashlib.sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        hashed.update(len(content).to_bytes(8, "big"))
        hashed.update(content)
    return hashed.digest()


def note_guid(key: str, note_id: str) -> str:
    """Return the GUID by which Anki knows a note again.

    64 bits, as Anki's own; letters and digits only, so that a GUID can stand in any
    text file (Anki's may begin with the ``#`` of a comment).
    """
    number = int.from_bytes(digest(key, "note", note_id)[:8], "big")
    characters = []
    while number:
        number, index = divmod(number, len(_GUID_ALPHABET))
        characters.append(_GUID_ALPHABET[index])
    return "".join(reversed(characters))


def new_note_id(text: str, taken: Collection[str]) -> str:
    """Return a readable id for a note that has none yet, from its first words.

    Only where the note gets its id written into the card file does its text matter;
    from then on the id stays, whatever becomes of the text.
    """
    words = re.findall(r"[A-Za-z0-9]+", text.lower())
    readable = "-".join(words[:_WORDS_IN_ID])[:_LONGEST_ID].strip("-")
    name = (
        readable
        if len(words) >= _WORDS_IN_ID
        else ("-".join(filter(None, (readable, digest(text).hex()[:8]))))
    )
    if name[0].isdigit():
        name = f"note-{name}"
    return name if name not in taken else f"{name}-{_free_number(name, taken)}"


def _free_number(name: str, taken: Collection[str]) -> int:
    """Return a number that makes ``name`` free: the lowest where there are no gaps.

    Found by halving: thousands of notes may begin alike.
    """
    low, high = 1, 2
    while f"{name}-{high}" in taken:
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if f"{name}-{middle}" in taken else (low, middle)
    return high


def note_ids(
    guids: Iterable[str], known: Mapping[str, int] | None = None
) -> dict[str, int]:
    """Return a note id for each GUID; ids that are ``known`` stay.

    Two branches that add notes agree without talking: an id comes from the GUID, and
    only the rare collision depends on who else is there.
    """
    ids = dict(known or {})
    used = set(ids.values())
    for guid in sorted(set(guids) - set(ids)):
        slot = int.from_bytes(digest("note id", guid)[:8], "big") % _ID_SLOTS
        while _FIRST_ID + slot * _ID_STEP in used:
            slot = (slot + 1) % _ID_SLOTS
        ids[guid] = _FIRST_ID + slot * _ID_STEP
        used.add(ids[guid])
    return ids


def stable_id(key: str, *names: str) -> int:
    """Return the id of a note type or deck: a moment of the past in milliseconds."""
    number = int.from_bytes(digest(key, *names)[:8], "big")
    return _FIRST_ID + number % (_ID_SLOTS * _ID_STEP)


def part_id(key: str, *names: str) -> int:
    """Return the int64 id of a field or card template; it outlives a renaming."""
    return int.from_bytes(digest(key, *names)[:8], "big") >> 1
