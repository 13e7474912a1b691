"""The stages of a build in their order: read this file first.

    cards/*.yaml ─cardfile, schema─▶ notes ─lint─▶ findings
                 ─render, media, identity─▶ Anki notes ─lock─▶ ids and times
                 ─package─▶ dist/*.apkg

``check`` is ``build`` without the write, so the two can never disagree.
"""

from __future__ import annotations

import functools
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from builder import cardfile, cloze, identity, lint, lock, schema
from builder.ankinote import AnkiNote, make_anki_note
from builder.diagnostic import BuilderError, Diagnostic, Location, did_you_mean
from builder.lock import Lock
from builder.media import MediaFile, MediaLibrary, read_media
from builder.note import Note
from builder.notetype import Context, NoteType, read_note_type
from builder.output import HashingStream, PendingFiles
from builder.package import PackageContents, PackagedNote, write_package
from builder.project import (
    CARDS_FOLDER,
    LOCK_FILE,
    Project,
    Selection,
    SourceFile,
    read_note_type_folders,
    read_project,
    read_sources,
)

_T = TypeVar("_T")
Track = Callable[[Sequence[_T], str], Iterable[_T]]
"""Goes through a sequence and shows how far it is, under a title."""


def _silently(sequence: Sequence[_T], title: str) -> Iterable[_T]:  # noqa: ARG001
    return sequence


@dataclass(frozen=True, slots=True)
class Counts:
    """What Anki will hold after the import of a package into an empty collection."""

    notes: int
    cards: int
    decks: int
    tags: int
    media: int


@dataclass(frozen=True, slots=True)
class BuiltPackage:
    """A package on disk; ``size`` is in bytes."""

    slug: str
    path: Path
    counts: Counts
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a check or a build found and wrote.

    ``edited`` are the card files that ids were written into.
    """

    diagnostics: tuple[Diagnostic, ...]
    counts: Counts
    packages: tuple[BuiltPackage, ...] = ()
    edited: tuple[str, ...] = ()

    @property
    def errors(self) -> list[Diagnostic]:
        """The findings that keep a deck from being built."""
        return [finding for finding in self.diagnostics if finding.is_error]

    @property
    def warnings(self) -> list[Diagnostic]:
        """The findings that a deck can be built with."""
        return [finding for finding in self.diagnostics if not finding.is_error]


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A project after all stages but the last: everything but the packages."""

    project: Project
    notes: Sequence[AnkiNote]
    note_types: Mapping[str, NoteType]
    old_lock: Lock
    new_lock: Lock
    has_lock: bool
    edited_sources: Mapping[str, bytes]


def check(
    folder: Path,
    *,
    selection: Selection | None = None,
    now: int | None = None,
    track: Track[Note] = _silently,
) -> Report:
    """Find everything a build would refuse or warn of, and write nothing.

    ``folder`` is the project's folder, the one that holds ``cards/``.
    """
    return _run(folder, selection, now, track)[0]


def build(  # noqa: PLR0913 -- each is an option of the command
    folder: Path,
    *,
    selection: Selection | None = None,
    out: Path | None = None,
    is_locked: bool = False,
    now: int | None = None,
    track: Track[Note] = _silently,
) -> Report:
    """Write the packages of a project and bring its lock up to date.

    Without a ``selection``, the whole deck and every package of deck.yaml. ``out`` is a
    folder, or the file to write when there is one package. With ``is_locked`` nothing
    but packages may change. When there are errors nothing is written.

    Raises:
        BuilderError: The lock would change and must not, or a file cannot be written.
    """
    report, compiled = _run(folder, selection, now, track)
    if compiled is None:
        return report
    if is_locked:
        _refuse_changes(compiled)
    selections = _selections(compiled.project, selection)
    targets = _targets(compiled.project, selections, out)
    with PendingFiles() as files:
        built = [
            _write(files, _contents(compiled, one), one.slug, target)
            for one, target in zip(selections, targets, strict=True)
        ]
        for path, text in compiled.edited_sources.items():
            files.write(compiled.project.folder / path, text)
        new_lock = lock.dump(compiled.new_lock)
        if not compiled.has_lock or new_lock != lock.dump(compiled.old_lock):
            files.write(compiled.project.cards / LOCK_FILE, new_lock.encode())
        files.commit()
    return replace(report, packages=tuple(built), edited=tuple(compiled.edited_sources))


