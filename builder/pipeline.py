"""The stages of a build in their order: read this file first.

    cards/*.yaml ─cardfile, schema─▶ notes ─lint─▶ findings
                 ─render, media, identity─▶ Anki notes ─lock─▶ ids and times
                 ─compiled, package─▶ dist/*.apkg

``check`` is ``build`` without the write, so the two can never disagree.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from builder.anki.ankinote import AnkiNote, make_anki_note
from builder.anki.apkg.writer import PackageContents, write_package
from builder.anki.media import MediaFile, MediaLibrary, read_media
from builder.anki.notetype import NoteType
from builder.anki.notetypefolders import read_note_type_folders
from builder.anki.notetypereader import Context, read_note_type
from builder.anki.updatefile import update_files
from builder.base.atomicfiles import PendingFiles
from builder.base.clock import build_time
from builder.base.code import Code
from builder.base.diagnostic import BuilderError, Diagnostic, Location, did_you_mean
from builder.base.hashing import HashingStream
from builder.cards import cardfile
from builder.cards.cardfolder import CardFile, read_card_files
from builder.cards.newids import give_ids
from builder.cards.note import Note
from builder.cards.project import (
    CARDS_FOLDER,
    LOCK_FILE,
    Project,
    Selection,
    read_project,
)
from builder.check import rules
from builder.packages import (
    Compiled,
    Counts,
    contents,
    count,
    refuse_changes,
    selections,
    targets,
)
from builder.text import cloze
from builder.versions import lock, releasedtypes
from builder.versions.lock import Lock

_T = TypeVar("_T")
Track = Callable[[Sequence[_T], str], Iterable[_T]]
"""Goes through a sequence and shows how far it is, under a title."""


def _silently(sequence: Sequence[_T], title: str) -> Iterable[_T]:  # noqa: ARG001
    return sequence


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

    ``edited`` are the card files that ids were written into. ``has_new_lock`` says that
    there was no lock before.
    """

    diagnostics: tuple[Diagnostic, ...]
    counts: Counts
    packages: tuple[BuiltPackage, ...] = ()
    update_files: tuple[Path, ...] = ()
    edited: tuple[str, ...] = ()
    has_new_lock: bool = False

    @property
    def errors(self) -> list[Diagnostic]:
        """The findings that keep a deck from being built."""
        return [finding for finding in self.diagnostics if finding.is_error]

    @property
    def warnings(self) -> list[Diagnostic]:
        """The findings that a deck can be built with."""
        return [finding for finding in self.diagnostics if not finding.is_error]


@dataclass(frozen=True, slots=True)
class Overview:
    """What the card files and the lock say, without rendering; mistakes are left out."""

    project: Project
    notes: Sequence[Note]
    lock: Lock


@dataclass(frozen=True, slots=True)
class Options:
    """What a build is asked for.

    Without a ``selection``, the whole deck and every package of deck.yaml. ``out`` is a
    folder, or the file to write when there is one package. With ``is_locked`` nothing
    but packages may change. ``now`` is the time for what changed, in seconds since
    1970; without it SOURCE_DATE_EPOCH counts, else the clock.
    """

    selection: Selection | None = None
    out: Path | None = None
    is_locked: bool = False
    allow_notetype_change: bool = False
    with_update_file: bool = False
    now: int | None = None


def check(
    folder: Path, options: Options | None = None, *, track: Track[Note] = _silently
) -> Report:
    """Find everything a build would refuse or warn of, and write nothing.

    ``folder`` is the project's folder, the one that holds ``cards/``.
    """
    return compile_project(folder, options or Options(), track=track)[0]


def build(
    folder: Path, options: Options | None = None, *, track: Track[Note] = _silently
) -> Report:
    """Write the packages of a project and bring its lock up to date.

    When there are errors nothing is written.

    Raises:
        BuilderError: The lock would change and must not, or a file cannot be written.
    """
    options = options or Options()
    report, compiled = compile_project(folder, options, track=track)
    if compiled is None:
        return report
    if options.is_locked:
        refuse_changes(compiled)
    updates: list[Path] = []
    with PendingFiles() as files:
        built = write_packages(files, compiled, options)
        if options.with_update_file:
            updates = _write_update_files(files, compiled, options)
        for path, text in compiled.edited_sources.items():
            files.write(compiled.project.folder / path, text)
        new_lock = lock.dump(compiled.new_lock)
        if not compiled.has_lock or new_lock != lock.dump(compiled.old_lock):
            files.write(compiled.project.cards / LOCK_FILE, new_lock.encode())
        files.commit()
    return replace(
        report,
        packages=tuple(built),
        update_files=tuple(updates),
        edited=tuple(compiled.edited_sources),
        has_new_lock=not compiled.has_lock,
    )


