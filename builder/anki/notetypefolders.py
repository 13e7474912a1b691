"""The folders of note types, the tool's and the project's own, read as text."""

from __future__ import annotations

import re
from importlib import resources
from importlib.resources.abc import Traversable

from builder.anki.notetypereader import NoteTypeFolder
from builder.base.code import Code
from builder.base.diagnostic import Diagnostic, Location
from builder.base.filenames import printable, unreadable_name
from builder.base.textfiles import decode
from builder.cards.project import NOTE_TYPES_FOLDER, Project

_COMMENT = re.compile(r"^/\*.*?\*/\n|^//[^\n]*\n", re.MULTILINE | re.DOTALL)


def read_note_type_folders(
    project: Project,
) -> tuple[list[NoteTypeFolder], str, list[Diagnostic]]:
    """Return the note types of the tool and of the project, and the shared CSS."""
    ours = resources.files("builder.anki") / NOTE_TYPES_FOLDER
    folders = [
        NoteTypeFolder(
            entry.name,
            f"builder/{entry.name}",
            {
                name: text if name.endswith(".yaml") else _without_comments(text)
                for name, text in _texts_in(entry)[0].items()
            },
            is_own=False,
        )
        for entry in sorted(ours.iterdir(), key=lambda entry: entry.name)
        if entry.is_dir()
    ]
    diagnostics: list[Diagnostic] = []
    own = project.cards / NOTE_TYPES_FOLDER
    taken = {folder.key for folder in folders}
    for entry in sorted(own.iterdir()) if own.is_dir() else ():
        written = entry.relative_to(project.folder).as_posix()
        path = printable(written)
        if not entry.is_dir() or entry.name.startswith("."):
            continue
        if path != written:
            diagnostics.append(unreadable_name(path))
            continue
        if entry.name in taken:
            message = f"`{entry.name}` is one of the tool's note types: rename yours"
            diagnostics.append(Diagnostic(Location(path), Code.NOTE_TYPE, message))
            continue
        texts, problems = _texts_in(entry, path)
        diagnostics += problems
        if not problems:
            folders.append(NoteTypeFolder(entry.name, path, texts))
    base_css = _without_comments((ours / "style.css").read_text(encoding="utf-8"))
    return folders, base_css, diagnostics


def _without_comments(text: str) -> str:
    """Take out whole comment lines: they speak to us, and weigh in every package."""
    return _COMMENT.sub("", text)


def _texts_in(
    folder: Traversable, path: str = ""
) -> tuple[dict[str, str], list[Diagnostic]]:
    texts: dict[str, str] = {}
    diagnostics: list[Diagnostic] = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_file() and entry.name.endswith((".html", ".css", ".yaml")):
            text, problems = decode(entry.read_bytes(), f"{path}/{entry.name}")
            texts[entry.name] = text.replace("\r\n", "\n")
            diagnostics += problems
    return texts, diagnostics
