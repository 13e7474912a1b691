"""A new deck project: what ``decks new`` puts into an empty folder."""

from __future__ import annotations

import json
import os
import re
import secrets
import unicodedata
from importlib import resources
from pathlib import Path

from builder.base.atomicfiles import PendingFiles
from builder.base.diagnostic import BuilderError
from builder.cards.jsonschema import json_schema
from builder.cards.names import composed, deck_problem

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
        BuilderError: The folder has something in it, or cannot be written; the name or
            the language cannot stand in Anki.
    """
    _refuse_what_is_there(folder)
    _refuse_name(name)
    values = {
        # JSON's quotes are YAML's: the name may hold `: ` or begin with `#`.
        "name": json.dumps(name, ensure_ascii=False),
        "slug": _slug(Path(os.path.realpath(folder)).name),
        "key": secrets.token_hex(16),
        "language": _language(language),
    }
    source = resources.files("builder") / "starter_files"
    with PendingFiles() as files:
        for origin, target in _FILES.items():
            text = (source / origin).read_text(encoding="utf-8")
            files.write(folder / target, _filled(text, values).encode())
        schema_text = json_schema().encode()
        files.write(folder / "cards" / SCHEMA_FILE, schema_text)
        files.write(folder / "dist" / ".gitkeep", b"")
        files.commit()
    made = [*_FILES.values(), f"cards/{SCHEMA_FILE}", "dist/.gitkeep"]
    return sorted(folder / path for path in made)


def default_name(folder: Path) -> str:
    """Return a name for the deck from its folder's."""
    name = Path(os.path.realpath(folder)).name
    return re.sub(r"[\s_-]+", " ", name).strip() or "Deck"


def _refuse_what_is_there(folder: Path) -> None:
    try:
        is_free = not folder.exists() or (
            folder.is_dir() and all(path.name == ".git" for path in folder.iterdir())
        )
    except OSError as error:
        raise BuilderError(f"cannot write {folder}: {error.strerror}") from error
    if not is_free:
        raise BuilderError(f"{folder} exists and is not an empty folder")


def _refuse_name(name: str) -> None:
    if any(unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"} for sign in name):
        shown = name.encode("unicode_escape").decode()
        message = f"the deck name `{shown}` has a control character: write one line"
        raise BuilderError(message)
    problem = deck_problem(composed(name))
    if problem:
        raise BuilderError(problem)


def _language(language: str) -> str:
    tag = language.replace("_", "-")
    if not re.fullmatch(r"[A-Za-z]{2,3}(-\w{2,8})*", tag):
        message = f"`{language}` is not a language: write a tag such as `en` or `zh-CN`"
        raise BuilderError(message)
    return tag


def _slug(name: str) -> str:
    return re.sub(r"[^\w.-]+", "-", name.lower()).strip("-._") or "deck"


def _filled(text: str, values: dict[str, str]) -> str:
    return re.sub(r"%(\w+)%", lambda match: values[match[1]], text)
