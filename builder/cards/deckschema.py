"""The JSON Schema of deck.yaml, which editors read."""

from __future__ import annotations

import json
from typing import Any

from builder.cards.project import DECK_KEYS, REQUIRED_DECK_KEYS

_TEXT: dict[str, Any] = {"type": ["string", "number"]}
_TEXTS: dict[str, Any] = {"type": "array", "items": {"type": ["string", "number"]}}
_SHAPES: dict[str, dict[str, Any]] = {
    "version": {"type": "string", "pattern": r"^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$"},
    "order": _TEXTS,
    "personal": _TEXTS,
    "personal-tags": _TEXTS,
    "latex": {"type": ["boolean", "string"]},
    "packages": {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {"slug": _TEXT, "tags": _TEXTS, "without": _TEXTS},
            "required": ["slug"],
            "additionalProperties": False,
        },
    },
    "voices": {"type": "object", "additionalProperties": {"type": ["array", "string"]}},
    "check": {
        "type": "object",
        "properties": {
            "on": _TEXTS,
            "off": _TEXTS,
            "limits": {"type": "object", "additionalProperties": {"type": "integer"}},
        },
        "additionalProperties": False,
    },
    "glossary": {
        "type": "object",
        "additionalProperties": {"type": ["array", "string", "number"]},
    },
    "media-names": {},
    "deck-descriptions": {"type": "object", "additionalProperties": _TEXT},
}


def deck_schema() -> str:
    """Return the JSON Schema of deck.yaml."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Anki Deck Builder deck.yaml",
        "type": "object",
        "properties": {key: _SHAPES.get(key, _TEXT) for key in DECK_KEYS},
        "required": list(REQUIRED_DECK_KEYS),
        "additionalProperties": False,
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