def draft(
    folder: Path,
    target: Path,
    *,
    selection: Selection | None = None,
    now: int | None = None,
) -> Report:
    """Write the package that a build would make now to ``target``, and nothing else.

    The project and its lock stay as they are: for looking ahead. Without a
    ``selection``, the whole deck. When there are errors nothing is written.
    """
    report, compiled = _run(folder, selection, now, _silently)
    if compiled is None:
        return report
    one = selection or Selection(compiled.project.slug)
    with PendingFiles() as files:
        built = _write(files, _contents(compiled, one), one.slug, target)
        files.commit()
    return replace(report, packages=(built,))


def _run(
    folder: Path, selection: Selection | None, now: int | None, track: Track[Note]
) -> tuple[Report, _Compiled | None]:
    """Go through the stages; no second value when there are errors."""
    project, diagnostics = read_project(folder)
    if project is None:
        return _report(diagnostics), None
    sources, found = read_sources(project)
    diagnostics += found
    notes, found = _parse(sources, project)
    diagnostics += found
    if not notes and not diagnostics:
        message = f"no notes: write a card file below {CARDS_FOLDER}/"
        diagnostics.append(Diagnostic(project.location, "no-notes", message))
    old_lock, has_lock, found = _read_lock(project)
    diagnostics += found
    notes, edited, found = _give_ids(sources, notes, project, old_lock)
    diagnostics += found
    library, found = read_media(project.media)
    diagnostics += found
    note_types, broken, found = _note_types(project, library)
    diagnostics += found
    diagnostics += lint.lint(lint.Subject(notes, note_types, broken))
    anki_notes, found = _render(track, notes, note_types, library, project, old_lock)
    diagnostics += found
    if not any(finding.is_error for finding in diagnostics):
        diagnostics += _unused(library, anki_notes, note_types.values())
        diagnostics += _empty_packages(project, anki_notes, selection)
    report = _report(diagnostics)
    if report.errors:
        return report, None
    used = [one for one in note_types.values() if _is_used(one, anki_notes)]
    moment = _now() if now is None else now
    new_lock = lock.update(old_lock, anki_notes, used, now=moment)
    compiled = _Compiled(
        project, anki_notes, note_types, old_lock, new_lock, has_lock, edited
    )
    whole = _contents(compiled, Selection(project.slug))
    return replace(report, counts=count(whole)), compiled


def _parse(
    sources: Sequence[SourceFile], project: Project
) -> tuple[list[Note], list[Diagnostic]]:
    notes: list[Note] = []
    diagnostics: list[Diagnostic] = []
    for source in sources:
        more, found = schema.parse_card_file(
            source.text,
            source.path,
            root=project.name,
            default_deck=source.default_deck,
        )
        notes += more
        diagnostics += found
    return notes, diagnostics


def _give_ids(
    sources: Sequence[SourceFile],
    notes: Sequence[Note],
    project: Project,
    old_lock: Lock,
) -> tuple[list[Note], dict[str, bytes], list[Diagnostic]]:
    """Give an id to every note that has none.

    Returns the notes, the new contents of card files by path, and a finding for each
    file whose layout is too unusual to have a line inserted.
    """
    taken = {note.id for note in notes} | set(old_lock.notes)
    complete: list[Note] = []
    insertions: dict[str, dict[Location, str]] = {}
    for note in notes:
        if not note.id:
            new_id = identity.new_note_id(note.main_text.value, taken)
            taken.add(new_id)
            entries = insertions.setdefault(note.location.path, {})
            entries[note.id_place] = f"id: {new_id}"
            note = replace(note, id=new_id)  # noqa: PLW2901 -- the same note, complete
        complete.append(note)
    edited: dict[str, bytes] = {}
    diagnostics: list[Diagnostic] = []
    for source in sources:
        if source.path not in insertions:
            continue
        text = cardfile.insert_lines(source.text, insertions[source.path])
        expected = [note for note in complete if note.location.path == source.path]
        if _reads_as(replace(source, text=text), expected, project):
            edited[source.path] = source.mark + text.encode()
            continue
        diagnostics += [
            Diagnostic(place, "id", f"the note has no id: write `{entry}` here")
            for place, entry in insertions[source.path].items()
        ]
    return complete, edited, diagnostics


