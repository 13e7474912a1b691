"""Packages to read, made by genanki itself and by the real engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import anki_engine
import genanki
from anki.collection import Collection, ExportAnkiPackageOptions

TIME = 1_700_000_000


@dataclass(frozen=True)
class Type:
    """A note type as a script with genanki would make it."""

    id: int = 1_500_000_000_001
    name: str = "Plain"
    fields: Sequence[str] = ("Front", "Back")
    templates: Sequence[tuple[str, str, str]] = (("Card 1", "{{Front}}", "{{Back}}"),)
    css: str = ".card { color: black; }"
    modified: int = TIME

    def model(self) -> genanki.Model:
        model = genanki.Model(
            self.id,
            self.name,
            fields=[{"name": name} for name in self.fields],
            templates=[
                {"name": name, "qfmt": front, "afmt": back}
                for name, front, back in self.templates
            ],
            css=self.css,
        )
        original = model.to_json

        def to_json(timestamp: float, deck_id: int) -> dict[str, Any]:
            return {**original(timestamp, deck_id), "mod": self.modified}

        model.to_json = to_json
        return model


PLAIN = Type()


@dataclass(frozen=True)
class Written:
    """A note; ``modified`` is in seconds after a fixed time."""

    guid: str
    fields: Sequence[str]
    tags: Sequence[str] = ()
    deck: str = "Deck"
    modified: int = 0
    type: Type = field(default=PLAIN)


def write(
    path: Path, notes: Iterable[Written], media: Mapping[str, bytes] | None = None
) -> Path:
    """Write a package with genanki, then give each note its own time."""
    decks: dict[str, genanki.Deck] = {}
    for number, note in enumerate(notes):
        deck = decks.setdefault(
            note.deck, genanki.Deck(1_600_000_000_000 + len(decks), note.deck)
        )
        deck.add_note(_Timed(note, number))
    files = []
    for name, content in (media or {}).items():
        file = path.parent / "files" / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content)
        files.append(str(file))
    package = genanki.Package(list(decks.values()), media_files=files)
    package.write_to_file(path, timestamp=TIME)
    return path


class _Timed(genanki.Note):  # type: ignore[misc]  # genanki has no types
    def __init__(self, note: Written, number: int) -> None:
        super().__init__(
            note.type.model(),
            list(note.fields),
            tags=list(note.tags),
            guid=note.guid,
            due=number,
        )
        self.modified = TIME + note.modified

    def write_to_db(
        self, cursor: Any, _timestamp: float, deck_id: int, id_gen: Any
    ) -> None:
        super().write_to_db(cursor, self.modified, deck_id, id_gen)


def export(col: Collection, path: Path, *, legacy: bool) -> Path:
    """Export a whole collection as Anki's own dialog does."""
    col.export_anki_package(
        out_path=str(path),
        options=ExportAnkiPackageOptions(
            with_scheduling=True,
            with_deck_configs=True,
            with_media=True,
            legacy=legacy,
        ),
        limit=None,
    )
    return path


def exported(package: Path, folder: Path, *, legacy: bool) -> Path:
    """Return what Anki exports after the import of a package."""
    with anki_engine.collection(folder / "collection") as col:
        anki_engine.import_package(col, package)
        return export(col, folder / "exported.apkg", legacy=legacy)
