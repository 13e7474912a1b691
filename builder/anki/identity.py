"""Who is who in Anki, for ever: GUIDs and ids, all from the project's key.

Nothing here depends on text, order, path or clock, so that an edit is an update and
never a duplicate.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from builder.base.hashing import digest

# Anki's ids are milliseconds since 1970. Those of notes lie between September 2001 and
# November 2023, 1000 apart: the engine renumbers ids of the future, and a card's id is
# the note's plus the card's ordinal (0 to 499).
_FIRST_ID = 1_000_000_000_000
_ID_STEP = 1000
_ID_SLOTS = 700_000_000

_GUID_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


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


def note_type_name(key: str, note_type: str) -> str:
    """Return a name that no other project has: Anki renames a clash to ``Name+``.

    It comes from what never changes: a new name is a change of the note type.
    """
    return f"{note_type[0].upper()}{note_type[1:]} {_name_suffix(key)}"


def older_note_type_name(key: str, note_type: str, slug: str) -> str:
    """Return the name that versions before 0.2.0 gave: the slug stood in it."""
    return f"{slug} {note_type_name(key, note_type)}"


def _name_suffix(key: str) -> str:
    return digest(key, "note type name").hex()[:6]
