"""Which card file each note goes to, and what that file will be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from builder.base.diagnostic import BuilderError
from builder.cards import cardfile, cardwriter, yamltree
from builder.cards.cardwriter import CardNote
from builder.cards.project import CARDS_FOLDER, Project
from builder.sources.normalise import (
    Names,
    NormalItem,
    deck_name,
    section_name,
    section_tags,
    slug,
    tag_name,
)
from builder.sources.reimport import ExistingNote, Merge
from builder.sources.sourcefiles import SourceItems


@dataclass(frozen=True, slots=True)
class Placing:
    """What the author asked for about the place: ``into`` one file, in one ``deck``."""

    into: Path | None = None
    deck: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """A card file to be written to, with what stands at its head."""

    path: str
    deck: str
    tags: tuple[str, ...]


def targets_of(
    project: Project,
    found: SourceItems,
    items: Sequence[NormalItem],
    options: Placing,
    names: Names,
) -> list[Target]:
    """Return the card file of each item: one file, or one for each section."""
    stem = str(PurePosixPath(found.source.name).with_suffix(""))
    base = options.deck or deck_name(
        part.replace("_", " ") for part in PurePosixPath(stem).parts
    )
    tags = [tag_name(tag) for tag in (*options.tags, *found.tags)]
    head = tuple(dict.fromkeys(names.spelt(tag) for tag in tags if tag))
    if options.into is not None:
        file = _into(project, options.into)
        return [Target(file, base, head) for _ in items]
    paths = _section_paths([item.section for item in items])
    folder = "/".join(
        slug(part.replace("_", " ")) for part in PurePosixPath(stem).parts
    )
    files: dict[str, str] = {}
    targets = []
    for path in paths:
        deck = names.spelt(
            deck_name([*base.split("::"), *(section_name(one) for one in path)][:7])
        )
        section = section_tags(path, names)
        name = "-".join(slug(section_name(one)) for one in path)
        wanted = f"{folder}/{_unused(name, files, folder)}" if path else folder
        file = files.setdefault(deck.casefold(), f"{CARDS_FOLDER}/{wanted}.yaml")
        targets.append(Target(file, deck, (*head, *section)))
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


class Writing:
    """The card files of a project as they will be."""

    def __init__(self, project: Project, existing: dict[str, ExistingNote]) -> None:
        self.project = project
        self.existing = existing
        self.replaced: dict[str, dict[str, str]] = {}
        self.added: dict[str, list[str]] = {}
        self.heads: dict[str, Target] = {}

    def add(
        self, item: NormalItem, target: Target, merge: Merge, options: Placing
    ) -> None:
        """Add the notes of an item that are new or that replace untouched ones."""
        for note in item.notes:
            verdict = merge.verdicts.get(note.id)
            if verdict == "updated":
                old = self.existing[note.id]
                self.replaced.setdefault(old.path, {})[note.id] = _entry_like(note, old)
            elif verdict == "new":
                head = self.heads.setdefault(target.path, _head_of(target, options))
                self.added.setdefault(target.path, []).append(
                    self._entry(note, item, target, head, options)
                )

    def _entry(
        self,
        note: CardNote,
        item: NormalItem,
        target: Target,
        head: Target,
        options: Placing,
    ) -> str:
        exists = (self.project.folder / target.path).exists()
        if options.into is None and not exists:
            return cardwriter.entry(note)
        names = Names()
        tags = [*target.tags, *section_tags(item.section, names)]
        tags = [tag for tag in dict.fromkeys(tags) if exists or tag not in head.tags]
        deck = target.deck
        if options.into is not None and item.section:
            deck = deck_name(
                [*deck.split("::"), *(section_name(one) for one in item.section)][:7]
            )
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
        tree, _ = yamltree.parse(text, path)
        if not isinstance(tree, yamltree.Table):
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
                text = cardwriter.new_file(
                    {"deck": head.deck, "tags": head.tags}, entries
                )
            self._check(path, text)
            texts[path] = text
        return texts

    def _check(self, path: str, text: str) -> None:
        _, problems = cardfile.parse_card_file(
            text, path, root=self.project.name, default_deck=""
        )
        errors = [one for one in problems if one.is_error]
        if errors:
            raise BuilderError(
                f"{path} cannot take the notes, it would say: {errors[0]}: name another "
                "file with --into"
            )


def _head_of(target: Target, options: Placing) -> Target:
    """Return the head of a new file: what holds for all of its notes.

    A file that was asked for may take the notes of many sources, so that it has only
    the author's own tags.
    """
    if options.into is None:
        return target
    names = {tag_name(tag).casefold() for tag in options.tags}
    own = tuple(tag for tag in target.tags if tag.casefold() in names)
    return replace(target, tags=own)


def _entry_like(note: CardNote, old: ExistingNote) -> str:
    """Return an entry that keeps what only the card file says: its deck and tags."""
    deck = old.values.get("deck", "")
    kept = old.values.get("tags", ())
    before = [kept] if isinstance(kept, str) else [*kept]
    tags = [tag for tag in before if tag not in note.tags and tag != "draft"]
    return cardwriter.entry(note, deck=deck if isinstance(deck, str) else "", tags=tags)
