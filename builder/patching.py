"""A build of the card files that changed, put into what the last build left.

The same stages as of any build go over these files alone, as if they were the project.
That holds as long as nothing changed that other files have to do with: ids, decks, tags,
kinds, media, two notes with one question. As soon as anything did, or is found to be
wrong, the whole project is built: nothing is returned here.
"""

from __future__ import annotations

import bisect
import contextlib
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from builder.anki.ankinote import AnkiNote
from builder.anki.apkg.contents import (
    INSERT_CARD,
    INSERT_NOTE,
    PackagedNote,
    card_rows,
    deck_id,
    note_row,
)
from builder.anki.apkg.filling import (
    EmptyCollection,
    filled_collection,
    write_collection,
)
from builder.anki.media import MediaFile, MediaLibrary, read_media
from builder.base.atomicfiles import Edit, PendingFiles
from builder.base.diagnostic import Diagnostic
from builder.base.findings import Findings
from builder.base.hashing import HashingStream, digest
from builder.base.ordinaryfile import UnusableFileError
from builder.base.treehash import UnusualFileError
from builder.cards import cardfile
from builder.cards.cardfolder import CardFile, read_card_files
from builder.cards.note import Note
from builder.cards.project import Project, Selection, read_deck_file
from builder.check.rules import apply_rules_of_notes
from builder.check.subject import Subject
from builder.check.switches import heard
from builder.lockfile import lock_content, lock_path
from builder.packages import (
    BuiltPackage,
    Counts,
    built_package,
    description,
    hash_of_pieces,
    selections,
    shown_version,
    targets,
)
from builder.rendering import read_note_types, render_notes
from builder.renderings import Renderings, grounds_of
from builder.shelf import (
    NewShelf,
    Shelf,
    ShelvedFile,
    ShelvedNote,
    read_only,
    write_file,
    write_notes,
    write_state,
)
from builder.shelving import (
    finding_of,
    mark_of,
    shelved_note,
    values_of,
)
from builder.text.cloze import MAXIMUM_NUMBER
from builder.versions import locktext
from builder.versions.lock import Lock
from builder.versions.stamping import Restyled, restyled, stamped


@dataclass(frozen=True, slots=True)
class Patched:
    """What a build of changed files has to tell."""

    diagnostics: tuple[Diagnostic, ...]
    counts: Counts
    packages: tuple[BuiltPackage, ...]
    looks: Restyled


def patched(  # noqa: PLR0913, PLR0917 -- what is asked for, and what there is
    files: PendingFiles,
    folder: Path,
    cache: Path,
    shelf: Shelf,
    out: Path | None,
    now: int,
) -> Patched | None:
    """Build a project of which some card files changed; nothing when that does not do.

    ``files`` are committed when something is returned.
    """
    try:
        edit = _Edit(folder, shelf)
        edit.compile(now)
        with NewShelf(cache, folder) as new:
            packing = _Packing(edit, shelf, new, out)
            packing.patch()
            packages = packing.packages()
            files.edit(lock_path(edit.project), edit.lock_edit)
            built = tuple(one.written(files) for one in packages)
            files.commit()
            with contextlib.suppress(OSError, UnusualFileError):
                new.keep()
    except (_MoreChangedError, OSError, UnusableFileError, sqlite3.Error):
        return None
    return Patched(edit.findings(), packages[0].counts, built, edit.looks())


class _MoreChangedError(Exception):
    """Something changed that other files have to do with."""


def _insist(holds: object) -> None:
    if not holds:
        raise _MoreChangedError


