"""A release: version, stamps, changelog, release notes and all packages, or nothing.

The version of the last release is in the lock, and the lock is put in its place last.
So whatever a crash leaves half done, the same command does it again and whole.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from builder import pipeline
from builder.anki.apkg.contents import PackageContents, PackagedNote
from builder.anki.apkg.reader import read_package
from builder.anki.notetype import NoteType
from builder.base.atomicfiles import PendingFiles
from builder.base.diagnostic import BuilderError
from builder.base.exclusive import Say, unheard
from builder.base.journal import Mended
from builder.base.transaction import writing
from builder.cards.project import (
    CARDS_FOLDER,
    CHANGELOG_FILE,
    DECK_FILE,
    LOCK_FILE,
    Project,
    Selection,
    workplace,
)
from builder.packages import (
    BuiltPackage,
    Compiled,
    count,
    package_contents,
    whole_hash,
    write_one,
)
from builder.pipeline import Options, Report
from builder.releasefiles import (
    changelog_edit,
    changelog_text,
    deck_file_edit,
    read_changelog,
)
from builder.revisions import (
    RELEASED_FOLDER,
    kept_package,
    package_of_release,
    release_tag,
)
from builder.versions import releasedtypes
from builder.versions.changes import Changes, changes_since_release
from builder.versions.lock import Lock, Release
from builder.versions.nextversion import LEVELS, next_version, version_numbers
from builder.versions.releasenotes import (
    ReleaseNotes,
    release_notes,
    versions_told,
)
from builder.versions.releasestamps import (
    Restamp,
    needed_note_types,
    read_restamp,
    restamped,
    stamp_release,
)
from builder.versions.retirement import notice_of, refuse_many_retired
from builder.versions.stamping import Restyled, restyled

_COMMAND = "release"

Judge = Callable[[Path, Path, Restyled], Sequence[str]]
"""From the package of the last release, the new one, and what in it deliberately looks
other than learners have it, to the promises that break."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a release was asked for."""

    level: str
    options: Options
    judge: Judge | None
    restamp: Collection[str]
    retire: int | None


@dataclass(frozen=True, slots=True)
class ReleaseReport:
    """What a release found, and what it wrote.

    ``files`` are those to commit, by path relative to the project; ``notes`` is the page
    for learners; ``broken`` are the promises that the engine found broken. ``brought``
    are the note types that went out because notes need them, each with what for.
    """

    report: Report
    version: str = ""
    changes: Changes | None = None
    files: tuple[str, ...] = ()
    notes: Path | None = None
    broken: tuple[str, ...] = ()
    brought: tuple[tuple[str, str], ...] = ()

    @property
    def is_done(self) -> bool:
        """Whether the release was made."""
        return bool(self.files)


def release(  # noqa: PLR0913 -- each is asked for by an option of the command
    folder: Path,
    level: str,
    options: Options | None = None,
    *,
    judge: Judge | None,
    restamp: Collection[str] = (),
    retire: int | None = None,
    say: Say = unheard,
) -> ReleaseReport:
    """Make the next version of a deck.

    ``level`` is ``major``, ``minor``, ``patch`` or a version. ``judge`` imports the new
    package over that of the last release; without one, nobody looks. ``restamp`` names
    notes and note types that go out although only their looks are other. ``retire`` is
    how many notes may be retired, where they are many. ``say`` hears what it waits for,
    and what it finished that had been interrupted.

    Raises:
        BuilderError: The version is not a next one, the last package
            is not there to be judged against, or a file cannot be written.
    """
    asked = _Asked(level, options or Options(), judge, restamp, retire)
    place, command = workplace(folder), f"{_COMMAND} {level}"
    with writing(place, project=folder, command=command, say=say) as begun:
        mended = begun.mended
        if mended is not None and _is_release(mended):
            return _finished(folder, mended, command)
        return _made(begun.files, folder, asked)


def _is_release(mended: Mended) -> bool:
    return mended.command.startswith(f"{_COMMAND} ") and not mended.edited


def _finished(folder: Path, mended: Mended, command: str) -> ReleaseReport:
    """Return what an interrupted release has made, now that it is finished."""
    if command != mended.command:
        raise BuilderError(
            f"no other release was made: run `decks {command}` again if there is to be one"
        )
    version = pipeline.survey(folder).project.version
    committed = [name for name in mended.files if name.startswith(f"{CARDS_FOLDER}/")]
    return ReleaseReport(Report(()), version, files=tuple(committed))


