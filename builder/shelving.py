"""What a whole build leaves for the next one: rows, and what these depend on."""

from __future__ import annotations

import contextlib
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from builder.anki.ankinote import AnkiNote
from builder.anki.apkg.contents import PackageContents
from builder.anki.media import MediaLibrary
from builder.anki.notetype import NoteType
from builder.base.code import Code
from builder.base.diagnostic import Diagnostic, Location
from builder.base.hashing import digest
from builder.base.treehash import UnusualFileError
from builder.cards.cardfolder import CardFile
from builder.cards.note import Note
from builder.cards.project import Project
from builder.packages import Compiled, count, piece_of
from builder.renderings import RenderingGrounds, Renderings, grounds_of, rendered_text
from builder.shelf import (
    NewShelf,
    Shelf,
    ShelvedFile,
    ShelvedNote,
    open_shelf,
    write_file,
    write_notes,
    write_package_told,
    write_state,
)
from builder.versions import locktext
from builder.versions.lock import LockedNote
from builder.versions.releasednotes import notes_gone


@dataclass(slots=True)
class Course:
    """What a build comes by on its way, beyond what it reports.

    ``shelf`` is what the last one left, ``renderings`` those of it. ``at_hand`` are
    findings that each build makes anew, since they are of no note; ``ties`` are the card
    files in which something is found that depends on others.
    """

    shelf: Shelf | None = None
    remembers: bool = False
    grounds: RenderingGrounds | None = None
    renderings: Renderings = field(default_factory=lambda: Renderings(None))
    files: Sequence[CardFile] = ()
    notes: Sequence[Note] = ()
    at_hand: Collection[Diagnostic] = frozenset()
    ties: Collection[str] = frozenset()

    def begin(
        self,
        project: Project,
        note_types: Mapping[str, NoteType],
        media: MediaLibrary,
        files: Sequence[CardFile],
        notes: Sequence[Note],
    ) -> None:
        """Find the renderings that are still good."""
        self.files, self.notes = files, notes
        if self.remembers:
            self.grounds = grounds_of(project, note_types, media)
            known = self.shelf.renderings() if self.shelf else {}
            self.renderings = Renderings(self.grounds, self.shelf, known)


@contextlib.contextmanager
def shelf_of(cache: Path | None, folder: Path) -> Iterator[Shelf | None]:
    """Open what the last build of a project left, if anything."""
    shelf = open_shelf(cache, folder) if cache is not None else None
    if shelf is None:
        yield None
        return
    with shelf:
        yield shelf


class Keeper:
    """Keeps a build on the shelf, if that can be: it is faster with it, never different."""

    def __init__(self, cache: Path, folder: Path, course: Course) -> None:
        self._new = NewShelf(cache, folder)
        self._course = course
        self._packages: dict[str, tuple[bytes, Any]] = {}
        self._has_failed = course.grounds is None

    def look_at(self, collection: sqlite3.Connection) -> None:
        """Take the rows of the whole package."""
        if not self._has_failed:
            with self._hushed():
                self._new.begin(collection)

    def take(self, slug: str, contents: PackageContents) -> None:
        """Take what is known of one of the packages."""
        from builder.anki.apkg.writer import empty_collection  # noqa: PLC0415 -- as above

        media = [(name, file.reference) for name, file in contents.media.items()]
        told = [asdict(count(contents)), media]
        self._packages[slug] = empty_collection(contents).image, told

    def keep(
        self, compiled: Compiled, findings: Iterable[Diagnostic], lock: bytes
    ) -> None:
        """Leave a build for the next one; without a ``lock`` it was only a check."""
        with self._hushed(), self._new as new:
            if not self._has_failed:
                with new.open() as database:
                    self._write(database, compiled, findings, lock)
                new.keep()

    def _write(
        self,
        database: sqlite3.Connection,
        compiled: Compiled,
        findings: Iterable[Diagnostic],
        lock: bytes,
    ) -> None:
        course = self._course
        assert course.grounds is not None  # noqa: S101 -- else it has failed
        by_file: dict[str, list[Any]] = {file.path: [] for file in course.files}
        of_none: list[Any] = []
        for finding in findings:
            if finding not in course.at_hand:
                by_file.get(finding.location.path, of_none).append(values_of(finding))
        state = {
            "grounds": course.grounds.whole,
            "lock": digest(lock).hex() if _is_settled(compiled, lock) else "",
            "types": sorted({note.note_type.key for note in compiled.notes}),
            "restyled": [compiled.looks.notes, compiled.looks.note_types],
            "findings": of_none,
        }
        write_state(database, state)
        write_notes(database, _shelved_notes(course, compiled))
        numbers = Counter(note.location.path for note in course.notes)
        first = 0
        for place, file in enumerate(course.files):
            path, number = file.path, numbers[file.path]
            found, has_ties = by_file[path], path in course.ties
            mark = mark_of(file)
            one = ShelvedFile(place, path, mark, first, number, found, has_ties)
            write_file(database, one)
            first += number
        for slug, (image, told) in self._packages.items():
            write_package_told(database, slug, image, told)

    @contextlib.contextmanager
    def _hushed(self) -> Iterator[None]:
        """Give up, and say nothing, where something cannot be kept."""
        try:
            yield
        except (OSError, UnusualFileError, sqlite3.Error):
            self._has_failed = True


def _is_settled(compiled: Compiled, lock: bytes) -> bool:
    """Whether a line of the lock can be changed alone, and changes no other."""
    locked = compiled.new_lock
    return (
        lock == locktext.dump(locked).encode()
        and not notes_gone(compiled.notes, locked)
        and not any(note.card_ids or note.card_decks for note in locked.notes.values())
    )


def _shelved_notes(course: Course, compiled: Compiled) -> Iterator[ShelvedNote]:
    rendered = {note.id: note for note in compiled.notes}
    for position, note in enumerate(course.notes):
        one = rendered.get(note.id)
        known = compiled.new_lock.notes[note.id] if one else None
        yield shelved_note(position, note, one, known, course.renderings)


def shelved_note(
    position: int,
    note: Note,
    rendered: AnkiNote | None,
    known: LockedNote | None,
    renderings: Renderings,
) -> ShelvedNote:
    """Return what is kept of a note; a draft is not rendered, and not known."""
    return ShelvedNote(
        position=position,
        number=known.number if known else 0,
        key=renderings.keys.get(note.id, ""),
        frame=frame_of(note, rendered),
        question=digest(note.question).hex(),
        rendered=rendered_text(rendered) if rendered else "",
        piece=piece_of(rendered, known) if rendered and known else b"",
    )


def frame_of(note: Note, rendered: AnkiNote | None) -> str:
    """Return a hash of all of a note that other notes and packages have to do with."""
    media = rendered.media if rendered else {}
    read = rendered.read if rendered else ()
    return digest(
        *(note.id, note.was, note.guid or "", note.deck, note.kind.name),
        *(note.note_type, "html" if note.is_html else "", "tags", *note.tags),
        *("media", *sorted(media), "read", *(file.reference for file in read)),
        "rendered" if rendered else "draft",
    ).hex()


def mark_of(file: CardFile) -> str:
    """Return a hash of a card file."""
    return digest(file.content).hex()


def values_of(finding: Diagnostic) -> list[Any]:
    """Return a finding as it is kept; ``finding_of`` reads it back."""
    return [*finding.location, finding.code.value, finding.message, finding.severity]


def finding_of(values: Sequence[Any]) -> Diagnostic:
    """Return a finding that was kept."""
    path, line, column, code, message, severity = values
    return Diagnostic(Location(path, line, column), Code(code), message, severity)
