"""A source of an import: read, known from its earlier import, made into notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from builder.cards.topics import NO_TOPICS, Topics
from builder.sources.importlock import Decided
from builder.sources.itemnotes import ItemNotes, Making, item_notes
from builder.sources.known import Known
from builder.sources.matching import known_ids
from builder.sources.pictures import Collected
from builder.sources.refining import Refiner
from builder.sources.renaming import Orphans
from builder.sources.requests import ImportRequest
from builder.sources.sourceitems import SourceItems, read_items
from builder.sources.titles import tag_name


@dataclass(frozen=True, slots=True)
class Manner:
    """How this one import goes about it.

    ``decided`` is what the author has said of doubtful questions; ``is_anew`` makes the
    notes of questions that have not changed again. ``refine`` is the program of a
    ``command`` that proposes notes.
    """

    decided: Sequence[Decided] = ()
    is_anew: bool = False
    refine: Refiner | None = None
    command: str = ""


AS_EVER = Manner()


@dataclass(frozen=True, slots=True)
class ReadSource:
    """What a source holds, with the ids that its items had in an earlier import."""

    found: SourceItems
    request: ImportRequest
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportedSource:
    """One source and the notes its items became."""

    found: SourceItems
    items: tuple[ItemNotes, ...]
    request: ImportRequest


def read_source(
    request: ImportRequest,
    known: Known,
    orphans: Orphans,
    pictures: Collected | None,
    manner: Manner,
) -> ReadSource:
    """Read a source and find what its items were called; ``pictures`` takes its own."""
    mine = {request.file.name, *(orphans.by_source if request.was_listed else ())}
    decisions = [one for one in manner.decided if one.source in mine]
    file, options = request.file, request.options
    found = read_items(file, options, request.chosen, pictures, decisions)
    earlier = known.earlier.setdefault(file.name, {})
    foreign = orphans.like(found.items) if request.was_listed else {}
    lost = known.lost.get(file.name, ())
    entries = (*earlier.values(), *foreign.values())
    ids = known_ids(found.items, entries, known.notes, lost)
    earlier |= orphans.give(file.name, set(ids) if foreign else ())
    return ReadSource(found, request, tuple(ids))


def made_source(
    source: ReadSource,
    known: Known,
    manner: Manner,
    *,
    topics: Topics = NO_TOPICS,
    language: str = "",
) -> ImportedSource:
    """Make the notes of what a source holds; ``language`` is that of the deck."""
    found, options = source.found, source.request.options
    name = source.request.file.name
    making = Making(
        source=name,
        file_tags=[tag_name(tag) for tag in (*options.tags, *found.tags)],
        make=options.make,
        whole=options.whole,
        topics=topics,
        language=language,
        earlier=known.earlier.get(name, {}),
        is_anew=manner.is_anew,
        refine=manner.refine,
        command=manner.command,
    )
    items = tuple(
        item_notes(item, note_id, making, known)
        for item, note_id in zip(found.items, source.ids, strict=True)
    )
    return ImportedSource(found, items, source.request)