def _made(files: PendingFiles, folder: Path, asked: _Asked) -> ReleaseReport:
    options = asked.options
    report, compiled = pipeline.compile_project(folder, options)
    if compiled is None:
        return ReleaseReport(report)
    changelog = read_changelog(compiled.project)
    version = _version(compiled, asked.level)
    cut_off = _time_of_cut_off(compiled, version)
    _refuse_older_lock(compiled, changelog, version if cut_off else "")
    _refuse_going_back(compiled, version)
    if cut_off and options.now is None:
        options = replace(options, now=cut_off)
    chosen, brought = _restamp(compiled, asked.restamp)
    due = _with_restamped(compiled, chosen, options)
    changes = changes_since_release(due.new_lock)
    refuse_many_retired(changes, due.new_lock, asked.retire)
    ready = _stamped(due, version, options)
    deck_file = deck_file_edit(ready.project)
    broken = _judged(ready, asked.judge)
    if broken:
        return ReleaseReport(report, version, changes, broken=tuple(broken))
    built = pipeline.write_packages(files, ready, replace(options, selection=None))
    kept = Options(
        selection=Selection(ready.project.slug),
        out=kept_package(ready.project, version),
    )
    pipeline.write_packages(files, ready, kept)
    retired = _write_retired(files, ready, changes)
    texts = _texts(ready, changes, compiled, retired, len(chosen.notes))
    notes_path = ready.project.output / f"{ready.project.slug}-{version}.md"
    files.write(notes_path, release_notes(texts).encode())
    edits = {
        **ready.edits,
        f"{CARDS_FOLDER}/{DECK_FILE}": deck_file,
        f"{CARDS_FOLDER}/{CHANGELOG_FILE}": changelog_edit(changelog, texts),
        # The lock knows the last release: it comes last.
        f"{CARDS_FOLDER}/{LOCK_FILE}": ready.lock_file.becoming(ready.new_lock),
    }
    for path, edit in edits.items():
        files.edit(folder / path, edit)
    files.commit()
    return ReleaseReport(
        report=replace(report, packages=(*built, *retired)),
        version=version,
        changes=changes,
        files=tuple(edits),
        notes=notes_path,
        brought=tuple(sorted(brought.items())),
    )


def _version(compiled: Compiled, level: str) -> str:
    """Return the version that comes next after the last release."""
    last = compiled.old_lock.release
    written = compiled.project.version
    if last is None and level in LEVELS and _time_of_cut_off(compiled, written):
        return written
    base = last.version if last else written
    return next_version(level, base, is_first=last is None)


def _time_of_cut_off(compiled: Compiled, version: str) -> int | None:
    """Return the time of a release that was cut off before the lock was in its place.

    Its package is there and holds what would be made now.
    """
    kept = kept_package(compiled.project, version)
    if not kept.is_file():
        return None
    before = read_package(kept)
    known = {note.guid: (note.values, set(note.tags)) for note in before.notes}
    now = {note.guid: (note.fields, set(note.tags)) for note in compiled.notes}
    times = [note.modified for note in before.notes]
    times += [one.modified for one in before.note_types]
    return max(times) if known == now else None


def _refuse_going_back(compiled: Compiled, version: str) -> None:
    written = compiled.project.version
    if version_numbers(version) < version_numbers(written):
        raise BuilderError(
            f"{CARDS_FOLDER}/{DECK_FILE} says {written}, and {version} would come before "
            f"it: name the version, as in `decks release {written}`"
        )


def _refuse_older_lock(
    compiled: Compiled, changelog: bytes | None, cut_off: str
) -> None:
    """Refuse when releases were made that the lock does not know of.

    All but one that was ``cut_off`` and is made again.
    """
    last = compiled.old_lock.release
    known = version_numbers(last.version) if last else []
    told = _released_versions(compiled.project, changelog) - {cut_off}
    unknown = [version for version in told if version_numbers(version) > known]
    if not unknown:
        return
    newest = max(unknown, key=version_numbers)
    package = kept_package(compiled.project, newest)
    shown = package if package.is_file() else "its package"
    raise BuilderError(
        f"{CARDS_FOLDER}/{LOCK_FILE} knows of no release {newest}, but it was made: restore "
        "the lock from version control, or have it made again with `decks build "
        f"--recover-lock` and {shown}"
    )


def _released_versions(project: Project, changelog: bytes | None) -> set[str]:
    """Return the versions that were released, as far as anything tells."""
    told = set(versions_told(changelog_text(changelog)))
    told |= {
        path.stem.removeprefix(f"{project.slug}-")
        for path in (project.output / RELEASED_FOLDER).glob(f"{project.slug}-*.apkg")
    }
    if release_tag(project.folder, project.version):
        told.add(project.version)
    return {version for version in told if version[:1].isdigit()}