class _Edit:
    """The card files that changed, compiled as if they were the whole project."""

    def __init__(self, folder: Path, shelf: Shelf) -> None:
        self.shelf = shelf
        self.told = Findings()
        project = self.told.of(read_deck_file(folder))
        _insist(project)
        assert project is not None  # noqa: S101 -- just insisted
        self.project: Project = project
        files = self.told.of(read_card_files(project))
        self.media: MediaLibrary = self.told.of(
            read_media(project.media, project.keeps_name)
        )
        self.before = lock_content(project) or b""
        _insist(digest(self.before).hex() == shelf.state["lock"])
        self.files = self._changed(files)
        self.notes = self._read_notes()
        self.lines = _LockLines(self.before.decode())
        self.lock = self.lines.lock_of([note.id for note in self.notes])
        self.types = self.told.of(read_note_types(project, self.media, self.lock))
        self.grounds = grounds_of(project, self.types, self.media)
        _insist(self.grounds and self.grounds.whole == shelf.state["grounds"])
        _insist(not self.told.has_errors)

    def _changed(self, files: Sequence[CardFile]) -> list[tuple[ShelvedFile, CardFile]]:
        known = self.shelf.files()
        _insist([file.path for file in files] == [one.path for one in known])
        pairs = zip(known, files, strict=True)
        changed = [(one, file) for one, file in pairs if mark_of(file) != one.mark]
        for one, file in changed:
            _insist(not one.has_ties and "check:" not in file.text)
        return changed

    def _read_notes(self) -> list[Note]:
        self.found = Findings()
        notes = [
            note
            for _, file in self.files
            for note in self.found.of(
                cardfile.parse_card_file(
                    file.text,
                    file.path,
                    root=self.project.name,
                    default_deck=file.default_deck,
                )
            )
        ]
        _insist(all(note.id and not note.was for note in notes))
        _insist(not self.found.has_errors)
        return notes

    def compile(self, now: int) -> None:
        """Render and stamp what changed, as far as it holds for the whole project."""
        self.old = [note for one, _ in self.files for note in self.shelf.notes_of(one)]
        _insist(len(self.old) == len(self.notes))
        finished = [note for note in self.notes if not note.is_draft]
        known = {one.key: (one.number, one.rendered) for one in self.old if one.key}
        self.renderings = Renderings(self.grounds, self.shelf, known)
        self.rendered: list[AnkiNote] = self.found.of(
            render_notes(
                finished,
                self.types,
                self.media,
                self.project,
                self.lock,
                self.renderings,
            )
        )
        self.found.add(apply_rules_of_notes(self._subject()))
        _insist(not self.found.has_errors and len(self.rendered) == len(finished))
        types = [self.types[key] for key in self.shelf.state["types"]]
        _insist(all(note.id in self.lock.notes for note in self.rendered))
        self.new_lock = stamped(self.lock, self.rendered, types, now=now)
        _insist(self.new_lock.note_types == self.lock.note_types)
        self.new = list(self._shelved())
        _insist([one.frame for one in self.old] == [one.frame for one in self.new])
        self._insist_on_own_questions()

    def _subject(self) -> Subject:
        return Subject(
            self.project, self.notes, self.types, self.rendered, self.media,
            packages=(), lock=self.lock, is_whole=False, allows_new_shapes=False,
        )  # fmt: skip

    def _shelved(self) -> Iterator[ShelvedNote]:
        rendered = {note.id: note for note in self.rendered}
        for old, note in zip(self.old, self.notes, strict=True):
            one = rendered.get(note.id)
            known = self.new_lock.notes[note.id] if one else None
            yield shelved_note(old.position, note, one, known, self.renderings)

    def _insist_on_own_questions(self) -> None:
        """What another note asks too, it is told with its place."""
        asked = Counter(self.shelf.questions() if self.old else ())
        for old, new in zip(self.old, self.new, strict=True):
            _insist(asked[old.question] == 1)
            asked[old.question] -= 1
            asked[new.question] += 1
        _insist(all(asked[one.question] == 1 for one in self.new))

    def packaged(self) -> Iterator[PackagedNote]:
        """Yield the notes that have other rows than before."""
        rendered = {note.id: note for note in self.rendered}
        for old, new, note in zip(self.old, self.new, self.notes, strict=True):
            if old.piece != new.piece:
                known = self.new_lock.notes[note.id]
                yield PackagedNote(
                    note=rendered[note.id],
                    number=known.number,
                    modified=known.modified,
                    position=self.shelf.place_of(new),
                )

    def shelved_files(self) -> Iterator[ShelvedFile]:
        """Yield the card files as they are now."""
        off = {text.value for text in self.project.check.off}
        found: dict[str, list[Any]] = {file.path: [] for _, file in self.files}
        for finding in heard(self.found.all, off, ())[0]:
            found[finding.location.path].append(values_of(finding))
        for one, file in self.files:
            yield replace(one, mark=mark_of(file), findings=found[one.path])

    @cached_property
    def lock_edit(self) -> Edit:
        """What becomes of the lock."""
        return Edit(self.before, self.lines.with_notes(self.new_lock).encode())

    def looks(self) -> Restyled:
        """Return what looks other than learners have it."""
        notes, note_types = self.shelf.state["restyled"]
        changed = {note.id for note in self.rendered}
        now = set(restyled(self.new_lock, self.rendered, ()).notes)
        _insist(now <= {*notes})  # its place among the others is not known here
        kept = (one for one in notes if one not in changed or one in now)
        return Restyled(tuple(kept), tuple(note_types))

    def findings(self) -> tuple[Diagnostic, ...]:
        """Return all findings: those kept of other files, and what was found now."""
        off = {text.value for text in self.project.check.off}
        changed = {one.path for one, _ in self.files}
        told = Findings()
        told.add(heard([*self.told.all, *self.found.all], off, ())[0])
        told.add(map(finding_of, self.shelf.state["findings"]))
        for file in self.shelf.files():
            if file.path not in changed:
                told.add(map(finding_of, file.findings))
        return told.in_order