def _reads_as(source: SourceFile, expected: Sequence[Note], project: Project) -> bool:
    """Whether an edited card file holds the same notes, now with their ids."""
    notes, _ = _parse([source], project)
    return [_content(note) for note in notes] == [_content(note) for note in expected]


def _content(note: Note) -> tuple[object, ...]:
    texts = {**note.texts, **note.common}
    return (
        note.id,
        {key: text.value for key, text in texts.items()},
        [choice.value for choice in note.choices],
        note.tags,
        note.deck,
        note.flags,
    )


def _note_types(
    project: Project, library: MediaLibrary
) -> tuple[dict[str, NoteType], set[str], list[Diagnostic]]:
    """Return the note types by key, the keys of those with mistakes, the mistakes."""
    folders, base_css, diagnostics = read_note_type_folders(project)
    context = Context(
        project_key=project.key,
        slug=project.slug,
        language=project.language,
        base_css=base_css,
        find_media=library.find,
    )
    note_types = {}
    for folder in folders:
        note_type, found = read_note_type(folder, context)
        diagnostics += found
        if note_type is not None:
            note_types[note_type.key] = note_type
    broken = {folder.key for folder in folders} - set(note_types)
    return note_types, broken, diagnostics


def _read_lock(project: Project) -> tuple[Lock, bool, list[Diagnostic]]:
    path = project.cards / LOCK_FILE
    name = f"{CARDS_FOLDER}/{LOCK_FILE}"
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Lock(), False, []
    except (OSError, UnicodeDecodeError) as error:
        message = f"cannot be read: {error}"
        return Lock(), False, [Diagnostic(Location(name), "lock", message)]
    old_lock, diagnostics = lock.parse(text, name)
    return old_lock, True, diagnostics


def _render(  # noqa: PLR0913, PLR0917 -- the stage where everything meets
    track: Track[Note],
    notes: Sequence[Note],
    note_types: Mapping[str, NoteType],
    library: MediaLibrary,
    project: Project,
    old_lock: Lock,
) -> tuple[list[AnkiNote], list[Diagnostic]]:
    anki_notes: list[AnkiNote] = []
    diagnostics: list[Diagnostic] = []
    for note in track(notes, "Rendering"):
        note_type = note_types.get(note.note_type)
        if note_type is None:
            continue
        locked = old_lock.notes.get(note.id)
        number_deletions = functools.partial(
            cloze.keep_numbers,
            remembered=locked.deletions if locked else (),
            gone=locked.gone if locked else (),
        )
        anki_note, found = make_anki_note(
            note, note_type, library, project.key, number_deletions
        )
        diagnostics += found
        if anki_note is not None:
            anki_notes.append(anki_note)
            diagnostics += _changed_guid(anki_note, old_lock)
    return anki_notes, diagnostics


def _changed_guid(note: AnkiNote, old_lock: Lock) -> Iterator[Diagnostic]:
    locked = old_lock.notes.get(note.id)
    if locked is not None and locked.guid != note.guid:
        message = (
            f"the note `{note.id}` had the GUID `{locked.guid}`: with another, every "
            "learner would get it twice (was `key` or `guid` changed?)"
        )
        yield Diagnostic(note.location, "guid-changed", message)


def _unused(
    library: MediaLibrary, notes: Sequence[AnkiNote], note_types: Iterable[NoteType]
) -> Iterator[Diagnostic]:
    """Warn of media that no card shows."""
    used: set[MediaFile] = set()
    for note in notes:
        used.update(note.media.values())
    for note_type in note_types:
        used.update(note_type.media.values())
    for file in library.files.values():
        if file not in used:
            place = Location(f"media/{file.reference}")
            message = "no card uses this file: it is left out"
            yield Diagnostic(place, "media-unused", message, "warning")


def _empty_packages(
    project: Project, notes: Sequence[AnkiNote], selection: Selection | None
) -> Iterator[Diagnostic]:
    for one in _selections(project, selection):
        if not any(one.takes(note.tags) for note in notes):
            known = {tag for note in notes for tag in note.tags}
            hint = "".join(did_you_mean(tag, known) for tag in one.tags)
            message = f"no note goes into the package `{one.slug}`{hint}"
            place = one.location or project.location
            yield Diagnostic(place, "empty-package", message)