def _restamp(
    compiled: Compiled, asked: Collection[str]
) -> tuple[Restamp, dict[str, str]]:
    """Return what goes out anew: what is asked for, and note types that notes need."""
    chosen = read_restamp(asked, compiled.new_lock, compiled.looks)
    needed = needed_note_types(compiled.new_lock, compiled.notes, _used_types(compiled))
    brought = {
        key: ", ".join(sorted(found))
        for key, found in needed.items()
        if key not in chosen.note_types
    }
    return replace(chosen, note_types=chosen.note_types | set(needed)), brought


def _used_types(compiled: Compiled) -> list[NoteType]:
    used = {note.note_type.key for note in compiled.notes}
    return [one for key, one in sorted(compiled.note_types.items()) if key in used]


def _with_restamped(compiled: Compiled, chosen: Restamp, options: Options) -> Compiled:
    lock = restamped(
        compiled.new_lock,
        chosen,
        compiled.notes,
        _used_types(compiled),
        now=pipeline.build_moment(options),
    )
    return replace(compiled, new_lock=lock)


def _stamped(compiled: Compiled, version: str, options: Options) -> Compiled:
    """Return the project as the release will leave it."""
    lock = stamp_release(
        compiled.new_lock,
        compiled.note_types.values(),
        version=version,
        now=pipeline.build_moment(options),
    )
    project = replace(compiled.project, version=version)
    ready = replace(compiled, project=project, new_lock=lock)
    whole = replace(_release_of(lock), contents=whole_hash(ready))
    return replace(ready, new_lock=replace(lock, release=whole))


def _release_of(lock: Lock) -> Release:
    assert lock.release is not None  # noqa: S101 -- just stamped
    return lock.release


def _judged(ready: Compiled, judge: Judge | None) -> Sequence[str]:
    last = ready.old_lock.release
    if judge is None or last is None:
        return ()
    with _packages_to_compare(ready, last.version) as (old, new):
        looks = restyled(ready.new_lock, ready.notes, _used_types(ready))
        return judge(old, new, looks)


@contextlib.contextmanager
def _packages_to_compare(ready: Compiled, last: str) -> Iterator[tuple[Path, Path]]:
    try:
        with (
            package_of_release(ready.project, last) as old,
            tempfile.TemporaryDirectory() as name,
            PendingFiles() as files,
        ):
            new = Path(name) / "new.apkg"
            whole = Options(selection=Selection(ready.project.slug), out=new)
            pipeline.write_packages(files, ready, whole)
            files.commit()
            yield old, new
    except BuilderError as error:
        raise BuilderError(f"{error}; or release with --no-plan") from error


def _texts(
    ready: Compiled,
    changes: Changes,
    before: Compiled,
    retired: Sequence[BuiltPackage],
    restyled_notes: int,
) -> ReleaseNotes:
    project, release = ready.project, _release_of(ready.new_lock)
    whole = count(package_contents(ready, Selection(project.slug)))
    new_shapes = releasedtypes.changed_note_types(before.note_types, before.old_lock)
    return ReleaseNotes(
        name=project.name,
        version=project.version,
        moment=release.modified,
        language=project.language,
        changes=changes,
        counts=(whole.notes, whole.cards),
        is_first=ready.old_lock.release is None,
        package=f"{project.slug}-{project.version}.apkg",
        retired_package=retired[0].path.name if retired else "",
        has_new_shape=any(True for _ in new_shapes),
        reshaped=max(
            (one.reshaped for one in ready.new_lock.note_types.values()),
            key=version_numbers,
            default="",
        ),
        restyled=restyled_notes,
        study=project.study,
    )


# Retired notes


def _write_retired(
    files: PendingFiles, ready: Compiled, changes: Changes
) -> list[BuiltPackage]:
    """Write the package that turns retired notes of learners into a notice."""
    package = retired_contents(ready, [note.id for note in changes.retired])
    if not package.notes:
        return []
    project = ready.project
    name = f"{project.slug}-{project.version}-retired.apkg"
    slug = f"{project.slug}-retired"
    return [write_one(files, package, slug, project.output / name)]


def retired_contents(ready: Compiled, retired: Iterable[str]) -> PackageContents:
    """Return a package in which each retired note is a notice with a tag to find it."""
    project, locked = ready.project, ready.new_lock
    notes = [
        PackagedNote(
            note=notice_of(
                locked.notes[key],
                ready.note_types,
                version=project.version,
                language=project.language,
            ),
            number=locked.notes[key].number,
            modified=locked.notes[key].modified,
            position=position,
        )
        for position, key in enumerate(retired, start=1)
        if locked.notes[key].note_type in ready.note_types
    ]
    used = {packaged.note.note_type.key for packaged in notes}
    return PackageContents(
        key=project.key,
        root=project.name,
        description="",
        notes=notes,
        note_types=[
            (ready.note_types[key], locked.note_types[key].modified)
            for key in sorted(used)
        ],
    )
