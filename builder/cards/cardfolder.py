"""The card files of a project: which files below cards/ hold notes, and their texts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic, Location, location_at
from builder.base.filenames import printable, unreadable_name
from builder.base.findings import Findings
from builder.base.folders import files_below
from builder.base.ordinaryfile import FileKind
from builder.base.textfiles import byte_order_mark, decode, read_content
from builder.cards.order import learning_order, unknown_places
from builder.cards.project import (
    CARDS_FOLDER,
    DECK_FILE,
    NOTE_TYPES_FOLDER,
    OWN_FILES,
    SOURCES_FILE,
    TOPICS_FILE,
    Project,
)
from builder.cards.sources import read_sources
from builder.cards.topics import read_topics

_NOTES = re.compile(r"^notes[ \t]*:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class CardFile:
    """The text of a card file; ``path`` is relative to the project.

    ``mark`` is its byte order mark, if it has one.
    """

    path: str
    text: str
    mark: bytes = b""

    @property
    def content(self) -> bytes:
        """What the file held when it was read."""
        return self.mark + self.text.encode()

    @property
    def default_deck(self) -> str:
        """The deck below the root for a file that names none: its path."""
        parts = PurePosixPath(self.path).with_suffix("").parts[1:]
        return "::".join(parts)


def read_card_files(project: Project) -> tuple[list[CardFile], list[Diagnostic]]:
    """Read all card files below cards/, in the order in which they are learnt."""
    told = Findings()
    files: list[CardFile] = []
    for path in told.of(_candidates(project.cards)):
        written = path.relative_to(project.folder).as_posix()
        name = printable(written)
        if name != written:
            told.add([unreadable_name(name)])
            continue
        if not (path.exists() or path.suffix):
            message = "a link that leads nowhere: delete it, or mend it"
            told.add([Diagnostic(Location(name), Code.UNREADABLE, message)])
            continue
        reason = _reason_to_skip(path)
        if reason:
            place = Location(name)
            told.add([Diagnostic(place, Code.FILE_NAME, reason, "warning")])
            continue
        content, problems = read_content(path, name, FileKind.CARDS)
        if not problems:
            text, problems = decode(content, name)
        told.add(problems)
        if problems:
            continue
        if path.parent == project.cards and path.name in OWN_FILES:
            told.add(_own_findings(name, text))
        else:
            files.append(CardFile(name, text, byte_order_mark(content)))
    told.add(unknown_places(project.order, [file.path for file in files]))
    files.sort(key=lambda file: learning_order(file.path, project.order))
    return files, told.all


def _own_findings(name: str, text: str) -> list[Diagnostic]:
    """Return what is wrong with a file that the project keeps for something else."""
    notes = _NOTES.search(text)
    if notes is not None:
        message = (
            f"`{PurePosixPath(name).name}` is the project's own and no card file: give "
            "the file of these notes another name"
        )
        place = location_at(text, name, notes.start())
        return [Diagnostic(place, Code.FILE_NAME, message)]
    if name.endswith(SOURCES_FILE):
        return read_sources(text, name)[1]
    return read_topics(text, name)[1] if name.endswith(TOPICS_FILE) else []


def is_card_file(path: PurePosixPath) -> bool:
    """Whether a file at a path below cards/ would be read as one that holds notes."""
    return (
        path.suffix == ".yaml"
        and str(path) not in OWN_FILES
        and path.parts[0] != NOTE_TYPES_FOLDER
        and not any(part.startswith(".") for part in path.parts)
    )


def _candidates(cards: Path) -> tuple[list[Path], list[Diagnostic]]:
    """Return the files that hold cards or seem to, and links to folders, sorted."""
    note_types = cards / NOTE_TYPES_FOLDER
    found, diagnostics = files_below(
        cards,
        CARDS_FOLDER,
        lambda path: not path.name.startswith(".") and path != note_types,
    )
    candidates = [path for path in found if _seems_to_hold_cards(path)]
    return [path for path in candidates if path != cards / DECK_FILE], diagnostics


def _seems_to_hold_cards(path: Path) -> bool:
    if path.is_symlink() and (path.is_dir() or not path.exists()):
        return True  # a folder of cards may be meant
    is_named_so = path.name.lower().endswith((".yaml", ".yml"))
    return is_named_so and not path.name.startswith(".")


def _reason_to_skip(path: Path) -> str:
    if path.is_dir():
        return "not read: a link to a folder; put the folder itself here"
    if path.suffix != ".yaml":
        return "not read: card files end in `.yaml`"
    return ""
