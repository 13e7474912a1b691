"""The packages of a project: which there are, what each holds, and their writing."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from builder.anki.ankinote import AnkiNote
from builder.anki.apkg.writer import PackageContents, PackagedNote, write_package
from builder.anki.notetype import NoteType
from builder.anki.updatefile import update_files
from builder.base.atomicfiles import PendingFiles
from builder.base.diagnostic import BuilderError
from builder.base.hashing import HashingStream
from builder.base.phrases import listed
from builder.cards.emptypart import why_empty
from builder.cards.project import CARDS_FOLDER, LOCK_FILE, Project, Selection
from builder.versions.lock import Lock


@dataclass(frozen=True, slots=True)
class Compiled:
    """A project after all stages but the last: everything but the packages."""

    project: Project
    notes: Sequence[AnkiNote]
    note_types: Mapping[str, NoteType]
    old_lock: Lock
    new_lock: Lock
    has_lock: bool
    edited_sources: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Counts:
    """What Anki will hold after the import of a package into an empty collection."""

    notes: int
    cards: int
    decks: int
    tags: int
    media: int


NO_COUNTS = Counts(notes=0, cards=0, decks=0, tags=0, media=0)


@dataclass(frozen=True, slots=True)
class BuiltPackage:
    """A package on disk; ``size`` is in bytes."""

    slug: str
    path: Path
    counts: Counts
    size: int
    sha256: str


def package_contents(compiled: Compiled, selection: Selection) -> PackageContents:
    """Return what goes into one package."""
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
        description=_description(project, new_lock),
        notes=notes,
        note_types=note_types,
    )


def _description(project: Project, lock: Lock) -> str:
    """Return what Anki shows under the deck's name, in Markdown."""
    version = "版本" if project.language.startswith("zh") else "Version"
    facts = [f"{version} {project.version}", project.author, project.licence]
    if lock.release is not None and lock.is_as_released(project.version):
        moment = time.gmtime(lock.release.modified)
        facts.insert(1, time.strftime("%Y-%m-%d", moment))
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


def selections(project: Project, selection: Selection | None) -> list[Selection]:
    """Return the packages to build: the one asked for, or all of deck.yaml."""
    if selection is not None:
        return [selection]
    return [Selection(project.slug), *project.packages]


def refuse_empty_part(part: Selection, notes: Sequence[AnkiNote]) -> None:
    """Refuse a part that was asked for and that no note belongs to."""
    if any(part.takes(note.tags) for note in notes):
        return
    tags = [note.tags for note in notes]
    hint = why_empty(part, tags, without="--not-tag")
    asked = [f"--tag {tag}" for tag in part.tags]
    asked += [f"--not-tag {tag}" for tag in part.without]
    raise BuilderError(f"no note is left by `{' '.join(asked)}`{hint}")


def targets(
    project: Project, chosen: Sequence[Selection], out: Path | None
) -> list[Path]:
    """Return where each package goes."""
    if out is not None and out.suffix.lower() == ".apkg":
        if len(chosen) > 1:
            raise BuilderError(
                f"{out.name} is one file, but {len(chosen)} packages are to be "
                "built: name a folder, or choose one with `--tag`"
            )
        return [out]
    folder = project.output if out is None else out
    return [folder / f"{one.slug}-{project.version}.apkg" for one in chosen]


def refuse_changes(compiled: Compiled) -> None:
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
        raise BuilderError(
            f"{CARDS_FOLDER}/{LOCK_FILE} would change for {listed(changed, 10)}: run "
            "`decks build` without --locked and commit the lock"
        )


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


def write_update_files(
    files: PendingFiles, compiled: Compiled, part: Selection, out: Path | None
) -> list[Path]:
    """Write the update files of a part of the deck, one for each note type."""
    project = compiled.project
    folder = project.output if out is None else out
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
