"""Which card file each item of a source goes to, and what stands at its head."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from builder.base.diagnostic import BuilderError
from builder.cards.cardfolder import is_card_file
from builder.cards.project import CARDS_FOLDER, DECK_FILE, NOTE_TYPES_FOLDER, Project
from builder.sources.itemnotes import ItemNotes
from builder.sources.slug import slug
from builder.sources.sourceitems import SourceItems
from builder.sources.takennames import TakenNames
from builder.sources.titles import (
    deck_below,
    deck_of_titles,
    section_name,
    section_tag,
    tag_name,
)

_Section = tuple[str, ...]
_DEEPEST = 3
_DEEPEST_DECK = 7
_LONGEST_NAME = 80


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
    items: Sequence[ItemNotes],
    placing: Placing,
    taken: TakenNames,
) -> list[Target]:
    """Return the card file of each item: one file, or one for each section."""
    name = PurePosixPath(found.source.name).with_suffix("")
    titles = [part.replace("_", " ") for part in name.parts]
    deck = placing.deck or deck_of_titles(titles)
    tags = taken.spelt_once(tag_name(tag) for tag in (*placing.tags, *found.tags))
    if placing.into is not None:
        into = _into(project, placing.into)
        return [Target(into, _named(item, placing, deck), tags) for item in items]
    path = f"{CARDS_FOLDER}/{_free_name([slug(title) for title in titles])}"
    if any(item.item.deck for item in items):
        decks = [_named(item, placing, deck) for item in items]
        return _by_deck(decks, Target(path, deck, tags), taken)
    sections = _shared([item.section for item in items])
    targets = _by_section(sections, Target(path, deck, tags), taken)
    return [targets[section] for section in sections]


def _free_name(parts: Sequence[str]) -> str:
    """Return a path below cards/ that is read as card files, alone or as a folder."""
    taken = {NOTE_TYPES_FOLDER, PurePosixPath(DECK_FILE).stem}
    first = f"{parts[0]}-cards" if parts[0] in taken else parts[0]
    return "/".join([first, *parts[1:]])


def _named(item: ItemNotes, placing: Placing, default: str) -> str:
    """Return the deck that the source names for an item, or the default."""
    if not item.item.deck:
        return default
    titles = [*placing.deck.split("::"), *item.item.deck.split("::")]
    return deck_of_titles(title for title in titles[:_DEEPEST_DECK] if title)


def _by_deck(decks: Sequence[str], whole: Target, taken: TakenNames) -> list[Target]:
    """Return a card file for each deck that a source names."""
    names = TakenNames()
    spelt = [taken.spelt(deck) for deck in decks]
    files = {whole.deck: whole.path} if len(set(spelt)) > 1 else {spelt[0]: whole.path}
    for deck in spelt:
        if deck not in files:
            name = slug(deck.replace("::", " "))[:_LONGEST_NAME]
            files[deck] = f"{whole.path}/{names.new_id(name)}"
    return [Target(f"{files[deck]}.yaml", deck, whole.tags) for deck in spelt]


def _shared(sections: Iterable[_Section]) -> list[_Section]:
    """Return where each item goes: few items to a section share a file above it."""
    kept = list(sections)
    for depth in range(max(map(len, kept), default=0), 0, -1):
        deep = [number for path, number in Counter(kept).items() if len(path) == depth]
        if depth > _DEEPEST or (deep and sum(deep) < 2 * len(deep)):
            kept = [path[: depth - 1] if len(path) == depth else path for path in kept]
    return [()] * len(kept) if len(set(kept)) == 1 else kept


def _by_section(
    sections: Iterable[_Section], whole: Target, taken: TakenNames
) -> Mapping[_Section, Target]:
    """Return a card file for each section of a source: a deck is one file."""
    names = TakenNames()
    files: dict[str, str] = {}
    targets: dict[_Section, Target] = {}
    for section in dict.fromkeys(sections):
        deck = taken.spelt(deck_below(whole.deck, section))
        if deck.casefold() not in files:
            path = (
                f"{whole.path}/{names.new_id(_name(section))}"
                if section
                else whole.path
            )
            files[deck.casefold()] = f"{path}.yaml"
        tags = (*whole.tags, *taken.spelt_once([section_tag(section)]))
        targets[section] = Target(files[deck.casefold()], deck, tags)
    return targets


def _name(section: _Section) -> str:
    name = "-".join(slug(section_name(title)) for title in section)
    return name[:_LONGEST_NAME].strip("-") or "section"


def _into(project: Project, into: Path) -> str:
    path = (into if into.is_absolute() else Path.cwd() / into).resolve()
    if path.suffix != ".yaml":
        raise BuilderError(f"--into {into}: a card file ends in `.yaml`")
    cards = project.cards.resolve()
    if not path.is_relative_to(cards):
        path = (cards / into).resolve()
    if not path.is_relative_to(cards):
        raise BuilderError(f"--into {into}: card files stand below {cards}")
    below = PurePosixPath(path.relative_to(cards).as_posix())
    if not is_card_file(below):
        raise BuilderError(
            f"--into {into}: {CARDS_FOLDER}/{below} is never read as a card file: name "
            "another below cards/"
        )
    return f"{CARDS_FOLDER}/{below}"
