"""A deck project that is looked at while it is edited: an edit renders what it changed.

A build goes through all stages. Here the notes of each card file are kept as they were
rendered, so that an edit of one file of a large deck is seen at once; what else there is
to say of it, ``check`` says afterwards.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from builder.anki.ankinote import AnkiNote, card_ordinals
from builder.anki.media import MediaFile, MediaLibrary, read_media
from builder.anki.notetype import NoteType
from builder.base.diagnostic import BuilderError, Diagnostic
from builder.base.findings import Findings
from builder.cards import cardfile
from builder.cards.cardfolder import CardFile, read_card_files
from builder.cards.newids import give_ids
from builder.cards.note import Note
from builder.cards.project import CHANGELOG_FILE, Project, read_deck_file
from builder.lockfile import lock_path, read_lock
from builder.rendering import read_note_types, render_notes
from builder.renderings import NOTHING_KEPT, Renderings
from builder.shelving import Course, shelf_of
from builder.versions.lock import Lock


@dataclass(frozen=True, slots=True)
class LookedAtNote:
    """A note as its author wrote it and, when it has no mistakes, as Anki keeps it."""

    written: Note
    rendered: AnkiNote | None


@dataclass(frozen=True, slots=True)
class LookedAtDeck:
    """All of a project that can be shown, in the order of learning.

    ``problems`` are what keeps parts of it from being shown.
    """

    project: Project
    notes: Sequence[LookedAtNote]
    note_types: Mapping[str, NoteType]
    media: MediaLibrary
    lock: Lock
    changelog: str
    problems: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class _ReadFile:
    file: CardFile
    notes: Sequence[LookedAtNote]
    problems: Sequence[Diagnostic]


class LiveDeck:
    """The project in a folder, read again when it changes.

    ``cache`` is a folder in which builds keep what they rendered.
    """

    def __init__(self, folder: Path, cache: Path | None = None) -> None:
        self.folder = folder
        self._cache = cache
        self._seen: LookedAtDeck | None = None
        self._files: dict[str, _ReadFile] = {}
        self._lock = threading.Lock()
        self._lock_mark = (0, 0)

    def look(self) -> LookedAtDeck:
        """Read what changed since the last look, and return all.

        A file that cannot be read for now, half written say, is shown as it was.

        Raises:
            BuilderError: deck.yaml cannot be read at all, and never was.
        """
        with self._lock:
            self._seen = self._look()
            return self._seen

    def _look(self) -> LookedAtDeck:
        told = Findings()
        project = told.of(read_deck_file(self.folder))
        if project is None:
            if self._seen is None:
                raise BuilderError(str(told.in_order[0]))
            return replace(self._seen, problems=told.in_order)
        files = told.of(read_card_files(project))
        media = told.of(read_media(project.media, project.keeps_name))
        lock = self._lock_of(project, told)
        note_types = told.of(read_note_types(project, media, lock))
        is_first = self._seen is None  # later there is little to render
        if self._seen is None or self._seen.project.content != project.content:
            self._files = {}
        else:
            self._bring_up_to_date(self._seen, note_types, media)
        now = LookedAtDeck(project, (), note_types, media, lock, "", ())
        with shelf_of(self._cache if is_first else None, self.folder) as shelf:
            course = Course(shelf, remembers=shelf is not None)
            course.begin(project, note_types, media, files, ())
            self._read(files, now, course.renderings)
        for one in self._files.values():
            told.add(one.problems)
        notes = [note for one in files for note in self._files[one.path].notes]
        changelog = project.cards / CHANGELOG_FILE
        return replace(
            now,
            notes=notes,
            changelog=changelog.read_text("utf-8") if changelog.is_file() else "",
            problems=told.in_order,
        )

    def _lock_of(self, project: Project, told: Findings) -> Lock:
        """Return what the lock says; that of a large deck is read when it changed."""
        path = lock_path(project)
        mark = (
            (path.stat().st_mtime_ns, path.stat().st_size) if path.is_file() else (0, 0)
        )
        if self._seen is None or mark != self._lock_mark:
            self._lock_mark = mark
            return told.of(read_lock(project)).lock
        return self._seen.lock

    def _read(
        self,
        files: Sequence[CardFile],
        now: LookedAtDeck,
        renderings: Renderings = NOTHING_KEPT,
    ) -> None:
        """Read the files that are new or changed; forget those that are gone."""
        known, self._files = self._files, {}
        changed = [
            one for one in files if one.path not in known or known[one.path].file != one
        ]
        read: dict[str, _ReadFile] = {}
        for file in changed:
            told = Findings()
            written = told.of(_notes_of(file, now))
            if not written and told.has_errors and file.path in known:
                read[file.path] = replace(
                    known[file.path], file=file, problems=told.all
                )
                continue
            rendered = told.of(
                render_notes(
                    written,
                    now.note_types,
                    now.media,
                    now.project,
                    now.lock,
                    renderings,
                )
            )
            read[file.path] = _ReadFile(file, _paired(written, rendered), told.all)
        self._files = {
            one.path: read[one.path] if one.path in read else known[one.path]
            for one in files
        }

    def _bring_up_to_date(
        self,
        before: LookedAtDeck,
        note_types: Mapping[str, NoteType],
        media: MediaLibrary,
    ) -> None:
        """Forget what other files of media/ or note types made stale."""
        files = _changed_media(before.media.files, media.files)
        types = {
            key: one
            for key, one in note_types.items()
            if before.note_types.get(key) != one
        }
        if not files and not types:
            return
        for path, one in list(self._files.items()):
            if _is_stale(one, files, types, before.note_types):
                del self._files[path]
            elif types:
                notes = [_with_type(note, types) for note in one.notes]
                self._files[path] = replace(one, notes=notes)


def _notes_of(
    file: CardFile, now: LookedAtDeck
) -> tuple[Sequence[Note], list[Diagnostic]]:
    """Return the notes of a file, those that wait for an id with one for now."""
    told = Findings()
    notes = told.of(
        cardfile.parse_card_file(
            file.text,
            file.path,
            root=now.project.name,
            default_deck=file.default_deck,
        )
    )
    if all(note.id for note in notes):
        return notes, told.all
    complete = told.of(give_ids([file], notes, now.project, taken=now.lock.notes))
    return complete.notes, told.all


def _paired(
    written: Sequence[Note], rendered: Iterable[AnkiNote]
) -> Sequence[LookedAtNote]:
    by_place = {note.location: note for note in rendered}
    return [LookedAtNote(note, by_place.get(note.location)) for note in written]


def _changed_media(
    before: Mapping[str, MediaFile], now: Mapping[str, MediaFile]
) -> frozenset[str]:
    """Return the references of files that are new, gone or other than they were."""
    return frozenset(
        name for name in {*before, *now} if before.get(name) != now.get(name)
    )


def _is_stale(
    one: _ReadFile,
    media: Collection[str],
    types: Mapping[str, NoteType],
    old_types: Mapping[str, NoteType],
) -> bool:
    """Whether a file has to be rendered again."""
    for note in one.notes:
        key = note.written.note_type
        if key in types and not _renders_alike(old_types.get(key), types[key]):
            return True
        rendered = note.rendered
        if rendered is None and media:
            return True  # a file may be there now that was missing
        if rendered is not None and media:
            used = (*rendered.media.values(), *rendered.read)
            if any(file.reference in media for file in used):
                return True
    return False


def _renders_alike(old: NoteType | None, new: NoteType) -> bool:
    """Whether the fields of notes are the same with both, if not their cards."""
    return old is not None and (
        (old.fields, old.cloze_fields, old.reading_fields, old.kept, old.has_mistakes)
        == (new.fields, new.cloze_fields, new.reading_fields, None, False)
    )


def _with_type(note: LookedAtNote, types: Mapping[str, NoteType]) -> LookedAtNote:
    """Return a note with its note type as it is now, and the cards that it makes."""
    rendered = note.rendered
    if rendered is None or rendered.note_type.key not in types:
        return note
    now = types[rendered.note_type.key]
    ordinals = sorted(card_ordinals(now, rendered.fields, rendered.tags))
    changed = replace(rendered, note_type=now, ordinals=tuple(ordinals))
    return replace(note, rendered=changed)
