"""The stages of an import in their order.

    source ─readers─▶ blocks ─recognition─▶ items ─normalise─▶ notes
           ─merge with cards/ and import.lock─▶ cards/*.yaml, media/, import.lock

A dry run is the same without the write.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from builder import cardfile, cardwriter, importlock, schema
from builder.diagnostic import BuilderError
from builder.importlock import Imported
from builder.items import Item
from builder.merging import Change, Conflict, ExistingNote, Merge, existing_notes
from builder.normalise import (
    CardNote,
    ClozeMode,
    Names,
    NormalItem,
    deck_name,
    notes_of,
    section_name,
    section_tags,
    slug,
    tag_name,
)
from builder.output import PendingFiles
from builder.pictures import Collected
from builder.project import CARDS_FOLDER, Project, read_project, read_sources
from builder.sources import SourceFile, SourceItems, find_sources, read_items


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


@dataclass(frozen=True, slots=True)
class _Target:
    """A card file to be written to, with what stands at its head."""

    path: str
    deck: str
    tags: tuple[str, ...]


def preview(sources: Sequence[Path], options: Options) -> ImportReport:
    """Find what an import would, without a project and without writing."""
    names = Names()
    imported = []
    for source in find_sources(sources):
        found = _read(source, options, None)
        items = [
            _normal(item, found, names, options, Merge()) for item in found.items
        ]
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
    writing = _Writing(project, existing)
    for one, merge in zip(imported, merges, strict=True):
        targets = _targets(project, one, options)
        for item, target in zip(one.items, targets, strict=True):
            merge.add(item)
            writing.add(item, target, merge, options)
        merge.finish()
    new_lock = dict(lock)
    for merge in merges:
        new_lock |= merge.entries
    report = ImportReport(
        tuple(imported),
        tuple(change for merge in merges for change in merge.changes),
        tuple(conflict for merge in merges for conflict in merge.conflicts),
    )
    return _written(project, report, writing, new_lock, lock, collected)


def _project(folder: Path) -> tuple[Project, dict[str, ExistingNote], Names]:
    project, problems = read_project(folder)
    if project is None:
        raise BuilderError(f"{problems[0]}: mend it first (`decks check`)")
    files, problems = read_sources(project)
    names = Names()
    existing: dict[str, ExistingNote] = {}
    for file in files:
        tree, found = cardfile.parse(file.text, file.path)
        if found:
            raise BuilderError(f"{found[0]}: mend it first (`decks check`)")
        existing |= existing_notes(tree, file.path, file.text)
        notes, _ = schema.parse_card_file(
            file.text, file.path, root=project.name, default_deck=file.default_deck
        )
        for note in notes:
            names.ids.add(note.id)
            for name in (*note.tags, note.deck.removeprefix(f"{project.name}::")):
                names.spelt(name)
    names.ids |= set(existing)
    return project, existing, names


def _read_lock(project: Project) -> dict[str, Imported]:
    path = project.cards / importlock.NAME
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise BuilderError(f"cannot read {path}: {error}") from error
    return importlock.parse(text, f"{CARDS_FOLDER}/{importlock.NAME}")


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
    every = [*_file_tags(found, options, names), *section_tags(item.section, names), *tags]
    shown = replace(item, tags=tuple(dict.fromkeys(every)))
    return NormalItem(shown, notes, item.section)


def _file_tags(found: SourceItems, options: Options, names: Names) -> list[str]:
    tags = [tag_name(tag) for tag in (*options.tags, *found.tags)]
    return [names.spelt(tag) for tag in dict.fromkeys(tags) if tag]


def _targets(
    project: Project, imported: ImportedSource, options: Options
) -> list[_Target]:
    """Return the card file of each item: one file, or one for each section."""
    found = imported.found
    stem = str(PurePosixPath(found.source.name).with_suffix(""))
    base = options.deck or deck_name(
        part.replace("_", " ") for part in PurePosixPath(stem).parts
    )
    tags = [tag_name(tag) for tag in (*options.tags, *found.tags)]
    head = tuple(dict.fromkeys(tag for tag in tags if tag))
    if options.into is not None:
        path = _into(project, options.into)
        return [_Target(path, base, head) for _ in imported.items]
    paths = _section_paths([item.section for item in imported.items])
    names = Names()
    folder = "/".join(slug(part.replace("_", " ")) for part in PurePosixPath(stem).parts)
    files: dict[str, str] = {}
    targets = []
    for path in paths:
        deck = names.spelt(deck_name([*base.split("::"), *(section_name(one) for one in path)][:7]))
        section = section_tags(path, names)
        file = files.setdefault(
            deck.casefold(),
            f"{CARDS_FOLDER}/{folder}/{_unused('-'.join(slug(section_name(one)) for one in path), files, folder)}.yaml"
            if path
            else f"{CARDS_FOLDER}/{folder}.yaml",
        )
        targets.append(_Target(file, deck, (*head, *section)))
    return targets


def _section_paths(paths: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return where each item goes: few items to a section share a file above it."""
    kept = list(paths)
    deepest = max((len(path) for path in kept), default=0)
    for depth in range(deepest, 0, -1):
        counts: dict[tuple[str, ...], int] = {}
        for path in kept:
            counts[path] = counts.get(path, 0) + 1
        deep = [count for path, count in counts.items() if len(path) == depth]
        if depth > 3 or (deep and sum(deep) < 2 * len(deep)):  # noqa: PLR2004
            kept = [path[: depth - 1] if len(path) == depth else path for path in kept]
    return [()] * len(kept) if len(set(kept)) == 1 else kept


