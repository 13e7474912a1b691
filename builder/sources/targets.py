"""Which card file each item of a source goes to, and what stands at its head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from builder.base.diagnostic import BuilderError
from builder.cards.project import CARDS_FOLDER, Project
from builder.sources.sourcefiles import SourceItems
from builder.sources.titles import (
    Names,
    NormalItem,
    deck_name,
    section_name,
    section_tags,
    slug,
    tag_name,
)

_DEEPEST = 7


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
        deck = names.spelt(deck_below(base, path))
        section = section_tags(path, names)
        name = "-".join(slug(section_name(one)) for one in path)
        wanted = f"{folder}/{_unused(name, files, folder)}" if path else folder
        file = files.setdefault(deck.casefold(), f"{CARDS_FOLDER}/{wanted}.yaml")
        targets.append(Target(file, deck, (*head, *section)))
    return targets


def deck_below(base: str, section: Sequence[str]) -> str:
    """Return the deck of a section below that of its source."""
    titles = [*base.split("::"), *(section_name(title) for title in section)]
    return deck_name(titles[:_DEEPEST])


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
