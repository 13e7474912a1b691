"""A new deck project: what ``decks new`` puts into a folder."""

from __future__ import annotations

import contextlib
import json
import os
import re
import secrets
import shutil
import unicodedata
from collections.abc import Mapping
from importlib import resources
from pathlib import Path

from builder.base.atomicfiles import Edit, PendingFiles
from builder.base.diagnostic import BuilderError
from builder.base.exclusive import Say, unheard
from builder.base.folders import entries_of, files_below
from builder.base.transaction import has_journal, writing
from builder.cards.jsonschema import json_schema, sources_schema
from builder.cards.names import composed, deck_problem
from builder.cards.project import workplace

SCHEMA_FILE = "card.schema.json"
SOURCES_SCHEMA_FILE = "sources.schema.json"

# Where each file of builder/starter_files/ goes.
_FILES = {
    "cards/deck.yaml": "cards/deck.yaml",
    "cards/example.yaml": "cards/example.yaml",
    "media/note.svg": "media/note.svg",
    "media/note.night.svg": "media/note.night.svg",
    "gitattributes": ".gitattributes",
    "gitignore": ".gitignore",
    "vscode-settings.json": ".vscode/settings.json",
}
# And those for a service that works on the repository, by its name.
CI_FILES: Mapping[str, Mapping[str, str]] = {
    "github": {"github-site.yml": ".github/workflows/site.yml"},
}
"""The files that ``decks new --ci NAME`` adds, by the names of services."""

# These get our lines when they are there already; any other file that is stays as it is.
_ADDED_TO = frozenset({".gitattributes", ".gitignore"})
# Empty, they may be left of a run that was interrupted.
_OUR_FOLDERS = frozenset({"cards", "media", "dist"})
# What a repository has when it is made, and what systems leave everywhere.
_WELCOME = re.compile(
    r"(?i)\..*|(?:readme|licen[cs]e|copying|notice|authors|changelog|changes|contributing|"
    r"code_of_conduct|security|codeowners)(?:\..*)?|thumbs\.db|desktop\.ini"
)


def make_project(
    folder: Path, *, name: str, language: str, ci: str = "", say: Say = unheard
) -> list[Path]:
    """Make a deck project that builds and return its files.

    With ``ci`` those are among them that publish it on a service.

    Raises:
        BuilderError: The folder has more in it than a new repository, or cannot be
            written; the name or the language cannot stand in Anki.
    """
    _refuse_name(name)
    values = {
        # JSON's quotes are YAML's: the name may hold `: ` or begin with `#`.
        "name": json.dumps(name, ensure_ascii=False),
        "slug": slug_of(Path(os.path.realpath(folder)).name),
        "key": secrets.token_hex(16),
        "language": _language(language),
    }
    place, was_there = workplace(folder), folder.exists()
    if not has_journal(place):
        _refuse_what_is_there(folder)
    try:
        with writing(place, project=folder, command="new", say=say) as begun:
            made = begun.mended.files if begun.mended else ()
            if "cards/deck.yaml" not in made:
                _refuse_what_is_there(folder)
                files = {**_FILES, **CI_FILES.get(ci, {})}
                made = _write(begun.files, folder, files, values)
    except BuilderError:
        _take_away_our_word(folder, was_there=was_there)
        raise
    return sorted(folder / path for path in made)


def _write(
    files: PendingFiles,
    folder: Path,
    origins: Mapping[str, str],
    values: Mapping[str, str],
) -> tuple[str, ...]:
    source = resources.files("builder") / "starter_files"
    made = []
    for origin, target in origins.items():
        text = _filled((source / origin).read_text(encoding="utf-8"), values)
        before = _content(folder / target)
        after = before if before is not None else text.encode()
        if target in _ADDED_TO and before is not None:
            after = _with_lines(before, text)
        if after != before:
            files.edit(folder / target, Edit(before=before, after=after))
            made.append(target)
    schemas = {SCHEMA_FILE: json_schema(), SOURCES_SCHEMA_FILE: sources_schema()}
    for name, text in schemas.items():
        files.write(folder / "cards" / name, text.encode())
    files.write(folder / "dist" / ".gitkeep", b"")
    files.commit()
    return (*made, *(f"cards/{name}" for name in schemas), "dist/.gitkeep")


def _content(path: Path) -> bytes | None:
    """Return what a file holds; nothing where there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BuilderError(f"cannot read {path}: {error.strerror or error}") from error


def _with_lines(content: bytes, ours: str) -> bytes:
    """Return a file with those of our lines at its end that it lacks."""
    known = {line.strip() for line in content.splitlines()}
    missing = [line for line in ours.splitlines() if line.encode() not in known]
    if not missing:
        return content
    gap = b"" if not content or content.endswith(b"\n") else b"\n"
    return content + gap + "".join(f"{line}\n" for line in missing).encode()


def project_files() -> dict[str, bytes]:
    """Return the files of any project that hold nothing of its own, by their paths."""
    source = resources.files("builder") / "starter_files"
    files = {
        target: (source / origin).read_bytes()
        for origin, target in _FILES.items()
        if target.startswith(".")
    }
    schema = json_schema().encode()
    return {**files, f"cards/{SCHEMA_FILE}": schema, "dist/.gitkeep": b""}


def default_name(folder: Path) -> str:
    """Return a name for the deck from its folder's."""
    name = Path(os.path.realpath(folder)).name
    return re.sub(r"[\s_-]+", " ", name).strip() or "Deck"


def _refuse_what_is_there(folder: Path) -> None:
    """Refuse a folder that holds more than a new repository and our own word."""
    entries, problems = entries_of(folder, str(folder))
    if problems:
        raise BuilderError(f"{folder} exists and is not an empty folder")
    place = workplace(folder)
    for entry in entries:
        if entry.name in _OUR_FOLDERS:
            below = files_below(Path(entry), entry.name, lambda path: path != place)
            is_free = below == ([], [])
        else:
            is_free = _WELCOME.fullmatch(entry.name) is not None
        if not is_free:
            raise BuilderError(
                f"{folder} exists and is not an empty folder: `{entry.name}` is in the "
                "way; a README, a licence and the files of git may be there"
            )


def _take_away_our_word(folder: Path, *, was_there: bool) -> None:
    """Leave nothing behind when no project was made."""
    place = workplace(folder)
    if has_journal(place) or (folder / "cards").exists():
        return
    with contextlib.suppress(OSError):
        shutil.rmtree(place)
        place.parent.rmdir()
        if not was_there:
            folder.rmdir()


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


def slug_of(name: str) -> str:
    """Return a name for files from the name of a folder or deck."""
    return re.sub(r"[^\w.-]+", "-", name.lower()).strip("-._") or "deck"


def _filled(text: str, values: Mapping[str, str]) -> str:
    return re.sub(r"%(\w+)%", lambda match: values[match[1]], text)
