"""A learner's collection in the real Anki engine: the only module that knows anki.

The engine is an extra: everything else works without it, and this module can be loaded
without it too.
"""

from __future__ import annotations

import contextlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from builder.base.diagnostic import BuilderError

if TYPE_CHECKING:
    from anki.collection import Collection

MISSING = "the Anki engine is not installed: pip install 'anki-deck-builder[anki]'"
OWN_TAG = "my-own-tag"
OWN_DECK = "My own deck"
_OWN_TEXT = " (my own words)"
_OWN_CSS = "\n.card { --my-own: 1; }\n"
_RATINGS = range(4)  # Again, Hard, Good, Easy


@dataclass(frozen=True, slots=True)
class NoteState:
    """A note as a collection holds it; ``number`` is its id there."""

    guid: str
    number: int
    note_type: int
    modified: int
    fields: tuple[str, ...]
    tags: tuple[str, ...]

    @property
    def content(self) -> tuple[object, ...]:
        """What an import brings."""
        return (self.fields, self.tags)


@dataclass(frozen=True, slots=True)
class CardState:
    """A card as a collection holds it, with all that the scheduler knows of it."""

    guid: str
    ordinal: int
    number: int
    deck: str
    scheduling: tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class NoteTypeState:
    """A note type as a collection holds it; templates are name, front and back."""

    number: int
    name: str
    modified: int
    is_cloze: bool
    css: str
    fields: tuple[str, ...]
    templates: tuple[tuple[str, str, str], ...]

    @property
    def content(self) -> tuple[object, ...]:
        """What an import brings."""
        return (self.name, self.css, self.fields, self.templates)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All notes of a collection, their cards and their note types, at one moment."""

    notes: tuple[NoteState, ...]
    cards: tuple[CardState, ...]
    note_types: tuple[NoteTypeState, ...]

    @property
    def modified(self) -> int:
        """When anything in it last changed, in seconds since 1970."""
        times = [note.modified for note in self.notes]
        times += [note_type.modified for note_type in self.note_types]
        return max(times, default=0)


@dataclass(frozen=True, slots=True)
class ImportLog:
    """What the engine says it did: the GUIDs of the notes.

    Of conflicting notes it tells the number alone: they have no place in the collection.
    """

    new: frozenset[str]
    updated: frozenset[str]
    unchanged: frozenset[str]
    conflicting: int


@dataclass(frozen=True, slots=True)
class Health:
    """What Anki's own checks find; ``damage`` is empty when the database is sound."""

    damage: str
    missing_media: tuple[str, ...]
    empty_media: tuple[str, ...]


def require() -> None:
    """Refuse to go on without the engine.

    Raises:
        BuilderError: The extra is not installed.
    """
    try:
        import anki.collection  # noqa: F401
    except ImportError as error:
        raise BuilderError(MISSING) from error


@contextlib.contextmanager
def open_collection(folder: Path) -> Iterator[Collection]:
    """Open the collection in a folder, a new one if there is none; close it always."""
    require()
    import anki.lang
    from anki.collection import Collection

    anki.lang.set_lang("en")
    folder.mkdir(parents=True, exist_ok=True)
    collection = Collection(str(folder / "collection.anki2"))
    try:
        yield collection
    finally:
        collection.close()


def import_package(collection: Collection, package: Path) -> ImportLog:
    """Import with the options of a learner who changes nothing in the dialog.

    Raises:
        BuilderError: Anki refuses the file.
    """
    from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest
    from anki.errors import AnkiException

    options = ImportAnkiPackageOptions(
        merge_notetypes=False,
        update_notes=0,  # if newer
        update_notetypes=0,
        with_scheduling=False,
        with_deck_configs=False,
    )
    request = ImportAnkiPackageRequest(
        package_path=str(package.resolve()), options=options
    )
    try:
        log = collection.import_anki_package(request).log
    except AnkiException as error:
        raise BuilderError(f"Anki refuses {package}: {error}") from error
    collection.models._clear_cache()  # noqa: SLF001 -- stale after an import
    guids = dict(collection.db.all("select id, guid from notes"))
    new, updated, unchanged = (
        frozenset(guids[entry.id.nid] for entry in entries)
        for entries in (log.new, log.updated, log.duplicate)
    )
    return ImportLog(new, updated, unchanged, len(log.conflicting))


def study(collection: Collection) -> None:
    """Answer every card, with all four ratings in turn; suspend and flag some."""
    cards = collection.db.list("select id from cards order by id")
    for rating in _RATINGS:
        collection._backend.grade_now(  # noqa: SLF001 -- no method of its own
            card_ids=cards[rating :: len(_RATINGS)], rating=rating
        )
    # So many answers in a second bring the times of the reviews before the clock's, and
    # Check Database would find the cards' own notion of their last review wrong.
    collection.db.execute(
        "update cards set data = json_set(data, '$.lrt', "
        "(select max(id) / 1000 from revlog where cid = cards.id))"
    )
    collection.sched.suspend_cards(cards[1::7])
    collection.set_user_flag_for_cards(2, cards[2::5])


