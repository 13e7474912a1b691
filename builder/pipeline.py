"""The stages of a build in their order: read this file first.

    cards/*.yaml ─cardfile─▶ notes ─newids─▶ notes with ids
                 ─rendering (markdown, media, identity)─▶ Anki notes ─rules─▶ findings
                 ─lock─▶ ids and times ─packages─▶ dist/*.apkg

``check`` is ``build`` without the write, so the two can never disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from builder.anki.apkg.filling import look_away
from builder.anki.media import read_media
from builder.base.atomicfiles import Edit, PendingFiles
from builder.base.clock import build_time
from builder.base.diagnostic import BuilderError, Diagnostic
from builder.base.exclusive import Say, unheard
from builder.base.findings import Findings
from builder.base.transaction import writing
from builder.cards import cardfile
from builder.cards.cardfolder import CardFile, read_card_files
from builder.cards.newids import give_ids
from builder.cards.note import Note
from builder.cards.project import (
    Project,
    Selection,
    read_deck_file,
    read_project,
    workplace,
)
from builder.check.rules import apply_rules_of_decks, apply_rules_of_notes
from builder.check.subject import Subject
from builder.check.switches import heard, read_switches, useless_switches
from builder.lockfile import LockFile, lock_path, read_lock, replaced_lock
from builder.packages import (
    NO_COUNTS,
    BuiltPackage,
    Compiled,
    Counts,
    count,
    package_contents,
    refuse_changes,
    refuse_empty_part,
    selections,
    targets,
    write_one,
    write_update_files,
)
from builder.patching import patched
from builder.rendering import read_note_types, render_notes
from builder.shelf import Shelf
from builder.shelving import Course, Keeper, shelf_of
from builder.versions.lock import Lock
from builder.versions.stamping import NO_OTHER_LOOKS, Restyled, restyled, stamped

# ruff: noqa: PLC0415 -- what only some builds need is loaded by them: an edit is quick

_T = TypeVar("_T")
Track = Callable[[Sequence[_T], str], Iterable[_T]]
"""Goes through a sequence and shows how far it is, under a title."""


def _silently(sequence: Sequence[_T], title: str) -> Iterable[_T]:  # noqa: ARG001
    return sequence


@dataclass(frozen=True, slots=True)
class Report:
    """What a check or a build found and wrote.

    ``edited`` are the card files that ids were written into. ``has_new_lock`` says that
    there was no lock before, ``is_lock_lost`` that there should have been one. ``looks``
    is what looks other than learners have it, though no author changed it.
    """

    diagnostics: tuple[Diagnostic, ...]
    counts: Counts = NO_COUNTS
    packages: tuple[BuiltPackage, ...] = ()
    update_files: tuple[Path, ...] = ()
    edited: tuple[str, ...] = ()
    has_new_lock: bool = False
    is_lock_lost: bool = False
    looks: Restyled = NO_OTHER_LOOKS

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
    1970; without it SOURCE_DATE_EPOCH counts, else the clock. With ``is_lenient`` what
    rules find is left aside: for cards of the past. ``with_card_rules`` asks whether the
    cards are good, too. ``recover_lock`` is a package of this
    project that a lost lock is made again from. ``cache`` is a folder in which renderings
    are kept for the next build. ``open_texts`` are card files as an editor has them.
    """

    selection: Selection | None = None
    out: Path | None = None
    is_locked: bool = False
    allow_notetype_change: bool = False
    with_update_file: bool = False
    now: int | None = None
    is_lenient: bool = False
    with_card_rules: bool = False
    recover_lock: Path | None = None
    cache: Path | None = None
    open_texts: Mapping[str, str] = field(default_factory=dict)


