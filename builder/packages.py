"""The packages of a project: which there are, what each holds, and their writing."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from builder.anki.ankinote import AnkiNote
from builder.anki.apkg.contents import PackageContents, PackagedNote
from builder.anki.apkg.filling import LookAt, look_away
from builder.anki.notetype import NoteType
from builder.anki.updatefile import update_files
from builder.base.atomicfiles import Edit, PendingFiles
from builder.base.diagnostic import BuilderError
from builder.base.hashing import HashingStream, packed, short_hash_of_packed
from builder.base.phrases import listed
from builder.cards.emptypart import why_empty
from builder.cards.project import CARDS_FOLDER, LOCK_FILE, Project, Selection
from builder.lockfile import LockFile
from builder.versions.lock import Lock, LockedNote, Release
from builder.versions.stamping import Restyled, rendering_of


@dataclass(frozen=True)  # without slots: it keeps what it found out once
class Compiled:
    """A project after all stages but the last: everything but the packages.

    ``edits`` are those of card files; ``looks`` is what looks other than learners have
    it, though nobody changed it.
    """

    project: Project
    notes: Sequence[AnkiNote]
    note_types: Mapping[str, NoteType]
    lock_file: LockFile
    new_lock: Lock
    edits: Mapping[str, Edit]
    looks: Restyled

    @property
    def old_lock(self) -> Lock:
        """What the lock said before."""
        return self.lock_file.lock

    @property
    def has_lock(self) -> bool:
        """Whether the project had a lock before."""
        return self.lock_file.content is not None

    @cached_property
    def is_as_released(self) -> bool:
        """Whether a build gives the package of the last release again."""
        release = self.new_lock.release
        if release is None or release.version != self.project.version:
            return False
        if release.contents:
            return release.contents == whole_hash(self)
        return (
            not self.looks
            and all(one.is_as_shipped for one in self.new_lock.notes.values())
            and all(one.is_as_shipped for one in self.new_lock.note_types.values())
        )

    @property
    def version(self) -> str:
        """The version as files and Anki show it; what is not released says so."""
        return shown_version(
            self.project, self.new_lock, is_as_released=self.is_as_released
        )


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
            card_ids=dict(new_lock.notes[note.id].card_ids),
            card_decks=dict(new_lock.notes[note.id].card_decks),
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
        description=description(project, new_lock.release, compiled.version),
        notes=notes,
        note_types=note_types,
        descriptions=project.deck_descriptions,
    )


def shown_version(project: Project, lock: Lock, *, is_as_released: bool) -> str:
    """Return a version as files and Anki show it; what is not released says so."""
    # A lost lock does not know of the releases that the changelog tells of.
    had_release = lock.release is not None or project.was_released
    is_dev = had_release and not is_as_released
    return f"{project.version}+dev" if is_dev else project.version


def whole_hash(compiled: Compiled) -> str:
    """Return a hash of all that the whole package holds but its version and date."""
    locked = compiled.new_lock
    notes = [piece_of(note, locked.notes[note.id]) for note in compiled.notes]
    used = {note.note_type.key for note in compiled.notes}
    note_types = [compiled.note_types[key] for key in sorted(used)]
    return hash_of_pieces(compiled.project, notes, note_types, locked)


def piece_of(note: AnkiNote, known: LockedNote) -> bytes:
    """Return what goes into the hash of a package of a note."""
    return packed(
        *(note.guid, str(known.number), str(known.modified), note.deck),
        *(note.content_hash, str(note.ordinals)),
        *(str(pair) for pair in (*known.card_ids, *known.card_decks)),
    )


def hash_of_pieces(
    project: Project,
    pieces: Iterable[bytes],
    note_types: Iterable[NoteType],
    lock: Lock,
) -> str:
    """Return the hash of a whole package from what goes into it of each note."""
    head = [project.key, project.name, project.description, project.author]
    head += [project.licence, *([project.study] if project.study else [])]
    head += [text for pair in project.deck_descriptions.items() for text in pair]
    types = [
        packed(rendering_of(one), str(lock.note_types[one.key].modified))
        for one in note_types
    ]
    return short_hash_of_packed((packed(*head), *pieces, *types))


def description(project: Project, release: Release | None, version: str) -> str:
    """Return what Anki shows under the deck's name, in Markdown."""
    is_chinese = project.language.startswith("zh")
    facts = [f"{'版本' if is_chinese else 'Version'} {version}"]
    if version != project.version:
        facts.append("未发布" if is_chinese else "not released")
    elif release is not None:
        facts.append(time.strftime("%Y-%m-%d", time.gmtime(release.modified)))
    facts += [project.author, project.licence]
    line = " · ".join(fact for fact in facts if fact)
    parts = (project.description, project.study, line)
    return "\n\n".join(part for part in parts if part)


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
    project: Project, version: str, chosen: Sequence[Selection], out: Path | None
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
    return [folder / f"{one.slug}-{version}.apkg" for one in chosen]


def refuse_changes(compiled: Compiled) -> None:
    """Refuse a build that would change what the lock says of learners' notes.

    What a newer version of this tool only adds to the lock is no reason.
    """
    old, new = compiled.old_lock, compiled.new_lock
    changed = [
        f"note `{key}`"
        for key, note in new.notes.items()
        if key not in old.notes or _is_other_note(old.notes[key], note)
    ]
    if compiled.edits:
        files = ", ".join(compiled.edits)
        raise BuilderError(
            f"notes without an id in {files}: run `decks build` without --locked and "
            "commit what it writes"
        )
    changed += [
        f"note type `{key}`"
        for key, one in new.note_types.items()
        if key not in old.note_types
        or old.note_types[key].modified != one.modified
        or old.note_types[key].name not in {"", one.name}
    ]
    if changed:
        raise BuilderError(
            f"{CARDS_FOLDER}/{LOCK_FILE} would change for {listed(changed, 10)}: run "
            "`decks build` without --locked and commit the lock"
        )


def _is_other_note(old: LockedNote, new: LockedNote) -> bool:
    return any(
        getattr(old, name) != getattr(new, name)
        for name in (
            "guid", "number", "modified", "deck", "ordinals", "is_present", "short",
        )
    )  # fmt: skip


def write_one(
    files: PendingFiles,
    package: PackageContents,
    slug: str,
    target: Path,
    look_at: LookAt = look_away,
) -> BuiltPackage:
    """Write one package beside its target; ``look_at`` is shown its collection."""
    from builder.anki.apkg.writer import write_package  # noqa: PLC0415 -- genanki takes long to load

    with files.open(target) as stream:
        hashing = HashingStream(stream)
        write_package(hashing, package, look_at)
    return built_package(slug, target, count(package), hashing)


def built_package(
    slug: str, target: Path, counts: Counts, written: HashingStream
) -> BuiltPackage:
    """Return what is told of a package that was written."""
    return BuiltPackage(slug, target, counts, written.size, written.hexdigest())


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
        target = folder / f"{part.slug}-{compiled.version}-update{kind}.txt"
        files.write(target, text.encode())
        written.append(target)
    return written