def _selections(project: Project, selection: Selection | None) -> list[Selection]:
    if selection is not None:
        return [selection]
    return [Selection(project.slug), *project.packages]


def _is_used(note_type: NoteType, notes: Iterable[AnkiNote]) -> bool:
    return any(note.note_type is note_type for note in notes)


def _report(diagnostics: Iterable[Diagnostic]) -> Report:
    return Report(tuple(sorted(set(diagnostics))), Counts(0, 0, 0, 0, 0))


def _contents(compiled: _Compiled, selection: Selection) -> PackageContents:
    project, new_lock = compiled.project, compiled.new_lock
    notes = [
        PackagedNote(
            note=note,
            number=new_lock.notes[note.id].number,
            modified=new_lock.notes[note.id].modified,
            position=position,
        )
        for position, note in enumerate(compiled.notes, start=1)
        if selection.takes(note.tags)
    ]
    note_types = [
        (note_type, new_lock.note_types[key].modified)
        for key, note_type in sorted(compiled.note_types.items())
        if any(packaged.note.note_type is note_type for packaged in notes)
    ]
    return PackageContents(
        key=project.key,
        root=project.name,
        description=_description(project),
        notes=notes,
        note_types=note_types,
    )


def _description(project: Project) -> str:
    """Return what Anki shows under the deck's name, in Markdown."""
    version = "版本" if project.language.startswith("zh") else "Version"
    facts = [f"{version} {project.version}", project.author, project.licence]
    line = " · ".join(fact for fact in facts if fact)
    return f"{project.description}\n\n{line}" if project.description else line


def count(contents: PackageContents) -> Counts:
    """Return what a package holds, as Anki will count it."""
    return Counts(
        notes=len(contents.notes),
        cards=sum(len(packaged.note.ordinals) for packaged in contents.notes),
        decks=len(contents.decks),
        tags=len({tag for packaged in contents.notes for tag in packaged.note.tags}),
        media=len(contents.media),
    )


def _targets(
    project: Project, selections: Sequence[Selection], out: Path | None
) -> list[Path]:
    if out is not None and out.suffix == ".apkg":
        if len(selections) > 1:
            raise BuilderError(
                f"{out.name} is one file, but {len(selections)} packages are to be "
                "built: name a folder, or choose one with `--tag`"
            )
        return [out]
    folder = project.output if out is None else out
    return [folder / f"{one.slug}-{project.version}.apkg" for one in selections]


def _write(
    files: PendingFiles, contents: PackageContents, slug: str, target: Path
) -> BuiltPackage:
    with files.open(target) as stream:
        hashing = HashingStream(stream)
        write_package(hashing, contents)
    return BuiltPackage(
        slug=slug,
        path=target,
        counts=count(contents),
        size=hashing.size,
        sha256=hashing.hexdigest(),
    )


def _refuse_changes(compiled: _Compiled) -> None:
    """Refuse a build that would change the lock, and say for which notes."""
    old, new = compiled.old_lock, compiled.new_lock
    changed = [
        f"note `{key}`" for key in new.notes if old.notes.get(key) != new.notes[key]
    ]
    if compiled.edited_sources:
        files = ", ".join(compiled.edited_sources)
        raise BuilderError(
            f"notes without an id in {files}: run `decks build` without --locked and "
            "commit what it writes"
        )
    changed += [
        f"note type `{key}`"
        for key in new.note_types
        if old.note_types.get(key) != new.note_types[key]
    ]
    if changed:
        shown = ", ".join(changed[:10])
        more = f" and {len(changed) - 10} more" if changed[10:] else ""
        raise BuilderError(
            f"{CARDS_FOLDER}/{LOCK_FILE} would change for {shown}{more}: run `decks "
            "build` without --locked and commit the lock"
        )


def _now() -> int:
    """Return the time of the build: the one place that looks at a clock.

    https://reproducible-builds.org/specs/source-date-epoch/
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return int(time.time())
    if not epoch.isdecimal():
        raise BuilderError(f"SOURCE_DATE_EPOCH is `{epoch}`, not a number of seconds")
    return int(epoch)