def draft(folder: Path, target: Path, options: Options | None = None) -> Report:
    """Write the package that a build would make now to ``target``, and nothing else.

    The project and its lock stay as they are: for looking ahead. Without a selection,
    the whole deck. When there are errors nothing is written.
    """
    options = options or Options()
    report, compiled = compile_project(folder, options)
    if compiled is None:
        return report
    one = options.selection or Selection(compiled.project.slug)
    alone = replace(options, selection=one, out=target)
    with PendingFiles() as files:
        built = write_packages(files, compiled, alone)
        files.commit()
    return replace(report, packages=tuple(built))


def survey(folder: Path) -> Overview:
    """Read what the card files and the lock say.

    Raises:
        BuilderError: deck.yaml has mistakes.
    """
    project, diagnostics = read_project(folder)
    if project is None:
        raise BuilderError(str(diagnostics[0]))
    sources, _ = read_card_files(project)
    notes, _ = _parse(sources, project)
    return Overview(project, notes, _read_lock(project)[0])


def compile_project(
    folder: Path, options: Options, *, track: Track[Note] = _silently
) -> tuple[Report, Compiled | None]:
    """Go through the stages up to the lock; no second value when there are errors."""
    project, diagnostics = read_project(folder)
    if project is None:
        return _report(diagnostics), None
    sources, found = read_card_files(project)
    diagnostics += found
    notes, found = _parse(sources, project)
    diagnostics += found
    if not notes and not diagnostics:
        message = f"no notes: write a card file below {CARDS_FOLDER}/"
        diagnostics.append(Diagnostic(project.location, Code.NO_NOTES, message))
    old_lock, has_lock, found = _read_lock(project)
    diagnostics += found
    notes, edited, found = give_ids(sources, notes, project, taken=old_lock.notes)
    diagnostics += found
    library, found = read_media(project.media)
    diagnostics += found
    note_types, broken, found = _note_types(project, library, old_lock)
    diagnostics += found
    diagnostics += rules.lint(rules.Subject(notes, note_types, broken))
    finished = [note for note in notes if not note.is_draft]
    anki_notes, found = _render(
        track(finished, "Rendering"), note_types, library, project.key, old_lock
    )
    diagnostics += found
    diagnostics += rules.personal_fields(project.personal, note_types.values())
    diagnostics += releasedtypes.changed_identities(anki_notes, old_lock)
    known = {*note_types, *broken}
    diagnostics += releasedtypes.missing_note_types(known, anki_notes, old_lock)
    if not options.allow_notetype_change:
        diagnostics += releasedtypes.changed_note_types(note_types, old_lock)
    if not any(finding.is_error for finding in diagnostics):
        diagnostics += _unused(library, anki_notes, note_types.values())
        diagnostics += _empty_packages(project, anki_notes, options.selection)
    report = _report(diagnostics)
    if report.errors:
        return report, None
    used = [one for one in note_types.values() if _is_used(one, anki_notes)]
    new_lock = lock.update(old_lock, anki_notes, used, now=build_moment(options))
    compiled = Compiled(
        project, anki_notes, note_types, old_lock, new_lock, has_lock, edited
    )
    whole = contents(compiled, Selection(project.slug))
    return replace(report, counts=count(whole)), compiled


def write_packages(
    files: PendingFiles, compiled: Compiled, options: Options
) -> list[BuiltPackage]:
    """Write the chosen packages beside their targets."""
    chosen = selections(compiled.project, options.selection)
    places = targets(compiled.project, chosen, options.out)
    return [
        write_one(files, contents(compiled, one), one.slug, target)
        for one, target in zip(chosen, places, strict=True)
    ]


