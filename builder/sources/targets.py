"""Which card file each item of a source goes to, and what stands at its head."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from builder.cards.cardfolder import is_card_file
from builder.cards.importoptions import ImportOptions
from builder.cards.project import CARDS_FOLDER, NOTE_TYPES_FOLDER, OWN_FILES, Project
from builder.sources.itemnotes import ItemNotes
from builder.sources.language.asking import interrogation
from builder.sources.language.confidence import SURE
from builder.sources.language.headings import is_boilerplate
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
_LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True)
class Target:
    """A card file to be written to, with what stands at its head.

    One that the author named may take notes of many sources: it ``is_shared``, and only
    the tags that the author asked for stand at its head.
    """

    path: str
    deck: str
    tags: tuple[str, ...]
    asked_tags: tuple[str, ...] = ()
    is_shared: bool = False


def targets_of(
    found: SourceItems,
    items: Sequence[ItemNotes],
    options: ImportOptions,
    taken: TakenNames,
) -> list[Target]:
    """Return the card file of each item: one file, or one for each section.

    ``into`` of the options is a path below the project.
    """
    name = PurePosixPath(found.source.name).with_suffix("")
    titles = [part.replace("_", " ") for part in name.parts]
    deck = options.deck or deck_of_titles(_deck_titles(found, titles))
    asked = taken.spelt_once(tag_name(tag) for tag in options.tags)
    tags = taken.spelt_once((*asked, *(tag_name(tag) for tag in found.tags)))
    if options.into is not None:
        into = options.into.as_posix()
        return [
            Target(into, _named(item, options, deck), tags, asked, is_shared=True)
            for item in items
        ]
    path = f"{CARDS_FOLDER}/{_free_name([slug(title) for title in titles])}"
    if any(item.item.deck for item in items):
        decks = [_named(item, options, deck) for item in items]
        return _by_deck(decks, Target(path, deck, tags), taken)
    is_by_topic = options.deck_by == "topic"
    sections = _shared([_place(item, is_by_topic=is_by_topic) for item in items])
    targets = _by_section(sections, Target(path, deck, tags), taken)
    if is_by_topic:
        named = {item.section for item in items}
        targets = {
            one: target if one in named else replace(target, tags=tags)
            for one, target in targets.items()
        }
    return [targets[section] for section in sections]


def _deck_titles(found: SourceItems, names: Sequence[str]) -> list[str]:
    """Return the names of a source's deck: its own title below its folders.

    Its file is called at least as well where the title asks or would fit any source.
    """
    if found.source.question_folder:
        return [found.source.question_folder.replace("/", "::").replace("_", " ")]
    title = section_name(found.title) if found.title else ""
    is_name = (
        title
        and len(title) <= _LONGEST_TITLE
        and not is_boilerplate(title)
        and interrogation(title) < SURE
    )
    return [*names[:-1], title if is_name else names[-1]]


def _free_name(parts: Sequence[str]) -> str:
    """Return a path below cards/ that is read as card files, alone or as a folder."""
    taken = {NOTE_TYPES_FOLDER, *(PurePosixPath(name).stem for name in OWN_FILES)}
    first = f"{parts[0]}-cards" if parts[0] in taken else parts[0]
    return "/".join([first, *parts[1:]])


def _named(item: ItemNotes, options: ImportOptions, default: str) -> str:
    """Return the deck that the source names for an item, or the default."""
    if not item.item.deck:
        return default
    titles = [*options.deck.split("::"), *item.item.deck.split("::")]
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


def _place(item: ItemNotes, *, is_by_topic: bool) -> _Section:
    """Return the headings above an item, or else its leading topic when that is asked."""
    if item.section or not is_by_topic or not item.topics:
        return item.section
    return tuple(item.topics[0].split("::"))


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


def card_file_at(
    project: Project, options: ImportOptions, *, from_: Path
) -> Path | None:
    """Return the card file that the author named from a folder, below the project.

    Raises:
        BuilderError: No card file can stand there.
    """
    into = options.into
    if into is None:
        return None
    path = (from_ / into).resolve()
    if path.suffix != ".yaml":
        raise options.refusal("into", "a card file ends in `.yaml`")
    cards = project.cards.resolve()
    if not path.is_relative_to(cards):
        path = (cards / into).resolve()
    if not path.is_relative_to(cards):
        raise options.refusal("into", f"card files stand below {cards}")
    below = PurePosixPath(path.relative_to(cards).as_posix())
    if not is_card_file(below):
        message = (
            f"{CARDS_FOLDER}/{below} is never read as a card file: name another below "
            "cards/"
        )
        raise options.refusal("into", message)
    return Path(CARDS_FOLDER, below)
