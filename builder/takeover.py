"""An existing deck becomes a project, or a part of one: the stages in their order.

    package ─decks─▶ note types, notes, media as they came
            ─cardfile, rendering─▶ held against the package, byte for byte
            ─lock─▶ cards/, media/, deck.lock

Whatever a build would give otherwise than the deck has it is found before anything is
written. A dry run is the same without the write.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from builder.anki.ankinote import AnkiNote
from builder.anki.apkg.package import PackageNote, PackageNoteType
from builder.anki.apkg.reader import read_package
from builder.anki.notetype import NoteType
from builder.anki.notetypereader import NoteTypeFolder
from builder.base.atomicfiles import PendingFiles
from builder.base.diagnostic import BuilderError, Diagnostic
from builder.base.exclusive import Say, unheard
from builder.base.ordinaryfile import FileKind
from builder.base.phrases import listed
from builder.base.transaction import writing
from builder.cards import cardfile
from builder.cards.note import BUILT_IN_NOTE_TYPES
from builder.cards.project import (
    CARDS_FOLDER,
    DECK_FILE,
    NOTE_TYPES_FOLDER,
    Project,
    workplace,
)
from builder.rendering import note_types_of, read_note_types, render_notes
from builder.sources.decks import ankitext, apkg, crowdanki
from builder.sources.decks.cardplaces import notes_by_file
from builder.sources.decks.conversion import CONVERSIONS, converted
from builder.sources.decks.keptnote import KeptNote, file_text
from builder.sources.decks.keptnotes import (
    KeptNotes,
    as_markdown,
    kept_notes,
)
from builder.sources.decks.likeness import with_identity
from builder.sources.decks.mediaplaces import PlacedMedia, placed_media
from builder.sources.decks.notetypefiles import note_type_files
from builder.sources.decks.original import OriginalDeck
from builder.sources.decks.placenames import place_name
from builder.sources.decks.places import TEXTS
from builder.sources.decks.seededlock import cards_as_they_came, first_release, seeded
from builder.sources.takennames import TakenNames
from builder.takeoverfiles import write_media, write_original, write_project
from builder.takeoverplace import (
    TakeoverPlace,
    existing_place,
    media_folder,
    new_place,
    refuse_what_is_there,
    told_deck,
)
from builder.versions.lock import Lock

_MOST_TOLD = 3


@dataclass(frozen=True, slots=True)
class TakeoverReport:
    """What was taken over, and what stays behind.

    ``files`` are those written, by path below ``folder``. ``left_out`` are notes, and
    ``refused_media`` files, that cannot come, with the reasons. ``warnings`` are what a
    check finds in the deck as it came.
    """

    deck: OriginalDeck
    folder: Path
    project: Project
    is_new: bool
    notes: Sequence[KeptNote]
    note_types: Sequence[NoteType]
    files: Sequence[str]
    media: int
    left_out: Mapping[str, Sequence[PackageNote]]
    refused_media: Mapping[str, str]
    dropped_tags: Sequence[str]
    warnings: Sequence[Diagnostic] = ()

    @property
    def markdown(self) -> int:
        """How many notes are Markdown now."""
        return sum(not note.is_html for note in self.notes)

    @property
    def converted(self) -> Mapping[str, int]:
        """How many notes became which of our kinds."""
        kinds = [note.converted.kind for note in self.notes if note.converted]
        return {kind: kinds.count(kind) for kind in sorted(set(kinds))}


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is to be taken over, from which package, and which kinds it becomes."""

    deck: OriginalDeck
    path: Path
    convert: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Taken:
    """What becomes of a deck: the texts of files, and what a build gives of them."""

    kept: KeptNotes
    folders: Sequence[NoteTypeFolder]
    texts: Mapping[str, str]
    media: PlacedMedia
    anki_notes: Sequence[AnkiNote]
    note_types: Mapping[str, NoteType]
    warnings: Sequence[Diagnostic] = field(default=())


def take_over(  # noqa: PLR0913 -- one for each thing that is asked for
    folder: Path,
    path: Path,
    *,
    like: Path | None = None,
    convert: Collection[str] = (),
    is_preview: bool = False,
    say: Say = unheard,
) -> TakeoverReport:
    """Write an existing deck into the project of a folder, a new one if it has none.

    ``like`` is the package that learners have of a deck that comes without ids,
    ``convert`` names kinds of ours that notes become where they are alike.

    Raises:
        BuilderError: The deck cannot be read or kept as it is, or the folder holds files
            that would be written over.
    """
    asked = _Asked(_read(path, like), like or path, frozenset(convert))
    has_project = (folder / CARDS_FOLDER / DECK_FILE).exists()
    if is_preview:
        with PendingFiles() as files:
            return _taken_over(files, folder, asked, has_project=has_project)
    if not has_project:
        refuse_what_is_there(folder)
    with writing(workplace(folder), project=folder, command="import", say=say) as begun:
        report = _taken_over(begun.files, folder, asked, has_project=has_project)
        begun.files.commit()
    return report


