"""The settings of note types, fields and templates, and what Anki has by default.

The keys are those of Anki's JSON; what the numbers in its protobuf messages mean:
proto/anki/notetypes.proto and rslib/src/notetype/schema11.rs of ankitects/anki.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from builder.anki.apkg import protobuf
from builder.anki.apkg.package import Settings
from builder.anki.apkg.protobuf import Message

LATEX_HEADER = (
    "\\documentclass[12pt]{article}\n"
    "\\special{papersize=3in,5in}\n"
    "\\usepackage[utf8]{inputenc}\n"
    "\\usepackage{amssymb,amsmath}\n"
    "\\pagestyle{empty}\n"
    "\\setlength{\\parindent}{0in}\n"
    "\\begin{document}\n"
)
LATEX_FOOTER = "\\end{document}"

FIELD_DEFAULTS: Settings = {
    "sticky": False,
    "rtl": False,
    "font": "Arial",
    "size": 20,
    "description": "",
    "plainText": False,
    "collapsed": False,
    "excludeFromSearch": False,
    "preventDeletion": False,
}
"""The settings of a field; ``tag``, its role in a note type of Anki's own, has none."""

TEMPLATE_DEFAULTS: Settings = {"bqfmt": "", "bafmt": "", "bfont": "", "bsize": 0}
"""The settings of a template: how the browser shows its cards."""

_ROLE = 10
_OTHER = 255

NOTE_TYPE_DEFAULTS: Settings = {
    "sortf": 0,
    "latexPre": LATEX_HEADER,
    "latexPost": LATEX_FOOTER,
    "latexsvg": False,
    "originalStockKind": 0,
    "originalId": 0,
}
"""The settings of a note type."""


OF_ADDONS = "other"
"""The settings that are none of Anki's own, of add-ons, as JSON."""

_WITHOUT_SETTING: Mapping[str, frozenset[str]] = {
    "field": frozenset({"name", "ord", "media", "id", "tag"}),
    "template": frozenset({"name", "ord", "qfmt", "afmt", "id", "did"}),
    "note type": frozenset(
        {"id", "name", "type", "mod", "usn", "did", "tmpls", "flds", "css", "req"}
        | {"vers", "tags", "__type__", "crowdanki_uuid"}
    ),
}


def of_field(values: Mapping[str, Any]) -> Settings:
    """Return the settings of a field that are not as Anki has them by default."""
    told = _told(values, FIELD_DEFAULTS, "field")
    role = values.get("tag")
    return {**told, "tag": role} if isinstance(role, int) else told


def of_template(values: Mapping[str, Any], decks: Mapping[int, str]) -> Settings:
    """Return the settings of a template that are not as Anki has them by default.

    The deck that its cards go into is told by its name, ``decks`` are those by id.
    """
    told = _told(values, TEMPLATE_DEFAULTS, "template")
    deck = decks.get(values.get("did") or 0)
    return {**told, "did": deck} if deck else told


def of_note_type(values: Mapping[str, Any]) -> Settings:
    """Return the settings of a note type that are not as Anki has them by default."""
    return _told(values, NOTE_TYPE_DEFAULTS, "note type")


def _told(values: Mapping[str, Any], defaults: Settings, what: str) -> Settings:
    told: dict[str, str | int | bool] = {}
    for key, default in defaults.items():
        value = values.get(key, default)
        if type(default) is bool and isinstance(value, int):
            value = bool(value)
        if type(value) is type(default) and value != default:
            told[key] = value
    known = _WITHOUT_SETTING[what] | set(defaults)
    others = {key: value for key, value in values.items() if key not in known}
    if others:
        told[OF_ADDONS] = json.dumps(others, ensure_ascii=False, sort_keys=True)
    return told


def others(settings: Settings) -> dict[str, Any]:
    """Return the settings that are none of Anki's own.

    Raises:
        ValueError: They are no JSON.
    """
    found = json.loads(str(settings.get(OF_ADDONS, "{}")))
    if not isinstance(found, dict):
        raise ValueError("not a table")  # noqa: TRY004 -- of the text
    return found


def _others_in(message: Message) -> dict[str, Any]:
    """Return what add-ons keep, from where Anki keeps it."""
    try:
        return others({OF_ADDONS: protobuf.text(message, _OTHER) or "{}"})
    except ValueError:
        return {}


def field_values(message: Message) -> dict[str, Any]:
    """Return the settings in the configuration of a field."""
    values: dict[str, Any] = {
        "sticky": bool(protobuf.integer(message, 1)),
        "rtl": bool(protobuf.integer(message, 2)),
        "font": protobuf.text(message, 3),
        "size": protobuf.integer(message, 4),
        "description": protobuf.text(message, 5),
        "plainText": bool(protobuf.integer(message, 6)),
        "collapsed": bool(protobuf.integer(message, 7)),
        "excludeFromSearch": bool(protobuf.integer(message, 8)),
        "preventDeletion": bool(protobuf.integer(message, 11)),
        **_others_in(message),
    }
    if _ROLE not in message:
        return values
    return {**values, "tag": protobuf.integer(message, _ROLE)}


def template_values(message: Message) -> dict[str, Any]:
    """Return the settings in the configuration of a template."""
    return {
        "bqfmt": protobuf.text(message, 3),
        "bafmt": protobuf.text(message, 4),
        "bfont": protobuf.text(message, 6),
        "bsize": protobuf.integer(message, 7),
        "did": protobuf.integer(message, 5),
        **_others_in(message),
    }


def note_type_values(message: Message) -> dict[str, Any]:
    """Return the settings in the configuration of a note type."""
    return {
        "sortf": protobuf.integer(message, 2),
        "latexPre": protobuf.text(message, 5),
        "latexPost": protobuf.text(message, 6),
        "latexsvg": bool(protobuf.integer(message, 7)),
        "originalStockKind": protobuf.integer(message, 9),
        "originalId": protobuf.integer(message, 10),
        **_others_in(message),
    }
