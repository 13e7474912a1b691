"""The folders of note types, the tool's and the project's own, read as text."""

from __future__ import annotations

import re
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath

from builder.anki.notetypereader import NoteTypeFolder
from builder.base.code import Code
from builder.base.diagnostic import Diagnostic, Location
from builder.base.filenames import printable, unreadable_name
from builder.base.findings import Findings
from builder.base.folders import entries_of
from builder.base.ordinaryfile import FileKind
from builder.base.textfiles import read_text
from builder.cards.project import CARDS_FOLDER, NOTE_TYPES_FOLDER, Project

_SUFFIXES = (".html", ".css", ".yaml")
_QUOTED = re.compile(r"(\"[^\"]*\")")
_COMMENT = re.compile(r"^/\*.*?\*/\n|^//[^\n]*\n", re.MULTILINE | re.DOTALL)


def read_note_type_folders(
    project: Project,
) -> tuple[list[NoteTypeFolder], str, list[Diagnostic]]:
    """Return the note types of the tool and of the project, and the shared CSS."""
    ours = resources.files("builder.anki") / NOTE_TYPES_FOLDER
    told = Findings()
    folders = [
        NoteTypeFolder(
            entry.name, f"builder/{entry.name}", _our_texts(entry), is_own=False
        )
        for entry in sorted(ours.iterdir(), key=lambda entry: entry.name)
        if entry.is_dir()
    ]
    own = f"{CARDS_FOLDER}/{NOTE_TYPES_FOLDER}"
    taken = {folder.key for folder in folders}
    for entry in told.of(entries_of(project.folder / own, own)):
        written = f"{own}/{entry.name}"
        path = printable(written)
        if not entry.is_dir() or entry.name.startswith("."):
            continue
        if path != written:
            told.add([unreadable_name(path)])
            continue
        if entry.name in taken:
            message = f"`{entry.name}` is one of the tool's note types: rename yours"
            told.add([Diagnostic(Location(path), Code.NOTE_TYPE, message)])
            continue
        texts, problems = _texts_in(Path(entry), path)
        told.add(problems)
        if not problems:
            folders.append(NoteTypeFolder(entry.name, path, texts))
    base_css = _dense((ours / "style.css").read_text(encoding="utf-8"))
    return folders, base_css, told.all


def _our_texts(folder: Traversable) -> dict[str, str]:
    texts = {
        entry.name: entry.read_text(encoding="utf-8")
        for entry in folder.iterdir()
        if entry.name.endswith(_SUFFIXES)
    }
    return {
        name: _DENSE.get(PurePosixPath(name).suffix, str)(text)
        for name, text in sorted(texts.items())
    }


def _without_comments(text: str) -> str:
    """Take out whole comment lines: they speak to us, and weigh in every package."""
    return _COMMENT.sub("", text)


def _dense(css: str) -> str:
    """Return a style sheet of ours, one rule a line: it too weighs in every package."""
    parts = _QUOTED.split(_without_comments(css))
    parts[::2] = [_squeezed(part) for part in parts[::2]]
    return "".join(parts)


def _squeezed(css: str) -> str:
    css = re.sub(r" ?([{};,]) ?", r"\1", re.sub(r"\s+", " ", css))
    css = css.replace(": ", ":").replace(";}", "}")
    css = re.sub(r"#(\w)\1(\w)\2(\w)\3\b", r"#\1\2\3", css)
    return css.replace("}", "}\n").replace("}\n}", "}}")


def _flat(markup: str) -> str:
    """Return a template of ours without indentation."""
    return re.sub(r"\n\s+", "\n", _without_comments(markup))


_DENSE = {".css": _dense, ".html": _flat}


def _texts_in(folder: Path, path: str) -> tuple[dict[str, str], list[Diagnostic]]:
    told = Findings()
    texts: dict[str, str] = {}
    for entry in told.of(entries_of(folder, path)):
        if entry.name.endswith(_SUFFIXES):
            name = f"{path}/{printable(entry.name)}"
            text = told.of(read_text(Path(entry), name, FileKind.NOTE_TYPE))
            texts[entry.name] = text.replace("\r\n", "\n")
    return texts, told.all