def _parse(
    sources: Sequence[CardFile], project: Project
) -> tuple[list[Note], list[Diagnostic]]:
    notes: list[Note] = []
    diagnostics: list[Diagnostic] = []
    for source in sources:
        more, found = cardfile.parse_card_file(
            source.text,
            source.path,
            root=project.name,
            default_deck=source.default_deck,
        )
        notes += more
        diagnostics += found
    return notes, diagnostics


def _note_types(
    project: Project, library: MediaLibrary, old_lock: Lock
) -> tuple[dict[str, NoteType], set[str], list[Diagnostic]]:
    """Return the note types by key, the keys of those with mistakes, the mistakes."""
    folders, base_css, diagnostics = read_note_type_folders(project)
    context = Context(
        project_key=project.key,
        slug=project.slug,
        language=project.language,
        base_css=base_css,
        released_fields={
            key: locked.fields for key, locked in old_lock.note_types.items()
        },
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
        return Lock(), False, [Diagnostic(Location(name), Code.LOCK, message)]
    old_lock, diagnostics = lock.parse(text, name)
    return old_lock, True, diagnostics


def _render(
    notes: Iterable[Note],
    note_types: Mapping[str, NoteType],
    library: MediaLibrary,
    key: str,
    old_lock: Lock,
) -> tuple[list[AnkiNote], list[Diagnostic]]:
    anki_notes: list[AnkiNote] = []
    diagnostics: list[Diagnostic] = []
    for note in notes:
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
            note, note_type, library, key, number_deletions
        )
        diagnostics += found
        if anki_note is not None:
            anki_notes.append(anki_note)
    return anki_notes, diagnostics


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
            yield Diagnostic(place, Code.MEDIA_UNUSED, message, "warning")


def _empty_packages(
    project: Project, notes: Sequence[AnkiNote], selection: Selection | None
) -> Iterator[Diagnostic]:
    known = {tag for note in notes for tag in note.tags}
    for one in selections(project, selection):
        if not any(one.takes(note.tags) for note in notes):
            hint = "".join(did_you_mean(tag, known) for tag in one.tags)
            if one is selection:
                asked = [f"--tag {tag}" for tag in one.tags]
                asked += [f"--not-tag {tag}" for tag in one.without]
                raise BuilderError(f"no note is left by `{' '.join(asked)}`{hint}")
            message = f"no note goes into the package `{one.slug}`{hint}"
            place = one.location or project.location
            yield Diagnostic(place, Code.EMPTY_PACKAGE, message)


def _is_used(note_type: NoteType, notes: Iterable[AnkiNote]) -> bool:
    return any(note.note_type is note_type for note in notes)


def _report(diagnostics: Iterable[Diagnostic]) -> Report:
    return Report(tuple(sorted(set(diagnostics))), Counts(0, 0, 0, 0, 0))


def _write_update_files(
    files: PendingFiles, compiled: Compiled, options: Options
) -> list[Path]:
    """Write the update files of the whole deck, or of the part that is asked for."""
    project = compiled.project
    part = options.selection or Selection(project.slug)
    folder = project.output if options.out is None else options.out
    folder = folder.parent if folder.suffix.lower() == ".apkg" else folder
    notes = [note for note in compiled.notes if part.takes(note.tags)]
    personal = {text.value for text in project.personal}
    texts = list(update_files(notes, root=project.name, personal=personal))
    written = []
    for key, text in texts:
        kind = f"-{key}" if len(texts) > 1 else ""
        target = folder / f"{part.slug}-{project.version}-update{kind}.txt"
        files.write(target, text.encode())
        written.append(target)
    return written


def write_one(
    files: PendingFiles, package: PackageContents, slug: str, target: Path
) -> BuiltPackage:
    """Write one package beside its target."""
    with files.open(target) as stream:
        hashing = HashingStream(stream)
        write_package(hashing, package)
    return BuiltPackage(
        slug=slug,
        path=target,
        counts=count(package),
        size=hashing.size,
        sha256=hashing.hexdigest(),
    )


def build_moment(options: Options) -> int:
    """Return the time that changes of this build get, in seconds since 1970."""
    return build_time() if options.now is None else options.now