def compile_project(
    folder: Path,
    options: Options,
    *,
    track: Track[Note] = _silently,
    course: Course | None = None,
) -> tuple[Report, Compiled | None]:
    """Go through the stages up to the lock; no second value when there are errors.

    ``course`` has what earlier builds left, and is told what this one comes by.
    """
    course = course or Course()
    told = Findings()
    project = told.of(read_deck_file(folder))
    if project is None:
        return Report(told.in_order), None
    files = _as_open(told.of(read_card_files(project)), options.open_texts)
    media = told.of(read_media(project.media, project.keeps_name))
    written, in_notes = _read_notes(files, project)
    if options.recover_lock is None:
        lock_file = told.of(read_lock(project))
    else:
        from builder.lostlock import recover_lock

        known = recover_lock(options.recover_lock, project, written, media)
        lock_file = replaced_lock(project, known)
    old_lock = lock_file.lock
    note_types = told.of(read_note_types(project, media, old_lock))
    course.at_hand = frozenset(told.all)
    told.add(in_notes)
    complete = told.of(give_ids(files, written, project, taken=old_lock.notes))
    finished = [note for note in complete.notes if not note.is_draft]
    rendering = track(finished, "Rendering")
    course.begin(project, note_types, media, files, complete.notes)
    anki_notes = told.of(
        render_notes(rendering, note_types, media, project, old_lock, course.renderings)
    )
    is_whole = not told.has_errors and len(anki_notes) == len(finished)
    if options.selection is not None and is_whole:
        refuse_empty_part(options.selection, anki_notes)
    packages = selections(project, options.selection)
    subject = Subject(
        project, complete.notes, note_types, anki_notes, media, packages, old_lock,
        is_whole=is_whole, allows_new_shapes=options.allow_notetype_change,
    )  # fmt: skip
    if not options.is_lenient:
        told.add(apply_rules_of_notes(subject))
        of_decks = list(apply_rules_of_decks(subject))
        course.ties = {finding.location.path for finding in of_decks}
        told.add(of_decks)
        told = _heard(told, subject, files, with_card_rules=options.with_card_rules)
    if told.has_errors:
        return Report(told.in_order), None
    compiled = _compiled(subject, lock_file, complete.edits, now=build_moment(options))
    whole = package_contents(compiled, Selection(project.slug))
    return Report(told.in_order, count(whole), looks=compiled.looks), compiled


def check(
    folder: Path, options: Options | None = None, *, track: Track[Note] = _silently
) -> Report:
    """Find everything a build would refuse or warn of, and write nothing.

    ``folder`` is the project's folder, the one that holds ``cards/``.
    """
    asked = replace(options or Options(), with_card_rules=True)
    with shelf_of(asked.cache, folder) as shelf:
        course = Course(shelf, remembers=asked.cache is not None)
        return compile_project(folder, asked, track=track, course=course)[0]


def build(
    folder: Path,
    options: Options | None = None,
    *,
    track: Track[Note] = _silently,
    say: Say = unheard,
) -> Report:
    """Write the packages of a project and bring its lock up to date.

    When there are errors nothing is written. ``say`` hears what it waits for, and what
    it finished that had been interrupted.

    Raises:
        BuilderError: The lock would change and must not, or a file cannot be written.
    """
    options = options or Options()
    place = workplace(folder)
    with (
        writing(place, project=folder, command="build", say=say) as begun,
        shelf_of(options.cache, folder) as shelf,
    ):
        done = _patched(begun.files, folder, options, shelf)
        if done is not None:
            return done
        course = Course(shelf, remembers=options.cache is not None)
        report, compiled = compile_project(folder, options, track=track, course=course)
        if compiled is None:
            return report
        if options.is_locked:
            refuse_changes(compiled)
        return _written(begun.files, report, compiled, options, course)


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
    told = Findings()
    notes = told.of(_read_notes(told.of(read_card_files(project)), project))
    sound = [note for note in notes if not note.has_mistakes]
    return Overview(project, sound, told.of(read_lock(project)).lock)


def write_packages(
    files: PendingFiles,
    compiled: Compiled,
    options: Options,
    keeper: Keeper | None = None,
) -> list[BuiltPackage]:
    """Write the chosen packages beside their targets; the first is the whole."""
    project = compiled.project
    chosen = selections(project, options.selection)
    places = targets(project, compiled.version, chosen, options.out)
    built: list[BuiltPackage] = []
    for one, target in zip(chosen, places, strict=True):
        contents = package_contents(compiled, one)
        is_seen = keeper is not None and not built
        look_at = keeper.look_at if keeper and is_seen else look_away
        built.append(write_one(files, contents, one.slug, target, look_at))
        if keeper is not None:
            keeper.take(one.slug, contents)
    return built


