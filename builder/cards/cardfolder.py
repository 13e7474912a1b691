"""The card files of a project: which files below cards/ hold notes, and their texts."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic, Location
from builder.base.filenames import printable, unreadable_name
from builder.base.textfiles import byte_order_mark, decode, read_content
from builder.cards.project import DECK_FILE, NOTE_TYPES_FOLDER, Project


@dataclass(frozen=True, slots=True)
class CardFile:
    """The text of a card file; ``path`` is relative to the project.

    ``mark`` is its byte order mark, if it has one.
    """

    path: str
    text: str
    mark: bytes = b""

    @property
    def default_deck(self) -> str:
        """The deck below the root for a file that names none: its path."""
        parts = PurePosixPath(self.path).with_suffix("").parts[1:]
        return "::".join(parts)


def read_card_files(project: Project) -> tuple[list[CardFile], list[Diagnostic]]:
    """Read all card files below cards/, sorted by path."""
    files: list[CardFile] = []
    diagnostics: list[Diagnostic] = []
    for path in _candidates(project.cards):
        written = path.relative_to(project.folder).as_posix()
        name = printable(written)
        if name != written:
            diagnostics.append(unreadable_name(name))
            continue
        reason = _reason_to_skip(path)
        if reason:
            place = Location(name)
            diagnostics.append(Diagnostic(place, Code.FILE_NAME, reason, "warning"))
            continue
        content, problems = read_content(path, name)
        if not problems:
            text, problems = decode(content, name)
        diagnostics += problems
        if not problems:
            files.append(CardFile(name, text, byte_order_mark(content)))
    return files, diagnostics


def _candidates(cards: Path) -> list[Path]:
    """Return the files that hold cards or seem to, and links to folders, sorted."""
    found = []
    for parent, folders, names in os.walk(cards):
        folders[:] = [name for name in folders if not name.startswith(".")]
        if Path(parent) == cards:
            folders[:] = [name for name in folders if name != NOTE_TYPES_FOLDER]
        below = [Path(parent, name) for name in folders]
        found += [path for path in below if path.is_symlink()]
        found += [
            Path(parent, name)
            for name in names
            if name.lower().endswith((".yaml", ".yml")) and not name.startswith(".")
        ]
    return sorted(path for path in found if path != cards / DECK_FILE)


def _reason_to_skip(path: Path) -> str:
    if path.is_dir():
        return "not read: a link to a folder; put the folder itself here"
    if path.suffix != ".yaml":
        return "not read: card files end in `.yaml`"
    return ""
