"""The JSON Schema of card files, which editors read: as the reader, as far as it can."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from builder.cards.keys import COMMON_KEYS, FILE_KEYS, NOTE_KEYS, SHAPES, Key, Shape
from builder.cards.lists import MOST_STEPS
from builder.cards.names import MAXIMUM_DECK_LEVELS, RESERVED_TAGS
from builder.cards.note import BUILT_IN_NOTE_TYPES, KINDS, Kind
from builder.cards.sourcekeys import (
    DECKS_BY,
    FORMAT_NAMES,
    MADE_BESIDE,
    NOTE_KINDS,
    QUESTION_STYLES,
    SOURCE_KEYS,
    WHOLE_ANSWERS,
)


def json_schema() -> str:
    """Return the JSON Schema of card files, for editors and other tools."""
    note = _object(NOTE_KEYS)
    note["anyOf"] = [{"required": [kind.marker]} for kind in KINDS]
    note["allOf"] = [_when(kind) for kind in KINDS]
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Anki Deck Builder card file",
        **_object(FILE_KEYS),
        "required": ["notes"],
        "$defs": {**_DEFINITIONS, "note": note},
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def sources_schema() -> str:
    """Return the JSON Schema of sources.yaml."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Anki Deck Builder sources",
        "type": "array",
        "items": {
            **_object(SOURCE_KEYS),
            "required": ["path"],
            "not": {"required": ["type", "kind"]},
        },
        "$defs": _DEFINITIONS,
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _object(keys: Sequence[Key]) -> dict[str, Any]:
    properties = {
        key.name: {"description": key.description, **_SCHEMA[key.shape]} for key in keys
    }
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _when(kind: Kind) -> dict[str, Any]:
    """Say which keys a note needs, and may not have, once it has the kind's marker."""
    earlier = KINDS[: KINDS.index(kind)]
    allowed = {*kind.keys, *COMMON_KEYS}
    markers = [{"not": {"required": [other.marker]}} for other in earlier]
    return {
        "if": {"required": [kind.marker], **({"allOf": markers} if markers else {})},
        "then": {
            "required": list(kind.required),
            "properties": {key: False for key in SHAPES if key not in allowed},
        },
    }


def _any_case(word: str) -> str:
    return "".join(f"[{letter}{letter.upper()}]" for letter in word)


# The patterns hold for strings only: an editor sees `1.10` and `no` as other scalars.
# No lookbehind and no `\w`: every engine of regular expressions means the same by them.
_DECK_PART = r'(?!\s)(?:(?!\s*::|\s+$)[^"\n\t])+'
_RESERVED = "|".join(map(_any_case, sorted(RESERVED_TAGS)))
_TAG_PART = r"(?:(?!::)\S)+"
_ID_PATTERN = r"^[^\s!-/:-@\[-`{-~][^\s!-,;-@\[-^`{-~]*$"
_SCALAR: Mapping[str, Any] = {"type": ["string", "number", "boolean"]}
_TEXT: Mapping[str, Any] = {"$ref": "#/$defs/text"}
_FILLED: Mapping[str, Any] = {**_TEXT, "pattern": r"\S"}
_TAG: Mapping[str, Any] = {
    **_SCALAR,
    "pattern": f"^(?!(?:{_RESERVED})$){_TAG_PART}(?:::{_TAG_PART})*$",
}
_DEFINITIONS: Mapping[str, Any] = {
    "text": {
        "type": ["string", "number", "boolean", "null"],
        "pattern": r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$",
    },
}
_LANGUAGE = "[a-z]{2,3}_[A-Z]{2}"
_LENGTH = r"(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:%|px)?"
_LENGTHS: Mapping[str, Any] = {
    **_SCALAR,
    "pattern": rf"^\s*{_LENGTH}(?:[\s,]+{_LENGTH})*\s*$",
}
_SHAPE: Mapping[str, Any] = {
    "anyOf": [_LENGTHS, {"type": "array", "items": _LENGTHS, "minItems": 1}],
}
_NUMBER: Mapping[str, Any] = {
    "anyOf": [
        {"type": "integer", "minimum": 1, "maximum": 500},
        {"type": "string", "pattern": "^(?:[1-9][0-9]?|[1-4][0-9]{2}|500)$"},
    ],
}
_MASK: Mapping[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "rect": _SHAPE,
        "ellipse": _SHAPE,
        "polygon": _SHAPE,
        "number": _NUMBER,
        "text": _FILLED,
        "at": _SHAPE,
        "size": _LENGTHS,
    },
    "oneOf": [
        *({"required": [name]} for name in ("rect", "ellipse", "polygon")),
        {"required": ["text", "at"], "properties": {"number": False}},
    ],
}
_SCHEMA: Mapping[Shape, Mapping[str, Any]] = {
    "text": _TEXT,
    "filled": _FILLED,
    "file": _FILLED,
    "id": {**_SCALAR, "pattern": _ID_PATTERN},
    "deck": {
        **_SCALAR,
        "pattern": f"^(?:::)?{_DECK_PART}(?:::{_DECK_PART}){{0,{MAXIMUM_DECK_LEVELS - 2}}}$",
    },
    "guid": {**_SCALAR, "pattern": r"^\s*[^\s][^\n\t]*\s*$"},
    "type": {
        **_SCALAR,
        "pattern": r"\S",
        "not": {"enum": sorted(BUILT_IN_NOTE_TYPES)},
    },
    "flag": {"enum": [True, False, "true", "false"]},
    "tags": {"type": "array", "items": _TAG},
    "choices": {"type": "array", "items": _FILLED, "minItems": 2, "uniqueItems": True},
    "answer": {"anyOf": [_FILLED, {"type": "array", "items": _FILLED, "minItems": 1}]},
    "masks": {
        "anyOf": [_FILLED, {"type": "array", "items": _MASK, "minItems": 1}],
    },
    "speak": {
        "anyOf": [
            {**_SCALAR, "pattern": f"^(?:none|{_LANGUAGE})$"},
            {
                "type": "object",
                "additionalProperties": {**_SCALAR, "pattern": f"^{_LANGUAGE}$"},
            },
        ],
    },
    "ids": {
        "type": "array",
        "items": {**_SCALAR, "pattern": _ID_PATTERN},
        "uniqueItems": True,
    },
    "points": {"type": "array", "items": _FILLED, "minItems": 1},
    "steps": {"type": "array", "items": _FILLED, "minItems": 2, "maxItems": MOST_STEPS},
    "hide": {"enum": ["all", "one"]},
    "markup": {"enum": ["markdown", "html"]},
    "fields": {"type": "object", "additionalProperties": _TEXT, "minProperties": 1},
    "notes": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/note"}},
    "path": {
        **_SCALAR,
        "pattern": r"^\s*(?![/\\]|[A-Za-z]:[/\\]|[A-Za-z][A-Za-z0-9+.-]+://)[^\\\s][^\\]*$",
    },
    "make": {
        "anyOf": [
            {"enum": list(MADE_BESIDE)},
            {"type": "array", "items": {"enum": list(MADE_BESIDE)}},
        ],
    },
    "format": {"enum": list(FORMAT_NAMES)},
    "map": {"type": "object", "additionalProperties": _FILLED, "minProperties": 1},
    "whole": {"enum": list(WHOLE_ANSWERS)},
    "deck_by": {"enum": list(DECKS_BY)},
    "kind": {"enum": list(NOTE_KINDS)},
    "style": {"enum": list(QUESTION_STYLES)},
}