def edit_as_learner(collection: Collection, *, later_than: int) -> None:
    """Edit notes, tags, note types and decks as learners do.

    Of ten notes, two get other words, two a tag of the learner's own, one is marked,
    one becomes a leech and one has a card moved to the learner's own deck. Half of the
    edits count as made right after the first import (the note is as old as it was, which
    Anki takes for the oldest edit there can be), half as made after ``later_than``,
    the time of the package to come in seconds since 1970.
    """
    late = later_than + 1
    rows = collection.db.all("select id, mod from notes order by id")
    times = {number: late if n % 2 else mod for n, (number, mod) in enumerate(rows)}
    numbers = list(times)
    _edit_fields(collection, [*numbers[0::10], *numbers[1::10]])
    for start, tag in ((2, OWN_TAG), (3, OWN_TAG), (4, "marked"), (5, "leech")):
        collection.tags.bulk_add(numbers[start::10], tag)
    edited = [number for n, number in enumerate(numbers) if n % 10 < 6]  # noqa: PLR2004
    _set_note_times(collection, {number: times[number] for number in edited})
    _edit_css(collection, late=late)
    _move_cards(collection, numbers[6::10])


def _edit_fields(collection: Collection, numbers: Sequence[int]) -> None:
    """Write into the longest field of each note."""
    notes = [collection.get_note(number) for number in numbers]
    for note in notes:
        longest = max(range(len(note.fields)), key=lambda n: len(note.fields[n]))
        note.fields[longest] += _OWN_TEXT
    collection.update_notes(notes)


def _set_note_times(collection: Collection, times: Mapping[int, int]) -> None:
    by_time: dict[int, list[int]] = defaultdict(list)
    for number, modified in times.items():
        by_time[modified].append(number)
    for modified, numbers in by_time.items():
        ids = ",".join(map(str, numbers))
        collection.db.execute(
            f"update notes set mod = ? where id in ({ids})",  # noqa: S608 -- numbers
            modified,
        )


def _edit_css(collection: Collection, *, late: int) -> None:
    used = collection.db.list("select distinct mid from notes order by mid")
    for n, number in enumerate(used):
        note_type = collection.models.get(number)
        note_type["css"] += _OWN_CSS
        note_type["mod"] = late if n % 2 else note_type["mod"]
        collection._backend.add_or_update_notetype(  # noqa: SLF001 -- keeps the time
            json=json.dumps(note_type).encode(),
            preserve_usn_and_mtime=True,
            skip_checks=True,
        )
    collection.models._clear_cache()  # noqa: SLF001 -- stale after such an edit


def _move_cards(collection: Collection, notes: Sequence[int]) -> None:
    ids = ",".join(map(str, notes))
    cards = collection.db.list(
        f"select min(id) from cards where nid in ({ids}) group by nid"  # noqa: S608
    )
    if cards:
        collection.set_deck(cards, collection.decks.id(OWN_DECK))


def snapshot(collection: Collection) -> Snapshot:
    """Return all that an import could change."""
    notes = tuple(
        NoteState(
            guid,
            number,
            note_type,
            modified,
            tuple(fields.split("\x1f")),
            tuple(sorted(tags.split())),
        )
        for guid, number, note_type, modified, fields, tags in collection.db.all(
            "select guid, id, mid, mod, flds, tags from notes order by id"
        )
    )
    decks = {deck.id: deck.name for deck in collection.decks.all_names_and_ids()}
    cards = tuple(
        CardState(guid, ordinal, number, decks.get(deck, ""), tuple(scheduling))
        for guid, ordinal, number, deck, *scheduling in collection.db.all(
            "select guid, ord, c.id, did, type, queue, due, ivl, factor, reps, lapses, "
            "left, odue, odid, c.flags, c.data, "
            "(select count() from revlog where cid = c.id) "
            "from cards c join notes n on n.id = nid order by c.id"
        )
    )
    used = sorted({note.note_type for note in notes})
    note_types = tuple(_note_type_state(collection, number) for number in used)
    return Snapshot(notes, cards, note_types)


def _note_type_state(collection: Collection, number: int) -> NoteTypeState:
    note_type = collection.models.get(number)
    return NoteTypeState(
        number=number,
        name=note_type["name"],
        modified=note_type["mod"],
        is_cloze=note_type["type"] == 1,
        css=note_type["css"],
        fields=tuple(field["name"] for field in note_type["flds"]),
        templates=tuple(
            (one["name"], one["qfmt"], one["afmt"]) for one in note_type["tmpls"]
        ),
    )


def missing_media(collection: Collection) -> frozenset[str]:
    """Return the files that Anki's Check Media finds missing."""
    return frozenset(collection.media.check().missing)


def examine(
    collection: Collection, *, missing_before: frozenset[str] = frozenset()
) -> Health:
    """Run Anki's Check Media and Check Database; the latter may mend, so come last.

    ``missing_before`` are files that were missing in what the learner had already.
    """
    files = sorted(Path(collection.media.dir()).iterdir())
    missing = tuple(sorted(missing_media(collection) - missing_before))
    message, is_sound = collection.fix_integrity()
    return Health(
        damage="" if is_sound else message.strip(),
        missing_media=missing,
        empty_media=tuple(file.name for file in files if not file.stat().st_size),
    )
