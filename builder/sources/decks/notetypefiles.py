"""A note type of an existing deck as the files of its folder."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from builder.anki.apkg.package import PackageNoteType, PackageTemplate, Settings
from builder.anki.keptnotetype import (
    FIELD_KEYS,
    NOTE_TYPE_KEYS,
    SETTINGS_FILE,
    STYLE_FILE,
    TEMPLATE_KEYS,
)
from builder.cards.exacttext import exact_scalar
from builder.sources.decks.placenames import place_name

_HEAD = (
    "# Kept as it came: learners know this note type by its id, and by nothing else.\n"
)
# Line ends that git may change, and what a file of text cannot hold.
_NO_FILE = re.compile("[\r\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]|^\ufeff")


Told: TypeAlias = Mapping[str, str | int | None]
"""What is said of a thing, by key; nothing where it has none."""


def note_type_files(note_type: PackageNoteType) -> dict[str, str]:
    """Return the texts of the folder by their names."""
    files: dict[str, str] = {}
    kept: Told = {"id": note_type.id, "name": note_type.name}
    rows = ["kept:", *_rows(kept, note_type.settings, NOTE_TYPE_KEYS, "  ")]
    if _NO_FILE.search(note_type.css):
        rows.append(f"  css: {exact_scalar(note_type.css, '  ')}")
    elif note_type.css:
        files[STYLE_FILE] = note_type.css
    rows += ["cloze: true"] if note_type.is_cloze else []
    rows.append("fields:")
    for field in note_type.fields:
        told: Told = {"name": field.name, "id": field.id}
        rows += _entry(_rows(told, field.settings, FIELD_KEYS, "    "))
    rows.append("templates:")
    stems: set[str] = set()
    for template in note_type.templates:
        stem = place_name(template.name, stems, otherwise="card")
        stems.add(stem)
        rows += _entry(_template(template, stem, files))
    files[SETTINGS_FILE] = _HEAD + "\n".join(rows) + "\n"
    return files


def _template(template: PackageTemplate, stem: str, files: dict[str, str]) -> list[str]:
    """Return the rows of a template; its sides become files, where they can."""
    told: dict[str, str | int | None] = {"name": template.name, "id": template.id}
    if stem != template.name:
        told["file"] = stem
    for side, text in (("front", template.front), ("back", template.back)):
        if _NO_FILE.search(text):
            told[side] = text
        else:
            files[f"{stem}.{side}.html"] = text
    return list(_rows(told, template.settings, TEMPLATE_KEYS, "    "))


def _rows(
    told: Told,
    settings: Settings,
    keys: Mapping[str, str],
    indent: str,
) -> Iterator[str]:
    for key, value in told.items():
        if value is not None:
            yield f"{indent}{key}: {_value(value, indent)}"
    for key, name in keys.items():
        if name in settings:
            yield f"{indent}{key}: {_value(settings[name], indent)}"


def _value(value: str | int, indent: str) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else exact_scalar(value, indent)


def _entry(rows: list[str] | Iterator[str]) -> list[str]:
    """Return the rows of an entry of a list."""
    first, *others = rows
    return [f"  - {first.lstrip()}", *others]