def _unused(name: str, files: dict[str, str], folder: str) -> str:
    taken = set(files.values())
    wanted, number = name[:80].strip("-") or "section", 1
    while f"{CARDS_FOLDER}/{folder}/{wanted}.yaml" in taken:
        number += 1
        wanted = f"{name[:80]}-{number}"
    return wanted


def _into(project: Project, into: Path) -> str:
    path = (into if into.is_absolute() else Path.cwd() / into).resolve()
    if path.suffix != ".yaml":
        raise BuilderError(f"--into {into}: a card file ends in `.yaml`")
    cards = project.cards.resolve()
    if not path.is_relative_to(cards):
        path = (cards / into).resolve()
    if not path.is_relative_to(cards) or path == cards / "deck.yaml":
        raise BuilderError(f"--into {into}: card files stand below {cards}")
    return path.relative_to(cards.parent).as_posix()


class _Writing:
    """The card files of a project as they will be."""

    def __init__(self, project: Project, existing: dict[str, ExistingNote]) -> None:
        self.project = project
        self.existing = existing
        self.replaced: dict[str, dict[str, str]] = {}
        self.added: dict[str, list[str]] = {}
        self.heads: dict[str, _Target] = {}

    def add(
        self, item: NormalItem, target: _Target, merge: Merge, options: Options
    ) -> None:
        """Add the notes of an item that are new or that replace untouched ones."""
        for note in item.notes:
            verdict = merge.verdicts.get(note.id)
            if verdict == "updated":
                old = self.existing[note.id]
                self.replaced.setdefault(old.path, {})[note.id] = _entry_like(note, old)
            elif verdict == "new":
                head = self.heads.setdefault(target.path, target)
                self.added.setdefault(target.path, []).append(
                    self._entry(note, item, target, head, options)
                )

    def _entry(
        self,
        note: CardNote,
        item: NormalItem,
        target: _Target,
        head: _Target,
        options: Options,
    ) -> str:
        exists = (self.project.folder / target.path).exists()
        if options.into is None and not exists:
            return cardwriter.entry(note)
        names = Names()
        tags = [*target.tags, *section_tags(item.section, names)]
        tags = [tag for tag in dict.fromkeys(tags) if exists or tag not in head.tags]
        deck = target.deck
        if options.into is not None and item.section:
            deck = deck_name([*deck.split("::"), *(section_name(one) for one in item.section)][:7])
        if exists:
            tags = [tag for tag in tags if tag not in self._head_tags(target.path)]
            deck = "" if deck == self._head_deck(target.path) else deck
        elif deck == head.deck:
            deck = ""
        return cardwriter.entry(note, deck=deck, tags=tags)

    def _head_tags(self, path: str) -> list[str]:
        value = self._head(path).get("tags", [])
        return [value] if isinstance(value, str) else value

    def _head_deck(self, path: str) -> str:
        value = self._head(path).get("deck", "")
        return value if isinstance(value, str) else ""

    def _head(self, path: str) -> dict[str, str | list[str]]:
        text = (self.project.folder / path).read_text(encoding="utf-8-sig")
        tree, _ = cardfile.parse(text, path)
        if not isinstance(tree, cardfile.Table):
            return {}
        return {
            key: cardwriter.plain_value(node)
            for key, node in tree.values.items()
            if key != "notes"
        }

    def texts(self) -> dict[str, str]:
        """Return the new text of every card file that changes."""
        texts: dict[str, str] = {}
        for path in sorted({*self.replaced, *self.added}):
            file = self.project.folder / path
            entries = self.added.get(path, [])
            if file.exists():
                text = file.read_text(encoding="utf-8-sig")
                if path in self.replaced:
                    text = cardwriter.replace_entries(text, path, self.replaced[path])
                if entries:
                    text = cardwriter.with_more(text, entries)
            else:
                head = self.heads[path]
                text = cardwriter.new_file({"deck": head.deck, "tags": head.tags}, entries)
            self._check(path, text)
            texts[path] = text
        return texts

    def _check(self, path: str, text: str) -> None:
        _, problems = schema.parse_card_file(
            text, path, root=self.project.name, default_deck=""
        )
        errors = [one for one in problems if one.is_error]
        if errors:
            raise BuilderError(
                f"{path} cannot take the notes, it would say: {errors[0]}: name another "
                "file with --into"
            )


def _entry_like(note: CardNote, old: ExistingNote) -> str:
    """Return an entry that keeps what only the card file says: its deck and tags."""
    deck = old.values.get("deck", "")
    kept = old.values.get("tags", ())
    before = [kept] if isinstance(kept, str) else [*kept]
    tags = [tag for tag in before if tag not in note.tags and tag != "draft"]
    return cardwriter.entry(note, deck=deck if isinstance(deck, str) else "", tags=tags)


def _written(  # noqa: PLR0913 -- everything that is written meets here
    project: Project,
    report: ImportReport,
    writing: _Writing,
    new_lock: dict[str, Imported],
    old_lock: dict[str, Imported],
    collected: Collected,
) -> ImportReport:
    texts = writing.texts()
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
            files.write(project.cards / importlock.NAME, importlock.dump(new_lock).encode())
        files.commit()
    return replace(report, files=tuple(texts), media=tuple(media))


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.read_bytes() == content
    except OSError:
        return False


def _nothing(imported: Sequence[ImportedSource]) -> str:
    reasons = [f"{one.found.source.name}: {one.found.refusal}" for one in imported[:5]]
    more = f"\n… and {len(imported) - 5} more" if len(imported) > 5 else ""  # noqa: PLR2004
    return "\n".join(reasons) + more