def build_moment(options: Options) -> int:
    """Return the time that changes of this build get, in seconds since 1970."""
    return build_time() if options.now is None else options.now


def _as_open(
    files: Sequence[CardFile], open_texts: Mapping[str, str]
) -> Sequence[CardFile]:
    """Return card files with the texts that an editor has of them."""
    if not open_texts:
        return files
    return [replace(file, text=open_texts.get(file.path, file.text)) for file in files]


def _read_notes(
    files: Sequence[CardFile], project: Project
) -> tuple[list[Note], list[Diagnostic]]:
    notes: list[Note] = []
    told = Findings()
    for file in files:
        notes += told.of(
            cardfile.parse_card_file(
                file.text, file.path, root=project.name, default_deck=file.default_deck
            )
        )
    return notes, told.all


def _heard(
    told: Findings,
    subject: Subject,
    files: Sequence[CardFile],
    *,
    with_card_rules: bool,
) -> Findings:
    """Return what is found but for what the author does not want to hear of."""
    from builder.check.cardrules import apply_card_rules, wrong_settings

    switches = told.of(read_switches(files, subject.notes))
    told.add(wrong_settings(subject))
    with_card_rules = with_card_rules and subject.is_whole and not told.has_errors
    if with_card_rules:
        told.add(apply_card_rules(subject))
    off = {text.value for text in subject.project.check.off}
    kept, used = heard(told.all, off, switches)
    left = Findings()
    left.add(kept)
    if with_card_rules:
        left.add(useless_switches(switches, used))
    return left


def _compiled(
    subject: Subject, lock_file: LockFile, edits: Mapping[str, Edit], *, now: int
) -> Compiled:
    """Give ids and times to what is sound."""
    used = {note.note_type.key for note in subject.anki_notes}
    note_types = [subject.note_types[key] for key in subject.note_types if key in used]
    new_lock = stamped(subject.lock, subject.anki_notes, note_types, now=now)
    return Compiled(
        project=subject.project,
        notes=subject.anki_notes,
        note_types=subject.note_types,
        lock_file=lock_file,
        new_lock=new_lock,
        edits=edits,
        looks=restyled(new_lock, subject.anki_notes, note_types),
    )


def _patched(
    files: PendingFiles, folder: Path, options: Options, shelf: Shelf | None
) -> Report | None:
    """Build what changed, where that is all there is to do."""
    if shelf is None or options.cache is None:
        return None
    if options.is_locked or not _is_of_whole_project(options):
        return None
    now = build_moment(options)
    done = patched(files, folder, options.cache, shelf, options.out, now)
    if done is None:
        return None
    return Report(done.diagnostics, done.counts, done.packages, looks=done.looks)


def _is_of_whole_project(options: Options) -> bool:
    """Whether a build makes all packages as the project says."""
    beside = replace(options, cache=None, now=None, out=None, is_locked=False)
    return beside == Options()


def _written(
    files: PendingFiles,
    report: Report,
    compiled: Compiled,
    options: Options,
    course: Course,
) -> Report:
    updates: list[Path] = []
    keeper = None
    if options.cache is not None and _is_of_whole_project(options):
        keeper = Keeper(options.cache, compiled.project.folder, course)
    built = write_packages(files, compiled, options, keeper)
    if options.with_update_file:
        part = options.selection or Selection(compiled.project.slug)
        updates = write_update_files(files, compiled, part, options.out)
    for path, edit in compiled.edits.items():
        files.edit(compiled.project.folder / path, edit)
    new_lock = compiled.lock_file.becoming(compiled.new_lock)
    is_new = not (compiled.has_lock or compiled.lock_file.is_recovered)
    files.edit(lock_path(compiled.project), new_lock)
    files.commit()
    if keeper is not None and not compiled.edits:
        keeper.keep(compiled, report.diagnostics, new_lock.after)
    return replace(
        report,
        packages=tuple(built),
        update_files=tuple(updates),
        edited=tuple(compiled.edits),
        has_new_lock=is_new,
        is_lock_lost=is_new and compiled.project.was_released,
    )
