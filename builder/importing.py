"""The stages of an import in their order.

    source ─readers─▶ blocks ─recognition─▶ items ─makers─▶ notes
           ─held against cards/ and import.lock─▶ cards/*.yaml, media/, import.lock

A dry run is the same without the write.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from builder.base.atomicfiles import PendingFiles
from builder.base.diagnostic import BuilderError
from builder.base.textfiles import read_text
from builder.cards.cardfolder import read_card_files
from builder.cards.project import CARDS_FOLDER, Project, read_project
from builder.sources import importlock
from builder.sources.importlock import Imported
from builder.sources.itemnotes import ItemNotes, item_notes
from builder.sources.known import Known, known_of
from builder.sources.makers import NoteGroup
from builder.sources.matching import known_ids
from builder.sources.pictures import Collected
from builder.sources.reimport import Change, Conflict, judged
from builder.sources.sourcefiles import ImportFile, find_files
from builder.sources.sourceitems import SourceItems, read_items
from builder.sources.targets import Placing, targets_of
from builder.sources.titles import tag_name
from builder.sources.writing import PlacedNote, file_changes, new_text, placed_notes

_LOCK = f"{CARDS_FOLDER}/{importlock.NAME}"
_MOST_TOLD = 5


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the author asked for."""

    into: Path | None = None
    deck: str = ""
    tags: tuple[str, ...] = ()
    cloze: Literal["terms", "none"] = "terms"
    format_name: str = ""
    is_by_sections: bool = False

    @property
    def groups(self) -> tuple[NoteGroup, ...]:
        """The groups of makers that make notes."""
        return ("own", "cloze") if self.cloze == "terms" else ("own",)


@dataclass(frozen=True, slots=True)
class ImportedSource:
    """One source and the notes its items became."""

    found: SourceItems
    items: tuple[ItemNotes, ...]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import found and wrote; ``files`` are paths below the project."""

    sources: tuple[ImportedSource, ...]
    changes: tuple[Change, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    files: tuple[str, ...] = ()
    media: tuple[str, ...] = ()

    @property
    def items(self) -> list[ItemNotes]:
        """The items of all sources."""
        return [item for source in self.sources for item in source.items]

    @property
    def refused(self) -> list[SourceItems]:
        """The sources in which no questions were found."""
        return [one.found for one in self.sources if one.found.refusal]


@dataclass(slots=True)
class _Outcome:
    """What becomes of all notes, source by source; ``lock`` is the new import.lock."""

    lock: dict[str, Imported]
    notes: list[PlacedNote] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


def preview(sources: Sequence[Path], options: ImportOptions) -> ImportReport:
    """Find what an import would, without a project and without writing."""
    known = Known()
    return ImportReport(
        tuple(_imported(file, options, known, None) for file in find_files(sources))
    )


def import_sources(
    folder: Path, sources: Sequence[Path], options: ImportOptions
) -> ImportReport:
    """Write the questions of sources into a project's card files.

    Raises:
        BuilderError: A source cannot be read, the project has errors, or nothing was
            found in any source.
    """
    project, known = _read_project(folder)
    pictures = Collected()
    imported = [
        _imported(file, options, known, pictures) for file in find_files(sources)
    ]
    if not any(one.items for one in imported):
        raise BuilderError(_nothing(imported))
    placing = Placing(options.into, options.deck, options.tags)
    outcome = _outcome(project, imported, placing, known)
    texts = {}
    for change in file_changes(outcome.notes, known.notes):
        # Read as late as can be: what an author saves meanwhile is kept.
        text = _text(project, change.path)
        texts[change.path] = new_text(change, text, placing, root=project.name)
    media = _new_media(project, pictures)
    has_new_lock = outcome.lock != known.lock
    _write(project, texts, media, importlock.dump(outcome.lock) if has_new_lock else "")
    return ImportReport(
        sources=tuple(imported),
        changes=tuple(outcome.changes),
        conflicts=tuple(outcome.conflicts),
        files=tuple(texts),
        media=tuple(media),
    )


def write_report(path: Path, text: str) -> None:
    """Write what an import told to a file."""
    with PendingFiles() as files:
        files.write(path, text.encode())
        files.commit()


def _read_project(folder: Path) -> tuple[Project, Known]:
    project, problems = read_project(folder)
    if project is None:
        raise BuilderError(f"{problems[0]}: mend it first (`decks check`)")
    files, _ = read_card_files(project)
    lock = importlock.parse(_text(project, _LOCK) or "", _LOCK)
    return project, known_of(files, lock, root=project.name)


def _text(project: Project, path: str) -> str | None:
    """Return the text of a file of the project, or nothing when it is not there."""
    if not (project.folder / path).exists():
        return None
    text, problems = read_text(project.folder / path, path)
    if problems:
        raise BuilderError(str(problems[0]))
    return text.replace("\r\n", "\n")


def _imported(
    file: ImportFile, options: ImportOptions, known: Known, pictures: Collected | None
) -> ImportedSource:
    """Read a source and make the notes of its items."""
    found = read_items(
        file,
        format_name=options.format_name,
        is_by_sections=options.is_by_sections,
        pictures=pictures,
    )
    earlier = known.earlier.get(file.name, {})
    ids = known_ids(found.items, earlier.values(), known.notes)
    tags = [tag_name(tag) for tag in (*options.tags, *found.tags)]
    items = [
        item_notes(
            item,
            note_id=note_id,
            source=file.name,
            file_tags=tags,
            groups=options.groups,
            taken=known.names,
        )
        for item, note_id in zip(found.items, ids, strict=True)
    ]
    return ImportedSource(found, tuple(items))


def _outcome(
    project: Project,
    imported: Sequence[ImportedSource],
    placing: Placing,
    known: Known,
) -> _Outcome:
    """Place the notes of each source, and hold them against its earlier import."""
    outcome = _Outcome(dict(known.lock))
    for one in imported:
        name = one.found.source.name
        targets = targets_of(project, one.found, one.items, placing, known.names)
        judgement = judged(name, one.items, known.earlier.get(name, {}), known.notes)
        outcome.notes += placed_notes(one.items, targets, judgement.verdicts)
        outcome.changes += judgement.changes
        outcome.conflicts += judgement.conflicts
        outcome.lock |= judgement.entries
    return outcome


def _new_media(project: Project, pictures: Collected) -> dict[str, bytes]:
    """Return the pictures that media/ does not hold yet, by their path there."""
    return {
        path: content
        for path, content in sorted(pictures.files.items())
        if not _holds(project.media / path, content)
    }


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.read_bytes() == content
    except OSError:
        return False


def _write(
    project: Project,
    texts: Mapping[str, str],
    media: Mapping[str, bytes],
    new_lock: str,
) -> None:
    with PendingFiles() as files:
        for path, text in texts.items():
            files.write(project.folder / path, text.encode())
        for path, content in media.items():
            files.write(project.media / path, content)
        if new_lock:
            files.write(project.folder / _LOCK, new_lock.encode())
        files.commit()


def _nothing(imported: Sequence[ImportedSource]) -> str:
    told = imported[:_MOST_TOLD]
    reasons = [f"{one.found.source.name}: {one.found.refusal}" for one in told]
    untold = len(imported) - len(told)
    more = f"\n… and {untold} more" if untold else ""
    return "\n".join(reasons) + more
