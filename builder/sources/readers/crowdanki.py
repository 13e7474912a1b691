"""CrowdAnki's export of a deck: its notes, and the decks below it, as JSON.

https://github.com/Stvad/CrowdAnki
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from builder.sources.readers import ankinotes
from builder.sources.readers.ankinotes import ExportedNote
from builder.sources.readers.block import Document

_DEEPEST = 30
# The files of a deck stand in a folder beside its JSON.
_PICTURE = re.compile(r"(?i)(<img\b[^<>]*?\bsrc\s*=\s*[\"']?)(?![a-z]+:|//|media/)")
_SOUND = re.compile(r"(\[sound:)(?!media/)")


def is_deck(value: Any) -> bool:
    """Whether a value is a deck of CrowdAnki."""
    return isinstance(value, dict) and value.get("__type__") == "Deck"


def document_of(value: Mapping[str, Any], line_of: Callable[[str], int]) -> Document:
    """Return the notes of a deck; ``line_of`` finds a text in its file."""
    notes = list(_notes(value, (), {}, line_of))
    return ankinotes.document_of(notes, is_html=True)


@dataclass(frozen=True, slots=True)
class _Model:
    """A note type: its name and those of its fields."""

    name: str
    fields: tuple[str, ...]


def _notes(
    deck: Mapping[str, Any],
    path: tuple[str, ...],
    models: Mapping[str, _Model],
    line_of: Callable[[str], int],
) -> Iterator[ExportedNote]:
    path = (*path, _text(deck.get("name")))
    known = {**models, **dict(_models(deck))}
    for note in _records(deck.get("notes")):
        fields = _texts(note.get("fields"))
        model = known.get(_text(note.get("note_model_uuid")), _Model("", ()))
        if fields:
            yield ExportedNote(
                line_of(fields[0]),
                tuple(_with_folder(one) for one in fields),
                model.fields,
                model.name,
                "::".join(path),
                _text(note.get("guid")),
                tuple(_texts(note.get("tags"))),
            )
    for child in _records(deck.get("children")) if len(path) < _DEEPEST else ():
        yield from _notes(child, path, known, line_of)


def _models(deck: Mapping[str, Any]) -> Iterator[tuple[str, _Model]]:
    for model in _records(deck.get("note_models")):
        fields = [_text(one.get("name")) for one in _records(model.get("flds"))]
        yield (
            _text(model.get("crowdanki_uuid")),
            _Model(_text(model.get("name")), tuple(fields)),
        )


def _records(value: Any) -> list[Mapping[str, Any]]:
    found = value if isinstance(value, list) else []
    return [one for one in found if isinstance(one, dict)]


def _texts(value: Any) -> list[str]:
    found = value if isinstance(value, list) else []
    return [one for one in found if isinstance(one, str)]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _with_folder(field: str) -> str:
    return _SOUND.sub(r"\1media/", _PICTURE.sub(r"\1media/", field))
