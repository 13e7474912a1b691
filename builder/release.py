"""A release: version, stamps, changelog, release notes and all packages, or nothing.

The version of the last release is in the lock, and the lock is put in its place last.
So whatever a crash leaves half done, the same command does it again and whole.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from builder import pipeline
from builder.anki.ankinote import AnkiNote
from builder.anki.apkg.writer import PackageContents, PackagedNote
from builder.anki.notetype import RESERVE_FIELDS, NoteType
from builder.base.atomicfiles import PendingFiles
from builder.base.diagnostic import BuilderError
from builder.cards import yamltree
from builder.cards.note import KINDS
from builder.cards.project import (
    CARDS_FOLDER,
    CHANGELOG_FILE,
    DECK_FILE,
    LOCK_FILE,
    Project,
    Selection,
)
from builder.cards.yamltree import Table, Text
from builder.packages import (
    BuiltPackage,
    Compiled,
    count,
    package_contents,
    write_one,
)
from builder.pipeline import Options, Report
from builder.versions import lock, releasedtypes
from builder.versions.changes import (
    Changes,
    ReleaseNotes,
    changelog_section,
    changes_since_release,
    release_notes,
    with_section,
    words,
)
from builder.versions.lock import Lock, LockedNote

RELEASED_FOLDER = "released"
LEVELS = ("major", "minor", "patch")

Judge = Callable[[Path, Path], Sequence[str]]
"""From the package of the last release and the new one to the promises that break."""


@dataclass(frozen=True, slots=True)
class ReleaseReport:
    """What a release found, and what it wrote.

    ``files`` are those to commit, by path relative to the project; ``notes`` is the page
    for learners; ``broken`` are the promises that the engine found broken.
    """

    report: Report
    version: str = ""
    changes: Changes | None = None
    files: tuple[str, ...] = ()
    notes: Path | None = None
    broken: tuple[str, ...] = ()

    @property
    def is_done(self) -> bool:
        """Whether the release was made."""
        return bool(self.files)


def release(
    folder: Path, level: str, options: Options | None = None, *, judge: Judge | None
) -> ReleaseReport:
    """Make the next version of a deck.

    ``level`` is ``major``, ``minor``, ``patch`` or a version. ``judge`` imports the new
    package over that of the last release; without one, nobody looks.

    Raises:
        BuilderError: The version is not a next one, the last package
            is not there to be judged against, or a file cannot be written.
    """
    options = options or Options()
    report, compiled = pipeline.compile_project(folder, options)
    if compiled is None:
        return ReleaseReport(report)
    if not compiled.has_lock:
        _refuse_lost_lock(compiled.project)
    version = next_version(compiled, level)
    changes = changes_since_release(compiled.new_lock)
    ready = _stamped(compiled, version, options)
    broken = _judged(ready, judge)
    if broken:
        return ReleaseReport(report, version, changes, broken=tuple(broken))
    with PendingFiles() as files:
        built = pipeline.write_packages(files, ready, replace(options, selection=None))
        kept = Options(
            selection=Selection(ready.project.slug),
            out=released_package(ready.project, version),
        )
        pipeline.write_packages(files, ready, kept)
        retired = _write_retired(files, ready, changes)
        texts = _texts(ready, changes, compiled, retired)
        notes_path = ready.project.output / f"{ready.project.slug}-{version}.md"
        files.write(notes_path, release_notes(texts).encode())
        committed = _write_sources(files, ready, texts)
        files.commit()
    return ReleaseReport(
        report=replace(report, packages=(*built, *retired)),
        version=version,
        changes=changes,
        files=tuple(committed),
        notes=notes_path,
    )


def _refuse_lost_lock(project: Project) -> None:
    """Refuse when there were releases, and nothing is left that knows of them."""
    kept = list((project.output / RELEASED_FOLDER).glob(f"{project.slug}-*.apkg"))
    if len(kept) > 1:
        raise BuilderError(
            f"{CARDS_FOLDER}/{LOCK_FILE} is lost, but there were {len(kept)} releases: "
            "restore it from version control (or run `decks build` to begin a new one, "
            "with which the next import updates every note)"
        )


def next_version(compiled: Compiled, level: str) -> str:
    """Return the version that comes next after the last release."""
    last = compiled.old_lock.release
    base = last.version if last else compiled.project.version
    numbers = [int(number) for number in base.split("-")[0].split(".")]
    if level in LEVELS and last is None and _was_cut_off(compiled.project):
        return base
    if level in LEVELS:
        place = LEVELS.index(level)
        raised = [*numbers[:place], numbers[place] + 1, 0, 0][:3]
        return ".".join(map(str, raised))
    if not re.fullmatch(r"\d+\.\d+\.\d+", level):
        raise BuilderError(
            f"`{level}` is no level and no version: write major, minor, patch or three "
            "numbers, such as 1.0.0"
        )
    if last and [int(number) for number in level.split(".")] <= numbers:
        raise BuilderError(f"{level} is not newer than the last release, {base}")
    return level


def _was_cut_off(project: Project) -> bool:
    """Whether a first release raised the version in deck.yaml, and then crashed.

    Only the lock remembers the version before, and it does not know of a release yet.
    """
    kept = released_package(project, project.version)
    return list(kept.parent.glob(f"{project.slug}-*.apkg")) == [kept]


def _stamped(compiled: Compiled, version: str, options: Options) -> Compiled:
    """Return the project as the release will leave it."""
    moment = pipeline.build_moment(options)
    stamped = lock.stamp_release(
        compiled.new_lock, compiled.note_types.values(), version=version, now=moment
    )
    project = replace(compiled.project, version=version)
    return replace(compiled, project=project, new_lock=stamped)


def _judged(ready: Compiled, judge: Judge | None) -> Sequence[str]:
    last = ready.old_lock.release
    if judge is None or last is None:
        return ()
    old = released_package(ready.project, last.version)
    if not old.is_file():
        raise BuilderError(
            f"no {old}: put the package of the last release there, so that its update "
            "can be tried, or release with --no-plan"
        )
    with tempfile.TemporaryDirectory() as name, PendingFiles() as files:
        new = Path(name) / "new.apkg"
        whole = Options(selection=Selection(ready.project.slug), out=new)
        pipeline.write_packages(files, ready, whole)
        files.commit()
        return judge(old, new)


def released_package(project: Project, version: str) -> Path:
    """Return where a release keeps its package; later builds do not touch it.

    It may have been kept under the slug that the deck had then.
    """
    folder = project.output / RELEASED_FOLDER
    kept = folder / f"{project.slug}-{version}.apkg"
    others = list(folder.glob(f"*-{version}.apkg"))
    return others[0] if len(others) == 1 and not kept.is_file() else kept


def _texts(
    ready: Compiled,
    changes: Changes,
    before: Compiled,
    retired: Sequence[BuiltPackage],
) -> ReleaseNotes:
    project = ready.project
    whole = count(package_contents(ready, Selection(project.slug)))
    new_shapes = releasedtypes.changed_note_types(before.note_types, before.old_lock)
    assert ready.new_lock.release is not None  # noqa: S101 -- just stamped
    return ReleaseNotes(
        name=project.name,
        version=project.version,
        moment=ready.new_lock.release.modified,
        language=project.language,
        changes=changes,
        counts=(whole.notes, whole.cards),
        is_first=ready.old_lock.release is None,
        package=f"{project.slug}-{project.version}.apkg",
        retired_package=retired[0].path.name if retired else "",
        has_new_shape=any(True for _ in new_shapes),
        reshaped=max(
            (one.reshaped for one in ready.new_lock.note_types.values()),
            key=_in_order,
            default="",
        ),
    )


def _in_order(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version)]


def _write_sources(
    files: PendingFiles, ready: Compiled, texts: ReleaseNotes
) -> list[str]:
    """Write what is to be committed; the lock comes last."""
    project = ready.project
    changelog = project.cards / CHANGELOG_FILE
    before = changelog.read_text(encoding="utf-8") if changelog.is_file() else ""
    after = with_section(before, changelog_section(texts), project.name)
    contents_by_path: dict[str, bytes] = {
        **ready.edited_sources,
        f"{CARDS_FOLDER}/{DECK_FILE}": _with_version(project),
        f"{CARDS_FOLDER}/{CHANGELOG_FILE}": after.encode(),
        f"{CARDS_FOLDER}/{LOCK_FILE}": lock.dump(ready.new_lock).encode(),
    }
    for path, content in contents_by_path.items():
        files.write(project.folder / path, content)
    return list(contents_by_path)


def _with_version(project: Project) -> bytes:
    """Return deck.yaml with the new version; every other byte stays."""
    path = project.cards / DECK_FILE
    text = path.read_bytes().decode("utf-8")
    tree, _ = yamltree.parse(text.removeprefix("\ufeff"), DECK_FILE)
    version = tree.values["version"] if isinstance(tree, Table) else None
    if not isinstance(version, Text):
        raise BuilderError(f"no version in {path}")
    lines = text.splitlines(keepends=True)
    line = lines[version.location.line - 1]
    start = line.index(version.value)
    end = start + len(version.value)
    lines[version.location.line - 1] = line[:start] + project.version + line[end:]
    return "".join(lines).encode()


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
    target = project.output / name
    return [
        write_one(files, package, f"{project.slug}-retired", target),
    ]


def retired_contents(ready: Compiled, retired: Iterable[str]) -> PackageContents:
    """Return a package in which each retired note is a notice with a tag to find it."""
    project, locked = ready.project, ready.new_lock
    notes = [
        PackagedNote(
            note=_notice(locked.notes[key], ready.note_types, project),
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
            (ready.note_types[key], _type_time(locked, key)) for key in sorted(used)
        ],
    )


def _type_time(locked: Lock, key: str) -> int:
    return locked.note_types[key].modified


def _notice(
    note: LockedNote, note_types: Mapping[str, NoteType], project: Project
) -> AnkiNote:
    note_type = note_types[note.note_type]
    text = words(project.language)["notice"].format(version=project.version)
    values = dict.fromkeys(note_type.fields, "")
    values[note_type.fields[0]] = text
    if note.note_type not in {kind.note_type for kind in KINDS}:
        # Its templates may show any field.
        own = (name for name in note_type.fields if name not in RESERVE_FIELDS)
        values |= dict.fromkeys(own, text)
    if note_type.is_cloze:
        numbers = "".join(f" {{{{c{ordinal + 1}::·}}}}" for ordinal in note.ordinals)
        values |= dict.fromkeys(note_type.cloze_fields, text + numbers)
    if "Back" in values:
        values["Back"] = text
    if "Reversed" in values and 1 in note.ordinals:
        values["Reversed"] = "1"
    return AnkiNote(
        id=note.id,
        guid=note.guid,
        note_type=note_type,
        fields=tuple(values.values()),
        tags=(f"retired::{project.version}",),
        deck=note.deck,
        ordinals=note.ordinals,
        media={},
        deletions=(),
        title=note.title,
        location=project.location,
    )
