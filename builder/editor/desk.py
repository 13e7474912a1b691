"""A project as it stands in an editor: files of the disk, and texts not saved yet."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from builder import pipeline
from builder.base.diagnostic import Diagnostic, Location
from builder.base.findings import Findings
from builder.base.ordinaryfile import FileKind
from builder.base.textfiles import read_text
from builder.cards.cardfile import parse_card_file
from builder.cards.cardfolder import CardFile, read_card_files
from builder.cards.note import Note
from builder.cards.project import CARDS_FOLDER, Project, read_deck_file
from builder.cards.yamltree import Text
from builder.check.sides import all_texts


@dataclass(slots=True)
class Desk:
    """The project in a folder; ``open_texts`` are those of open files, by their paths.

    Paths are relative to the project. What a file said last is kept with its notes.
    """

    folder: Path
    open_texts: dict[str, str] = field(default_factory=dict)
    _read: dict[str, tuple[str, list[Note]]] = field(default_factory=dict)

    def open_file(self, path: str, text: str) -> None:
        """Take the text of a file as it stands in the editor."""
        if path not in self.open_texts:
            deque(self.notes(), maxlen=0)  # what it says before somebody types
        self.open_texts[path] = text.removeprefix("\ufeff")

    def close_file(self, path: str) -> None:
        """Go back to what stands on the disk."""
        self.open_texts.pop(path, None)

    def text_of(self, path: str) -> str:
        """Return what a file says now; nothing where it cannot be read."""
        if path in self.open_texts:
            return self.open_texts[path]
        return read_text(self.folder / path, path, FileKind.CARDS)[0]

    def findings(self, cache: Path | None = None) -> list[Diagnostic]:
        """Return all that `decks check` would find, with what is not saved yet."""
        options = pipeline.Options(cache=cache, open_texts=dict(self.open_texts))
        return list(pipeline.check(self.folder, options).diagnostics)

    def project(self) -> Project | None:
        """Return what deck.yaml says, as far as it can be read."""
        return read_deck_file(self.folder)[0]

    def card_files(self) -> list[CardFile]:
        """Return the card files, those that are open as they stand there."""
        project = self.project()
        files = Findings().of(read_card_files(project)) if project else []
        return [
            replace(file, text=self.open_texts.get(file.path, file.text))
            for file in files
        ]

    def notes(self) -> Iterator[Note]:
        """Yield the notes of all card files.

        Of a file that is no YAML for the moment, those that it had before.
        """
        project = self.project()
        for file in self.card_files() if project else ():
            known = self._read.get(file.path)
            if known is None or known[0] != file.text:
                notes, _ = parse_card_file(
                    file.text,
                    file.path,
                    root=project.name if project else "",
                    default_deck=file.default_deck,
                )
                before = known[1] if known else []
                known = self._read[file.path] = file.text, notes or before
            yield from known[1]

    def note_at(self, place: Location) -> tuple[Note, Text] | None:
        """Return the text at a place with its note."""
        for note in self.notes():
            if note.location.path != place.path:
                continue
            for text in all_texts(note):
                end = text.at(len(text.value))
                if text.location[1:] <= place[1:] <= end[1:]:
                    return note, text
        return None


def is_of_cards(path: str) -> bool:
    """Whether a path of the project is one below cards/."""
    return path.startswith(f"{CARDS_FOLDER}/")
