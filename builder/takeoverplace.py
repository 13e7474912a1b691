"""Where an existing deck goes: a new project, or a part of one that is there."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from builder import pipeline
from builder.anki.media import read_media
from builder.anki.notetype import NoteType
from builder.base.diagnostic import BuilderError
from builder.cards.exacttext import exact_scalar
from builder.cards.names import deck_problem
from builder.cards.project import (
    CARDS_FOLDER,
    MEDIA_FOLDER,
    NOTE_TYPES_FOLDER,
    Project,
    parse_deck_file,
)
from builder.lockfile import LockFile, read_lock
from builder.rendering import read_note_types
from builder.sources.decks.keptnotes import (
    deck_name,
)
from builder.sources.decks.original import OriginalDeck
from builder.sources.decks.placenames import place_name
from builder.starter import slug_of
from builder.versions.lock import Lock

FIRST_VERSION = "1.0.0"
"""The version that learners of a deck have when it is taken over."""


@dataclass(frozen=True, slots=True)
class TakeoverPlace:
    """The project that a deck goes into; ``content`` is what deck.yaml held before.

    ``note_types`` are those by id that it took over earlier.
    """

    project: Project
    lock_file: LockFile
    content: bytes | None
    ids: frozenset[str] = frozenset()
    guids: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()
    note_types: Mapping[int, NoteType] = field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        """Whether the project is made for this deck."""
        return self.content is None


def refuse_what_is_there(folder: Path) -> None:
    """Refuse a folder in which files of a project would meet others."""
    for name in (CARDS_FOLDER, MEDIA_FOLDER):
        if (folder / name).exists() and any((folder / name).iterdir()):
            raise BuilderError(
                f"{folder / name} is there and is no part of a project: name an empty "
                "folder with `--project`"
            )


def new_place(folder: Path, deck: OriginalDeck) -> TakeoverPlace:
    """Return a project to be made for a deck."""
    decks = {deck_name(one) for note in deck.package.notes for one in note.decks}
    roots = {name.split("::")[0] for name in decks}
    name = roots.pop() if len(roots) == 1 else deck_name(deck.name).replace("::", " ")
    if deck_problem(name):
        name = "Deck"
    slug = slug_of(deck.name)
    described = {one.name: one.description for one in deck.package.decks}
    rows = [
        f"name: {exact_scalar(name, '')}",
        f"slug: {exact_scalar(slug, '')}",
        f"version: {FIRST_VERSION}",
        "# Namespace of the ids of new notes. Never change it.",
        f"key: {secrets.token_hex(16)}",
        "language: en",
        f"description: {exact_scalar(described.get(name, '').strip(), '')}",
        'author: ""',
        'licence: ""',
        *_described(described, name),
        "# These came with the deck: learners have them under their names.",
        "media-names:",
        f"  {exact_scalar(_folder_name(deck), '')}: kept",
    ]
    content = ("\n".join(rows) + "\n").encode()
    project, found = parse_deck_file(folder, content)
    if project is None or found:
        raise BuilderError(f"{found[0]}")
    return TakeoverPlace(
        replace(project, content=content), LockFile(Lock(), None), None
    )


def _described(described: Mapping[str, str], root: str) -> Iterator[str]:
    """Yield what deck.yaml says of the descriptions of other decks."""
    told = {
        told_deck(deck_name(deck), root): text.strip()
        for deck, text in described.items()
        if text.strip()
        and deck_name(deck) != root
        and not deck_problem(deck_name(deck))
    }
    if told:
        yield "deck-descriptions:"
    for deck, text in told.items():
        yield f"  {exact_scalar(deck, '  ')}: {exact_scalar(text, '  ')}"


def existing_place(folder: Path) -> TakeoverPlace:
    """Return the project in a folder, as it is."""
    overview = pipeline.survey(folder)
    lock_file, problems = read_lock(overview.project)
    if problems:
        raise BuilderError(f"{problems[0]}: mend it first (`decks check`)")
    own = folder / CARDS_FOLDER / NOTE_TYPES_FOLDER
    names = [entry.name for entry in own.iterdir()] if own.is_dir() else []
    lock = overview.lock
    media, _ = read_media(overview.project.media, overview.project.keeps_name)
    known, _ = read_note_types(overview.project, media, lock)
    return TakeoverPlace(
        overview.project,
        lock_file,
        overview.project.content,
        ids=frozenset({*lock.notes, *(note.id for note in overview.notes)}),
        guids=frozenset(
            {
                *(note.guid for note in lock.notes.values()),
                *(note.guid for note in overview.notes if note.guid),
            }
        ),
        names=tuple(names),
        note_types={one.id: one for one in known.values() if one.kept},
    )


def _folder_name(deck: OriginalDeck, taken: Sequence[str] = ()) -> str:
    return place_name(deck.name, taken, otherwise="deck").lower()


def media_folder(deck: OriginalDeck, place: TakeoverPlace) -> str:
    """Return the folder of media/ that the files of a deck go into."""
    taken: list[str] = []
    if not place.is_new and place.project.media.is_dir():
        taken = [entry.name for entry in place.project.media.iterdir()]
    if not place.is_new:
        taken += [entry.stem for entry in place.project.cards.iterdir()]
    return _folder_name(deck, taken)


def told_deck(deck: str, root: str) -> str:
    """Return the name of a deck as card files and deck.yaml tell it."""
    below = deck.removeprefix(f"{root}::")
    return below if below != deck else f"::{deck}"