def _read(path: Path, like: Path | None) -> OriginalDeck:
    if like is not None and path.suffix.lower() in TEXTS:
        package = read_package(like, or_collection=True)
        return with_identity(ankitext.read(path, package, like), package)
    if not path.is_dir():
        if like is not None:
            raise BuilderError(f"--like {like}: {path.name} tells its ids itself")
        return apkg.read(path)
    deck = crowdanki.read(path)
    if like is None:
        return deck
    return with_identity(deck, read_package(like, or_collection=True))


def _taken_over(
    files: PendingFiles, folder: Path, asked: _Asked, *, has_project: bool
) -> TakeoverReport:
    deck, path = asked.deck, asked.path
    if not deck.package.notes:
        raise BuilderError(f"{path}: no notes in it")
    place = existing_place(folder) if has_project else new_place(folder, deck)
    taken = _taken(deck, place, asked.convert)
    lock = _lock(deck, place, taken)
    written = write_project(files, place, _texts(taken), taken.media, lock)
    write_media(files, deck, taken.media)
    if place.is_new and lock.release and path.suffix.lower() == ".apkg":
        written.append(write_original(files, path, place.project))
    return TakeoverReport(
        deck=deck,
        folder=folder,
        project=place.project,
        is_new=place.is_new,
        notes=taken.kept.notes,
        note_types=list(taken.note_types.values()),
        files=written,
        media=len(taken.media.files),
        left_out=taken.kept.left_out,
        refused_media=taken.media.refused,
        dropped_tags=sorted(taken.kept.dropped_tags),
        warnings=taken.warnings,
    )


# The stages


def _taken(deck: OriginalDeck, place: TakeoverPlace, convert: frozenset[str]) -> _Taken:
    project = place.project
    folder = media_folder(deck, place)
    keeping = replace(project, kept_media=(*project.kept_media, folder))
    media = placed_media(
        deck.package.media, project.media, folder, largest=FileKind.MEDIA.limit
    )
    shared, fresh = _shared_and_fresh(deck, place)
    keys = {one.id: one.key for one in shared} | _keys(fresh, place.names)
    folders = [
        NoteTypeFolder(
            keys[one.id],
            f"{CARDS_FOLDER}/{NOTE_TYPES_FOLDER}/{keys[one.id]}",
            note_type_files(one),
        )
        for one in fresh
    ]
    note_types, found = note_types_of(folders, "", keeping, media.library, Lock())
    _refuse([one for one in found if one.is_error])
    note_types |= {one.key: one for one in shared}
    names = TakenNames(ids=set(place.ids))
    kept = kept_notes(deck.package.notes, keys, names, place.guids, root=project.name)
    if not kept.notes:
        raise BuilderError(_nothing_new(kept, deck))
    library = media.library
    kept.notes = [
        as_markdown(note, note_types[note.key], library) for note in kept.notes
    ]
    if convert:
        own = note_types
        kept.notes = [
            converted(note, own[note.key], convert) or note for note in kept.notes
        ]
        ours, _ = read_note_types(project, library, Lock())
        note_types |= {key: ours[key] for key in CONVERSIONS}
    cards = CARDS_FOLDER if place.is_new else f"{CARDS_FOLDER}/{folder}"
    taken = _Taken(kept, folders, {}, media, (), note_types)
    known = _known_as_they_came(deck)
    for _ in range(3):
        taken = _compiled(taken, keeping, cards, known)
        wrong = _given_otherwise(taken)
        if not wrong:
            return _without_unused(replace(taken, warnings=(*found, *taken.warnings)))
        if not deck.has_identity:
            _leave_out(kept, wrong)
        kept.notes = [
            replace(note, is_html=True, texts=_texts_of(note), converted=None)
            if note.id in wrong
            else note
            for note in kept.notes
        ]
    raise BuilderError(
        f"{deck.name}: a build would not give back {listed(sorted(wrong), _MOST_TOLD)}: "
        "nothing was written"
    )


def _shared_and_fresh(
    deck: OriginalDeck, place: TakeoverPlace
) -> tuple[list[NoteType], list[PackageNoteType]]:
    """Return the note types that the project has already, and those that it lacks."""
    shared, fresh = [], []
    for one in deck.package.note_types:
        known = place.note_types.get(one.id)
        if known is None:
            fresh.append(one)
            continue
        if [field.name for field in one.fields] != list(known.fields):
            raise BuilderError(
                f"the note type `{one.name}` is in the project already, with other fields: "
                "give the two decks one note type in Anki first"
            )
        shared.append(known)
    return shared, fresh


def _keys(
    note_types: Sequence[PackageNoteType], taken: Sequence[str]
) -> dict[int, str]:
    """Return the names of the folders of note types, by their ids."""
    keys: dict[int, str] = {}
    for one in note_types:
        others = [*taken, *keys.values()]
        key = place_name(one.name, others, otherwise="type")
        if key in BUILT_IN_NOTE_TYPES:
            key = place_name(f"{key}-kept", others, otherwise="type")
        keys[one.id] = key
    return keys


