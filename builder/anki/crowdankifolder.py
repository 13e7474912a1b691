"""A deck as CrowdAnki keeps it: decks, note types and notes in one JSON file.

https://github.com/Stvad/CrowdAnki
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from builder.anki.ankinote import AnkiNote
from builder.anki.apkg.writer import note_type_json
from builder.anki.media import MediaFile
from builder.base.hashing import digest
from builder.cards.names import with_parents

_OF_A_COLLECTION = ("id", "mod", "usn", "did")


def crowdanki_json(  # noqa: PLR0913 -- what a deck is told by
    notes: Sequence[AnkiNote],
    *,
    key: str,
    root: str,
    description: str,
    media: Mapping[str, MediaFile],
    descriptions: Mapping[str, str],
) -> str:
    """Return the deck ``root`` with all below it; other roots stand there as well.

    ``descriptions`` are those of the decks below it.

    ``key`` is the project's: what CrowdAnki knows things by comes from it.
    """
    by_deck: defaultdict[str, list[AnkiNote]] = defaultdict(list)
    for note in notes:
        by_deck[note.deck].append(note)
    note_types = {note.note_type.key: note.note_type for note in notes}
    decks: dict[str, dict[str, Any]] = {}
    for name in sorted(with_parents([root, *by_deck])):
        parent, _, last = name.rpartition("::")
        is_other_root = not parent and name != root
        decks[name] = _deck(key, name, name if is_other_root else last)
        decks[name]["desc"] = descriptions.get(name, "")
        decks[name]["notes"] = [_note(key, note) for note in by_deck[name]]
    for name, deck in decks.items():
        parent = name.rpartition("::")[0] or (root if name != root else "")
        if parent:
            decks[parent]["children"].append(deck)
    whole = {
        **decks[root],
        "desc": description,
        "media_files": sorted(media),
        "note_models": [
            _note_model(key, note_type) for _, note_type in sorted(note_types.items())
        ],
    }
    return json.dumps(whole, ensure_ascii=False, indent=4, sort_keys=True) + "\n"


def _deck(key: str, name: str, last: str) -> dict[str, Any]:
    return {
        "__type__": "Deck",
        "children": [],
        "crowdanki_uuid": _uuid(key, "deck", name),
        "deck_config_uuid": _uuid(key, "options", ""),
        "deck_configurations": [],
        "desc": "",
        "dyn": 0,
        "extendNew": 10,
        "extendRev": 50,
        "media_files": [],
        "name": last,
        "notes": [],
    }


def _note(key: str, note: AnkiNote) -> dict[str, Any]:
    return {
        "__type__": "Note",
        "data": "",
        "fields": list(note.fields),
        "flags": 0,
        "guid": note.guid,
        "note_model_uuid": _uuid(key, "note type", note.note_type.key),
        "tags": sorted(note.tags),
    }


def _note_model(key: str, note_type: Any) -> dict[str, Any]:
    told = note_type_json(note_type)
    for name in _OF_A_COLLECTION:
        told.pop(name, None)
    uuid = _uuid(key, "note type", note_type.key)
    return {**told, "__type__": "NoteModel", "crowdanki_uuid": uuid}


def _uuid(*parts: str) -> str:
    """Return a UUID that stays, as CrowdAnki wants it."""
    name = digest("crowdanki", *parts).hex()[:32]
    return "-".join((name[:8], name[8:12], name[12:16], name[16:20], name[20:]))
