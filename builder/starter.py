"""A new deck project: what ``decks new`` puts into an empty folder."""

from __future__ import annotations

import re
import secrets
from importlib import resources
from pathlib import Path

from builder import schema
from builder.diagnostic import BuilderError
from builder.output import PendingFiles

SCHEMA_FILE = "card.schema.json"

# Where each file of builder/starter_files/ goes.
_FILES = {
    "cards/deck.yaml": "cards/deck.yaml",
    "cards/example.yaml": "cards/example.yaml",
    "media/note.svg": "media/note.svg",
    "gitattributes": ".gitattributes",
    "gitignore": ".gitignore",
    "vscode-settings.json": ".vscode/settings.json",
}


def make_project(folder: Path, *, name: str, language: str) -> list[Path]:
    """Make a deck project that builds and return its files.

    Raises:
        BuilderError: The folder has something in it, or cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BuilderError(f"{folder} exists and is not an empty folder")
    values = {
        "name": name,
        "slug": _slug(folder.resolve().name),
        "key": secrets.token_hex(16),
        "language": language,
    }
    source = resources.files("builder") / "starter_files"
    with PendingFiles() as files:
        for origin, target in _FILES.items():
            text = (source / origin).read_text(encoding="utf-8")
            files.write(folder / target, _filled(text, values).encode())
        schema_text = schema.json_schema().encode()
        files.write(folder / "cards" / SCHEMA_FILE, schema_text)
        files.write(folder / "dist" / ".gitkeep", b"")
        files.commit()
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _slug(name: str) -> str:
    return re.sub(r"[^\w.-]+", "-", name.lower()).strip("-._") or "deck"


def _filled(text: str, values: dict[str, str]) -> str:
    return re.sub(r"%(\w+)%", lambda match: values[match[1]], text)