def _known_as_they_came(deck: OriginalDeck) -> set[str]:
    """Return the GUIDs of notes that have the cards that learners have, be it none."""
    return {
        note.guid
        for note in deck.package.notes
        if deck.has_identity
        or (note.guid in deck.shipped and deck.shipped[note.guid].values == note.values)
    }


def _compiled(
    taken: _Taken, project: Project, folder: str, known: Collection[str]
) -> _Taken:
    """Read the card files that will be written, and render their notes."""
    root = project.name
    texts = {
        path: file_text(notes, told_deck(notes[0].deck, root))
        for path, notes in notes_by_file(taken.kept.notes, root, folder).items()
    }
    notes = []
    for path, text in texts.items():
        found, problems = cardfile.parse_card_file(
            text, path, root=root, default_deck=""
        )
        _refuse(problems)
        notes += found
    before = cards_as_they_came(
        note
        for note in taken.kept.notes
        if note.origin.guid in known and note.converted is None
    )
    anki_notes, told = render_notes(
        notes, taken.note_types, taken.media.library, project, before
    )
    warnings = [one for one in told if not one.is_error]
    return replace(taken, texts=texts, anki_notes=anki_notes, warnings=warnings)


def _given_otherwise(taken: _Taken) -> set[str]:
    """Return the notes that a build would give otherwise than they came."""
    given = {note.id: note for note in taken.anki_notes}
    wrong = set()
    for note in taken.kept.notes:
        found = given.get(note.id)
        expected = (note.origin.guid, note.origin.values, note.tags, note.deck)
        if found is None or expected != (
            found.guid, _as_kept(found, note), found.tags, found.deck,
        ):  # fmt: skip
            wrong.add(note.id)
    return wrong


def _as_kept(found: AnkiNote, note: KeptNote) -> tuple[str, ...]:
    """Return the fields of a note; of a converted one those that it must give whole."""
    if note.converted is None:
        return found.fields
    given = dict(zip(found.note_type.fields, found.fields, strict=True))
    shown = {theirs: given[ours] for ours, theirs in note.converted.shown.items()}
    return tuple({**note.origin.fields, **shown}.values())


def _texts(taken: _Taken) -> dict[str, str]:
    """Return the texts of all files by their paths."""
    return {
        **taken.texts,
        **{
            f"{one.path}/{name}": text
            for one in taken.folders
            for name, text in one.files.items()
        },
    }


def _without_unused(taken: _Taken) -> _Taken:
    """Leave out the note types of which every note became another kind."""
    used = {note.note_type.key for note in taken.anki_notes}
    return replace(
        taken,
        folders=[one for one in taken.folders if one.key in used],
        note_types={key: one for key, one in taken.note_types.items() if key in used},
    )


def _leave_out(kept: KeptNotes, wrong: set[str]) -> None:
    """Leave out notes that are as they came and make no card."""
    reason = "it makes no card"
    gone = [note for note in kept.notes if note.id in wrong and note.is_html]
    if gone:
        kept.left_out[reason] += [note.origin for note in gone]
    names = {note.id for note in gone}
    kept.notes = [note for note in kept.notes if note.id not in names]


def _texts_of(note: KeptNote) -> dict[str, str]:
    fields = note.origin.fields
    return {name: fields[name] for name in note.texts}


def _refuse(problems: Sequence[Diagnostic]) -> None:
    if problems:
        raise BuilderError(f"cannot be kept as it is: {problems[0]}")


def _nothing_new(kept: KeptNotes, deck: OriginalDeck) -> str:
    reasons = [f"{len(notes)}: {reason}" for reason, notes in kept.left_out.items()]
    return f"{deck.name}: no note can be taken over: {'; '.join(reasons)}"


def _lock(deck: OriginalDeck, place: TakeoverPlace, taken: _Taken) -> Lock:
    """Return the lock in which the learners of the deck have what was taken over."""
    origins = {
        note.id: note.origin for note in taken.kept.notes if note.converted is None
    }
    types = {one.id: one for one in deck.package.note_types}
    if not deck.has_identity:
        shipped, types = deck.shipped, dict(deck.shipped_types)
        origins = {
            key: shipped[origin.guid]
            for key, origin in origins.items()
            if origin.guid in shipped
        }
    if not origins:
        return place.lock_file.lock
    version = place.project.version
    lock = seeded(
        place.lock_file.lock,
        {
            note.id: (note, origins[note.id])
            for note in taken.anki_notes
            if note.id in origins
        },
        [
            (one, types[one.id])
            for one in taken.note_types.values()
            if one.id in types and one.id not in place.note_types
        ],
        version=version,
    )
    return first_release(lock, version) if place.is_new else lock
