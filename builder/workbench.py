"""A project opened to be edited by a program: notes as written, notes as rendered.

Whether an edited card file still means what it should is held against both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from builder import pipeline
from builder.anki.ankinote import AnkiNote
from builder.anki.media import MediaFile, MediaLibrary, read_media
from builder.anki.notetype import NoteType
from builder.base.diagnostic import BuilderError
from builder.cards import yamltree
from builder.cards.cardedits import NoteEdit, edited_file
from builder.cards.cardfile import parse_card_file
from builder.cards.cardfolder import CardFile, read_card_files
from builder.cards.getters import TreeReader
from builder.cards.note import Note, source_hash
from builder.cards.project import Project
from builder.cards.yamltree import Table
from builder.lockfile import LockFile
from builder.rendering import render_notes
from builder.versions.fieldmarks import settled
from builder.versions.lock import Lock


@dataclass(frozen=True, slots=True)
class Workbench:
    """A sound project: all its notes by their ids, card files by their paths.

    ``packaged`` are the files of media/ by what they are called in Anki.
    """

    project: Project
    lock_file: LockFile
    files: Mapping[str, CardFile]
    notes: Mapping[str, Note]
    rendered: Mapping[str, AnkiNote]
    note_types: Mapping[str, NoteType]
    library: MediaLibrary
    packaged: Mapping[str, MediaFile]

    @property
    def lock(self) -> Lock:
        """What was shipped."""
        return self.lock_file.lock

    def with_media(self, more: Sequence[MediaFile]) -> Workbench:
        """Return the project as if more files were in media/."""
        files = {**self.library.files, **{file.reference: file for file in more}}
        by_name: dict[str, list[MediaFile]] = {}
        for file in files.values():
            by_name.setdefault(Path(file.reference).name, []).append(file)
        packaged = {file.name: file for file in files.values()}
        library = MediaLibrary(files, by_name)
        return replace(self, library=library, packaged=packaged)

    def head_tags(self, path: str) -> tuple[str, ...]:
        """Return the tags that the head of a card file gives to all its notes."""
        tree, _ = yamltree.parse(self.files[path].text, path)
        return TreeReader().tags(tree) if isinstance(tree, Table) else ()

    def render(self, note: Note) -> AnkiNote | None:
        """Return a note as a build would give it; nothing when it has mistakes."""
        types, lock = self.note_types, self.lock_file.lock
        made, _ = render_notes([note], types, self.library, self.project, lock)
        return made[0] if made else None


def open_workbench(folder: Path, cache: Path | None = None) -> Workbench:
    """Read a project.

    Raises:
        BuilderError: It has mistakes: nothing can be merged with what cannot be read.
    """
    options = pipeline.Options(is_lenient=True, cache=cache)
    report, compiled = pipeline.compile_project(folder, options)
    if compiled is None:
        raise BuilderError(f"{report.errors[0]}: mend it first (`decks check`)")
    project = compiled.project
    files, _ = read_card_files(project)
    library, _ = read_media(project.media, project.keeps_name)
    notes = [note for file in files for note in parsed(file, project)]
    return Workbench(
        project=project,
        lock_file=compiled.lock_file,
        files={file.path: file for file in files},
        notes={note.id: note for note in notes if note.id},
        rendered={note.id: note for note in compiled.notes},
        note_types=compiled.note_types,
        library=library,
        packaged={file.name: file for file in library.files.values()},
    )


def parsed(file: CardFile, project: Project) -> list[Note]:
    """Return the notes of a card file."""
    notes, _ = parse_card_file(
        file.text, file.path, root=project.name, default_deck=file.default_deck
    )
    return notes


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to become of a note: the edit of its file, and what a build must give then.

    Without ``rendered`` the note is to go.
    """

    edit: NoteEdit
    rendered: AnkiNote | None


def edited(
    bench: Workbench, wanted: Mapping[str, Wanted]
) -> tuple[dict[str, CardFile], frozenset[str]]:
    """Return the card files that become others, and the ids of notes that cannot."""
    by_path: defaultdict[str, dict[str, Wanted]] = defaultdict(dict)
    for key, one in wanted.items():
        by_path[bench.notes[key].location.path][key] = one
    changed: dict[str, CardFile] = {}
    refused: frozenset[str] = frozenset()
    for path, of_file in by_path.items():
        file, left = _with_edits(bench, path, of_file)
        if file.text != bench.files[path].text:
            changed[path] = file
        refused |= left
    return changed, refused


def _with_edits(
    bench: Workbench, path: str, wanted: Mapping[str, Wanted]
) -> tuple[CardFile, frozenset[str]]:
    """Return a card file with its notes edited, and the ids of those that could not be."""
    file = bench.files[path]
    whole = _edited(bench, file, wanted)
    if whole is not None:
        return whole, frozenset()
    done: dict[str, Wanted] = {}
    best = file
    for key, one in wanted.items():
        tried = _edited(bench, file, {**done, key: one})
        if tried is not None:
            done[key], best = one, tried
    return best, frozenset(wanted) - frozenset(done)


def _edited(
    bench: Workbench, file: CardFile, wanted: Mapping[str, Wanted]
) -> CardFile | None:
    text = edited_file(file.text, [one.edit for one in wanted.values()])
    if text is None:
        return None
    changed = replace(file, text=text)
    notes = {note.id: note for note in parsed(changed, bench.project)}
    before = [note for note in bench.notes.values() if note.location.path == file.path]
    kept = [note for note in before if not _is_to_go(wanted.get(note.id))]
    if [note.id for note in kept if note.id] != [key for key in notes if key]:
        return None
    is_same = all(_is_as_meant(bench, notes[note.id], note, wanted) for note in kept)
    return changed if is_same else None


def _is_to_go(wanted: Wanted | None) -> bool:
    return wanted is not None and wanted.rendered is None


def _is_as_meant(
    bench: Workbench, found: Note, before: Note, wanted: Mapping[str, Wanted]
) -> bool:
    meant = wanted.get(found.id)
    if found.deck != before.deck or found.guid != before.guid or found.has_mistakes:
        return False
    if meant is None or meant.rendered is None:
        return source_hash(found) == source_hash(before)
    given = bench.render(found)
    return given is not None and is_alike(given, meant.rendered)


def is_alike(one: AnkiNote, other: AnkiNote) -> bool:
    """Whether two notes show the same."""
    fields = [tuple(map(settled, note.fields)) for note in (one, other)]
    return fields[0] == fields[1] and set(one.tags) == set(other.tags)
