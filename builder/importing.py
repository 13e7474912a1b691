"""The stages of an import in their order.

    source ─readers─▶ blocks ─recognition─▶ items ─normalise─▶ notes
           ─merge with cards/ and import.lock─▶ cards/*.yaml, media/, import.lock

A dry run is the same without the write.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from builder.base.atomicfiles import PendingFiles
from builder.base.diagnostic import BuilderError
from builder.cards import cardfile, yamltree
from builder.cards.cardfolder import read_card_files
from builder.cards.project import CARDS_FOLDER, Project, read_project
from builder.sources import importlock
from builder.sources.importlock import Imported
from builder.sources.items import Item
from builder.sources.matching import (
    Change,
    Conflict,
    ExistingNote,
    Merge,
    existing_notes,
)
from builder.sources.pictures import Collected
from builder.sources.sourcefiles import (
    SourceFile,
    SourceItems,
    find_sources,
    read_items,
)
from builder.sources.targets import Placing, targets_of
from builder.sources.titles import (
    ClozeMode,
    Names,
    NormalItem,
    notes_of,
    section_tags,
    tag_name,
)
from builder.sources.writing import PlacedNote, file_changes, new_text

_MOST_TOLD = 5


@dataclass(frozen=True, slots=True)
class Options:
    """What the author asked for."""

    into: Path | None = None
    deck: str = ""
    tags: tuple[str, ...] = ()
    cloze: ClozeMode = "terms"
    format_name: str = ""
    is_by_sections: bool = False


@dataclass(frozen=True, slots=True)
class ImportedSource:
    """One source and the notes its items became."""

    found: SourceItems
    items: tuple[NormalItem, ...]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import found and wrote; ``files`` are paths below the project."""

    sources: tuple[ImportedSource, ...]
    changes: tuple[Change, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    files: tuple[str, ...] = ()
    media: tuple[str, ...] = ()

    @property
    def items(self) -> list[NormalItem]:
        """The items of all sources."""
        return [item for source in self.sources for item in source.items]

    @property
    def refused(self) -> list[SourceItems]:
        """The sources in which no questions were found."""
        return [one.found for one in self.sources if one.found.refusal]


def preview(sources: Sequence[Path], options: Options) -> ImportReport:
    """Find what an import would, without a project and without writing."""
    names = Names()
    imported = []
    for source in find_sources(sources):
        found = _read(source, options, None)
        items = [_normal(item, found, names, options, Merge()) for item in found.items]
        imported.append(ImportedSource(found, tuple(items)))
    return ImportReport(tuple(imported))


def import_sources(
    folder: Path, sources: Sequence[Path], options: Options
) -> ImportReport:
    """Write the questions of sources into a project's card files.

    Raises:
        BuilderError: A source cannot be read, the project has errors, or nothing was
            found in any source.
    """
    project, existing, names = _project(folder)
    lock = _read_lock(project)
    collected = Collected()
    merges: list[Merge] = []
    imported: list[ImportedSource] = []
    for source in find_sources(sources):
        found = _read(source, options, collected)
        merge = Merge(source.name, found.items, lock, existing)
        items = [_normal(item, found, names, options, merge) for item in found.items]
        imported.append(ImportedSource(found, tuple(items)))
        merges.append(merge)
    if not any(one.items for one in imported):
        raise BuilderError(_nothing(imported))
    placing = Placing(options.into, options.deck, options.tags)
    placed: list[PlacedNote] = []
    for one, merge in zip(imported, merges, strict=True):
        targets = targets_of(project, one.found, one.items, placing, names)
        for item, target in zip(one.items, targets, strict=True):
            merge.add(item)
            placed += [
                PlacedNote(note, item.section, target, merge.verdicts[note.id])
                for note in item.notes
            ]
        merge.finish()
    new_lock = dict(lock)
    for merge in merges:
        new_lock |= merge.entries
    report = ImportReport(
        tuple(imported),
        tuple(change for merge in merges for change in merge.changes),
        tuple(conflict for merge in merges for conflict in merge.conflicts),
    )
    texts = {
        change.path: new_text(
            change,
            _text(project.folder / change.path),
            placing,
            root=project.name,
        )
        for change in file_changes(placed, existing)
    }
    return _written(project, report, texts, new_lock, lock, collected)


def _project(folder: Path) -> tuple[Project, dict[str, ExistingNote], Names]:
    project, problems = read_project(folder)
    if project is None:
        raise BuilderError(f"{problems[0]}: mend it first (`decks check`)")
    files, problems = read_card_files(project)
    names = Names()
    existing: dict[str, ExistingNote] = {}
    for file in files:
        tree, found = yamltree.parse(file.text, file.path)
        if found:
            raise BuilderError(f"{found[0]}: mend it first (`decks check`)")
        existing |= existing_notes(tree, file.path, file.text)
        notes, _ = cardfile.parse_card_file(
            file.text, file.path, root=project.name, default_deck=file.default_deck
        )
        for note in notes:
            names.ids.add(note.id)
            for name in (*note.tags, note.deck.removeprefix(f"{project.name}::")):
                names.spelt(name)
    names.ids |= set(existing)
    return project, existing, names


def _read_lock(project: Project) -> dict[str, Imported]:
    text = _text(project.cards / importlock.NAME)
    return importlock.parse(text or "", f"{CARDS_FOLDER}/{importlock.NAME}")


def _text(path: Path) -> str | None:
    """Return the text of a file, or nothing when it is not there."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise BuilderError(f"cannot read {path}: {error}") from error


def _read(
    source: SourceFile, options: Options, collected: Collected | None
) -> SourceItems:
    return read_items(
        source,
        format_name=options.format_name,
        is_by_sections=options.is_by_sections,
        collected=collected,
    )


def _normal(
    item: Item, found: SourceItems, names: Names, options: Options, merge: Merge
) -> NormalItem:
    tags = tuple(dict.fromkeys(names.spelt(tag) for tag in item.tags))
    item = replace(item, tags=tags)
    notes = notes_of(
        item,
        names,
        cloze=options.cloze,
        source=f"{found.source.name}:{item.line}",
        note_id=merge.known_id(item),
    )
    every = [
        *_file_tags(found, options, names),
        *section_tags(item.section, names),
        *tags,
    ]
    shown = replace(item, tags=tuple(dict.fromkeys(every)))
    return NormalItem(shown, notes, item.section)


def _file_tags(found: SourceItems, options: Options, names: Names) -> list[str]:
    tags = [tag_name(tag) for tag in (*options.tags, *found.tags)]
    return [names.spelt(tag) for tag in dict.fromkeys(tags) if tag]


def _written(  # noqa: PLR0913, PLR0917 -- everything that is written meets here
    project: Project,
    report: ImportReport,
    texts: dict[str, str],
    new_lock: dict[str, Imported],
    old_lock: dict[str, Imported],
    collected: Collected,
) -> ImportReport:
    media = {
        path: content
        for path, content in sorted(collected.files.items())
        if not _holds(project.media / path, content)
    }
    with PendingFiles() as files:
        for path, text in texts.items():
            files.write(project.folder / path, text.encode())
        for path, content in media.items():
            files.write(project.media / path, content)
        if new_lock != old_lock:
            files.write(
                project.cards / importlock.NAME, importlock.dump(new_lock).encode()
            )
        files.commit()
    return replace(report, files=tuple(texts), media=tuple(media))


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.read_bytes() == content
    except OSError:
        return False


def _nothing(imported: Sequence[ImportedSource]) -> str:
    told = imported[:_MOST_TOLD]
    reasons = [f"{one.found.source.name}: {one.found.refusal}" for one in told]
    untold = len(imported) - len(told)
    more = f"\n… and {untold} more" if untold else ""
    return "\n".join(reasons) + more