class _LockLines:
    """The lines of a lock that this tool wrote: those of notes come last, by their ids."""

    def __init__(self, text: str) -> None:
        self.lines = text.removesuffix("\n").split("\n")
        first = bisect.bisect_left(self.lines, 1, key=_is_of_note)
        self.head, self.first = self.lines[:first], first

    def lock_of(self, note_ids: Sequence[str]) -> Lock:
        """Return what the lock says of some notes, and of no note."""
        told = [self.lines[place] for one in note_ids if (place := self._place(one))]
        lock, problems = locktext.parse("\n".join([*self.head, *told]), "")
        _insist(not problems)
        return lock

    def with_notes(self, lock: Lock) -> str:
        """Return the text of the lock with other lines for the notes of ``lock``."""
        lines = list(self.lines)
        for note_id, note in lock.notes.items():
            lines[self._place(note_id)] = locktext.note_line(note)
        return "\n".join(lines) + "\n"

    def _place(self, note_id: str) -> int:
        """Return the place of a note's line; 0, where the heading is, if it has none."""
        beginning = locktext.beginning_of_line(note_id)
        place = bisect.bisect_left(self.lines, beginning, lo=self.first)
        is_there = self.lines[place : place + 1] and self.lines[place].startswith(
            beginning
        )
        return place if is_there else 0


def _is_of_note(line: str) -> int:
    return int(line.startswith(locktext.BEGINNING_OF_NOTE))


@dataclass(frozen=True, slots=True)
class _Packed:
    """A package that has yet to be written."""

    slug: str
    target: Path
    collection: bytearray
    media: Mapping[str, MediaFile]
    counts: Counts

    def written(self, files: PendingFiles) -> BuiltPackage:
        with files.open(self.target) as stream:
            hashing = HashingStream(stream)
            write_collection(hashing, lambda: self.collection, self.media)
        return built_package(self.slug, self.target, self.counts, hashing)


class _Packing:
    """The new shelf, and the packages that are filled from it."""

    def __init__(
        self, edit: _Edit, shelf: Shelf, new: NewShelf, out: Path | None
    ) -> None:
        self.edit = edit
        self.shelf = shelf
        self.new = new
        self.out = out

    def patch(self) -> None:
        """Make the new shelf: the old one with what changed."""
        edit = self.edit
        looks = edit.looks()
        state = {
            **self.shelf.state,
            "lock": digest(edit.lock_edit.after).hex(),
            "restyled": [looks.notes, looks.note_types],
        }
        self.new.copy(self.shelf)
        with self.new.open() as database:
            write_state(database, state)
            write_notes(database, edit.new)
            for one in edit.shelved_files():
                write_file(database, one)
            for packaged in edit.packaged():
                self._replace_rows(database, packaged)

    def _replace_rows(
        self, database: sqlite3.Connection, packaged: PackagedNote
    ) -> None:
        number = packaged.number
        rows = list(card_rows(packaged, {packaged.note.deck: self._deck(packaged)}, ()))
        database.execute("DELETE FROM notes WHERE id = ?", (number,))
        database.execute(INSERT_NOTE, note_row(packaged))
        within = (number, number + MAXIMUM_NUMBER)
        database.execute("DELETE FROM cards WHERE id BETWEEN ? AND ?", within)
        database.executemany(INSERT_CARD, rows)

    def _deck(self, packaged: PackagedNote) -> int:
        return deck_id(self.edit.project.key, packaged.note.deck)

    def packages(self) -> list[_Packed]:
        """Return the packages of the project as they are now."""
        project, lock = self.edit.project, self.edit.new_lock
        version = shown_version(project, lock, is_as_released=self._is_as_released())
        chosen = selections(project, None)
        places = targets(project, version, chosen, self.out)
        text = description(project, lock.release, version)
        return [
            self._packed(one, place, text)
            for one, place in zip(chosen, places, strict=True)
        ]

    def _packed(self, part: Selection, target: Path, text: str) -> _Packed:
        image, (counts, media) = self.shelf.package(part.slug)
        cards = 0

        def fill(database: sqlite3.Connection) -> None:
            nonlocal cards
            database.create_function("takes", 1, lambda tags: part.takes(tags.split()))
            is_part = part.tags or part.without
            taken = "WHERE takes(tags)" if is_part else ""
            of_taken = "WHERE nid IN (SELECT id FROM main.notes)" if is_part else ""
            for query in (
                f"INSERT INTO notes SELECT * FROM shelf.notes {taken} ORDER BY id",  # noqa: S608 -- ours
                f"INSERT INTO cards SELECT * FROM shelf.cards {of_taken} ORDER BY id",  # noqa: S608 -- ours
            ):
                cards = database.execute(query).rowcount

        collection = filled_collection(
            EmptyCollection(image, self.edit.project.name),
            text,
            fill,
            shelf=read_only(self.new.part),
        )
        files = {name: self.edit.media.files[path] for name, path in media}
        told = Counts(**{**counts, "cards": cards})
        return _Packed(part.slug, target, collection, files, told)

    def _is_as_released(self) -> bool:
        project, lock = self.edit.project, self.edit.new_lock
        if lock.release is None or lock.release.version != project.version:
            return False
        _insist(lock.release.contents)
        types = [self.edit.types[key] for key in self.shelf.state["types"]]
        with self.new.open() as database:
            rows = database.execute("SELECT piece FROM pieces ORDER BY position")
            pieces = (row[0] for row in rows)
            return lock.release.contents == hash_of_pieces(project, pieces, types, lock)
