"""The stages of an import in their order.

    source ─readers─▶ blocks ─recognition─▶ items ─makers─▶ notes
           ─held against cards/ and import.lock─▶ cards/*.yaml, media/, import.lock

A dry run is the same without the write.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from builder.base.atomicfiles import Edit
from builder.base.diagnostic import BuilderError
from builder.base.exclusive import Say, unheard
from builder.base.ordinaryfile import FileKind, UnusableFileError, read_file
from builder.base.placement import content_mark, mark_of
from builder.base.textfiles import decode
from builder.base.transaction import writing
from builder.cards.cardfolder import CardFile, read_card_files
from builder.cards.names import tag_problem
from builder.cards.project import CARDS_FOLDER, Project, read_project, workplace
from builder.reportfile import refuse_report_path, report_content
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
    """What an import found and wrote; ``files`` are paths below the project.

    ``kept_media`` are files of media/ that hold something else than the pictures of
    the source that are called so.
    """

    sources: tuple[ImportedSource, ...]
    changes: tuple[Change, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    files: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    kept_media: tuple[str, ...] = ()

    @property
    def items(self) -> list[ItemNotes]:
        """The items of all sources."""
        return [item for source in self.sources for item in source.items]

    @property
    def refused(self) -> list[SourceItems]:
        """The sources in which no questions were found."""
        return [one.found for one in self.sources if one.found.refusal]


@dataclass(frozen=True, slots=True)
class ReportFile:
    """Where a report goes as well, and how it is put into words."""

    path: Path
    words: Callable[[ImportReport], str]


@dataclass(frozen=True, slots=True)
class _Before:
    """A project before an import; ``lock`` is what import.lock held, if it was there."""

    project: Project
    files: Mapping[str, CardFile]
    lock: bytes | None
    known: Known


@dataclass(slots=True)
class _Outcome:
    """What becomes of all notes, source by source; ``lock`` is the new import.lock."""

    lock: dict[str, Imported]
    notes: list[PlacedNote] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


def preview(sources: Sequence[Path], options: ImportOptions) -> ImportReport:
    """Find what an import would, without a project and without writing."""
    _refuse_tags(options.tags)
    known = Known()
    return ImportReport(
        tuple(_imported(file, options, known, None) for file in find_files(sources))
    )


def import_sources(
    folder: Path,
    sources: Sequence[Path],
    options: ImportOptions,
    *,
    report_file: ReportFile | None = None,
    say: Say = unheard,
) -> ImportReport:
    """Write the questions of sources into a project's card files.

    ``say`` hears what it waits for, and what it finished that had been interrupted.

    Raises:
        BuilderError: A source cannot be read, the project has errors, or nothing was
            found in any source.
    """
    _refuse_tags(options.tags)
    place = workplace(folder)
    with writing(place, project=folder, command="import", say=say) as begun:
        before = _read_project(folder)
        if report_file is not None:
            used = (before.project.cards, before.project.media)
            refuse_report_path(report_file.path, forbidden=used)
        pictures = Collected()
        imported = [
            _imported(file, options, before.known, pictures)
            for file in find_files(sources)
        ]
        if not any(one.items for one in imported):
            raise BuilderError(_nothing(imported))
        placing = Placing(options.into, options.deck, options.tags)
        outcome = _outcome(before, imported, placing)
        cards = _card_edits(before, outcome, placing)
        media, kept = _media_edits(before.project, pictures)
        report = ImportReport(
            sources=tuple(imported),
            changes=tuple(outcome.changes),
            conflicts=tuple(outcome.conflicts),
            files=tuple(cards),
            media=tuple(media),
            kept_media=tuple(kept),
        )
        for path, edit in cards.items():
            begun.files.edit(folder / path, edit)
        for path, edit in media.items():
            begun.files.edit(before.project.media / path, edit)
        begun.files.edit(folder / _LOCK, _lock_edit(before, outcome))
        if report_file is not None:
            content = report_content(report_file.words(report))
            begun.files.write(report_file.path, content)
        begun.files.commit()
    return report


def _refuse_tags(tags: Sequence[str]) -> None:
    """Refuse tags of which nothing would be left."""
    for tag in tags:
        if not tag_name(tag):
            problem = tag_problem(tag) or "nothing in it can stand in a tag"
            raise BuilderError(f"--tag {tag}: {problem}")


def _read_project(folder: Path) -> _Before:
    project, problems = read_project(folder)
    if project is not None:
        files, problems = read_card_files(project)
        problems = [finding for finding in problems if finding.is_error]
    if project is None or problems:
        raise BuilderError(f"{problems[0]}: mend it first (`decks check`)")
    lock = _read_import_lock(folder)
    text = (lock or b"").decode("utf-8-sig")
    known = known_of(files, importlock.parse(text, _LOCK), root=project.name)
    return _Before(project, {file.path: file for file in files}, lock, known)


def _read_import_lock(folder: Path) -> bytes | None:
    try:
        content = read_file(folder / _LOCK, FileKind.LOCK)
    except UnusableFileError as error:
        if error.is_missing:
            return None
        raise BuilderError(f"{_LOCK}: {error}") from error
    _, problems = decode(content, _LOCK)
    if problems:
        raise BuilderError(str(problems[0]))
    return content


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
    lost = known.lost.get(file.name, ())
    ids = known_ids(found.items, earlier.values(), known.notes, lost)
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
    before: _Before, imported: Sequence[ImportedSource], placing: Placing
) -> _Outcome:
    """Place the notes of each source, and hold them against its earlier import."""
    project, known = before.project, before.known
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


def _card_edits(
    before: _Before, outcome: _Outcome, placing: Placing
) -> dict[str, Edit]:
    """Return what becomes of card files, by their paths."""
    edits = {}
    for change in file_changes(outcome.notes, before.known.notes):
        file = before.files.get(change.path)
        text = new_text(change, file, placing, root=before.project.name)
        if file is None:
            edits[change.path] = Edit(None, text.encode())
        else:
            edits[change.path] = Edit(file.content, file.mark + text.encode())
    return edits


def _media_edits(
    project: Project, pictures: Collected
) -> tuple[dict[str, Edit], list[str]]:
    """Return the pictures that media/ lacks, and those it holds something else of."""
    edits, kept = {}, []
    for path, content in sorted(pictures.files.items()):
        mark = content_mark(project.media / path)
        if mark == mark_of(None):
            edits[path] = Edit(None, content)
        elif mark != mark_of(content):
            kept.append(path)
    return edits, kept


def _lock_edit(before: _Before, outcome: _Outcome) -> Edit:
    if before.lock is not None and outcome.lock == before.known.lock:
        return Edit(before.lock, before.lock)
    return Edit(before.lock, importlock.dump(outcome.lock).encode())


def _nothing(imported: Sequence[ImportedSource]) -> str:
    told = imported[:_MOST_TOLD]
    reasons = [f"{one.found.source.name}: {one.found.refusal}" for one in told]
    untold = len(imported) - len(told)
    more = f"\n… and {untold} more" if untold else ""
    return "\n".join(reasons) + more
