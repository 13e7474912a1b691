"""Notes that were made in Anki, as entries of card files: with their GUIDs, ids and times."""

from __future__ import annotations

import html
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from builder.anki.ankinote import AnkiNote
from builder.anki.apkg.package import PackageNote, PackageNoteType
from builder.anki.notetype import NoteType
from builder.anki.notetypereader import NoteTypeFolder
from builder.base.diagnostic import BuilderError
from builder.cards import cardwriter
from builder.cards.cardfolder import CardFile
from builder.cards.cardwriter import CardNote
from builder.cards.exacttext import exact_scalar
from builder.cards.note import BUILT_IN_NOTE_TYPES, KINDS, Kind
from builder.cards.project import CARDS_FOLDER, NOTE_TYPES_FOLDER
from builder.heldstate import is_learners_own, known_names
from builder.pulledmedia import PulledMedia, project_references
from builder.rendering import note_types_of
from builder.sources.decks.editedtexts import literal
from builder.sources.decks.keptnote import KeptNote, entry, readable_id
from builder.sources.decks.notetypefiles import note_type_files
from builder.sources.decks.placenames import place_name
from builder.sources.decks.seededlock import seeded
from builder.sources.takennames import TakenNames
from builder.versions.fieldmarks import settled
from builder.versions.lock import Lock, LockedNote, LockedNoteType
from builder.workbench import Workbench, parsed

NEW_FILE = f"{CARDS_FOLDER}/from-anki.yaml"
"""Where notes go that fit into no card file of their deck."""

# Their fields are made by the tool: nobody writes them in Anki.
_MADE_IN_ANKI = frozenset({"basic", "cloze", "vocabulary"})


@dataclass(frozen=True, slots=True)
class NewNote:
    """A note made in Anki by its id in the project, and the file it goes into."""

    id: str
    path: str
    note: AnkiNote

    @property
    def title(self) -> str:
        """The beginning of its question."""
        return self.note.title


@dataclass(frozen=True, slots=True)
class NewNotes:
    """What becomes of notes made in Anki; ``left`` are those that stay, by the reason.

    ``left_rows`` are rows of a table that make no note, likewise.
    """

    notes: Sequence[NewNote] = ()
    files: Mapping[str, CardFile] = field(default_factory=dict)
    note_types: Mapping[str, str] = field(default_factory=dict)
    locked: Mapping[str, LockedNote] = field(default_factory=dict)
    locked_types: Mapping[str, LockedNoteType] = field(default_factory=dict)
    left: Mapping[str, Sequence[PackageNote]] = field(default_factory=dict)
    left_rows: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A note as it is to be given by a build, with the ways to write it."""

    id: str
    origin: PackageNote
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    deck: str
    entries: tuple[str, ...]


def new_notes(
    bench: Workbench,
    origins: Sequence[PackageNote],
    media: PulledMedia,
    changed: Mapping[str, CardFile],
) -> NewNotes:
    """Write notes into the card files of their decks; ``changed`` are those edited before."""
    if not origins:
        return NewNotes(files=changed)
    left: defaultdict[str, list[PackageNote]] = defaultdict(list)
    types = _Types(bench, origins)
    bench = replace(bench, note_types=types.known)
    taken = TakenNames(ids={*bench.notes, *bench.lock.notes})
    drafts = []
    for origin in origins:
        note_type = types.of(origin)
        if note_type is None:
            left["its note type cannot be kept"].append(origin)
        elif note_type.key in BUILT_IN_NOTE_TYPES - _MADE_IN_ANKI:
            reason = f"notes of the type `{note_type.key}` are made in card files alone"
            left[reason].append(origin)
        else:
            drafts.append(_draft(bench, origin, note_type, media, taken))
    files = dict(changed)
    made: dict[str, tuple[NewNote, AnkiNote, PackageNote]] = {}
    for draft in drafts:
        placed = _placed(bench, draft, files)
        if placed is None:
            left["it cannot be written as it is"].append(draft.origin)
            continue
        file, note = placed
        files[file.path] = file
        told = NewNote(draft.id, file.path, note)
        made[draft.id] = (told, note, draft.origin)
    used = {note.note_type.key for _, note, _ in made.values()}
    locked, locked_types = _locked(bench.lock, made, types.fresh(used))
    return NewNotes(
        notes=[told for told, _, _ in made.values()],
        files=files,
        note_types=types.files(used),
        locked=locked,
        locked_types=locked_types,
        left=left,
    )


class _Types:
    """The note types of the project, and those that new notes bring along."""

    def __init__(self, bench: Workbench, origins: Sequence[PackageNote]) -> None:
        self.known = dict(bench.note_types)
        self._keys: dict[int, str] = {}
        self._folders: dict[str, NoteTypeFolder] = {}
        self._origins: dict[str, PackageNoteType] = {}
        by_id = {one.id: key for key, one in self.known.items()}
        for origin in origins:
            one = origin.note_type
            if one.id in self._keys:
                continue
            key = by_id.get(one.id) or self._alike(one)
            if key is None and origin.modified:
                key = self._taken_along(bench, one)
            if key is not None:
                self._keys[one.id] = key

    def of(self, origin: PackageNote) -> NoteType | None:
        key = self._keys.get(origin.note_type.id)
        return self.known.get(key) if key is not None else None

    def fresh(self, used: set[str]) -> list[tuple[NoteType, PackageNoteType]]:
        return [
            (self.known[key], one) for key, one in self._origins.items() if key in used
        ]

    def files(self, used: set[str]) -> dict[str, str]:
        return {
            f"{folder.path}/{name}": text
            for key, folder in self._folders.items()
            if key in used
            for name, text in folder.files.items()
        }

    def _alike(self, one: PackageNoteType) -> str | None:
        names = [each.name for each in one.fields]
        for key, mine in self.known.items():
            if mine.name == one.name and list(mine.fields) == names:
                return key
        return None

    def _taken_along(self, bench: Workbench, one: PackageNoteType) -> str | None:
        key = place_name(one.name, self.known, otherwise="type")
        if key in BUILT_IN_NOTE_TYPES:
            key = place_name(f"{key}-kept", self.known, otherwise="type")
        path = f"{CARDS_FOLDER}/{NOTE_TYPES_FOLDER}/{key}"
        folder = NoteTypeFolder(key, path, note_type_files(one))
        made, found = note_types_of([folder], "", bench.project, bench.library, Lock())
        if any(finding.is_error for finding in found):
            return None
        self.known |= made
        self._folders[key], self._origins[key] = folder, one
        return key


def _draft(
    bench: Workbench,
    origin: PackageNote,
    note_type: NoteType,
    media: PulledMedia,
    taken: TakenNames,
) -> _Draft:
    note_id = taken.new_id(readable_id(origin))
    values = [media.packaged(known_names(bench, value)) for value in origin.values]
    fields = dict(
        zip([one.name for one in origin.note_type.fields], values, strict=True)
    )
    whole = tuple(fields.get(name, "") for name in note_type.fields)
    tags = tuple(tag for tag in origin.tags if not is_learners_own(bench, tag))
    deck = (origin.cards[0].deck if origin.cards else "") or (
        origin.decks[0] if origin.decks else bench.project.name
    )
    named = {}
    for name, value in fields.items():
        for old, new in project_references(bench, media, value).items():
            value = value.replace(old, new)  # noqa: PLW2901 -- the same field
        named[name] = value
    write = _own_entries if note_type.key not in BUILT_IN_NOTE_TYPES else _entries
    entries = tuple(write(note_id, origin, note_type, named, tags))
    return _Draft(note_id, origin, whole, tags, deck, entries)


def _own_entries(
    note_id: str,
    origin: PackageNote,
    note_type: NoteType,
    named: Mapping[str, str],
    tags: tuple[str, ...],
) -> Iterator[str]:
    """Yield entries of an own note type: as plain words, as Markdown, as HTML."""
    first = note_type.own_fields[0]
    texts = {name: text for name, text in named.items() if text or name == first}
    plain = {name: html.unescape(text) for name, text in texts.items()}
    safe = {name: literal(text) for name, text in texts.items()}
    for told, is_html in ((plain, False), (texts, False), (safe, False), (texts, True)):
        note = KeptNote(note_id, origin, note_type.key, "", tags, told, is_html)
        # The head of a file may say either: the entry says it itself.
        yield entry(note, is_html_file=not is_html)


def _entries(
    note_id: str,
    origin: PackageNote,
    note_type: NoteType,
    named: Mapping[str, str],
    tags: tuple[str, ...],
) -> Iterator[str]:
    """Yield entries of one of our own kinds: as plain words, and as Markdown."""
    kind = next(one for one in KINDS if one.note_type == note_type.key)
    for spell in (html.unescape, str, literal):
        fields = dict(_told(kind, named, spell))
        note = CardNote(note_id, kind.name, fields, tags, guid=origin.guid)
        try:
            yield cardwriter.entry(note)
        except BuilderError:
            continue  # what YAML cannot hold is tried otherwise, and told in the end


def _told(
    kind: Kind, named: Mapping[str, str], spell: Callable[[str], str]
) -> Iterator[tuple[str, str]]:
    for key in (*kind.required, *kind.optional, *kind.flags, "hint", "extra"):
        text = named.get(kind.field_of(key), "")
        if key in kind.flags:
            if text:
                yield key, "true"
        elif text or key in kind.required:
            yield key, spell(text)


def _placed(
    bench: Workbench, draft: _Draft, files: Mapping[str, CardFile]
) -> tuple[CardFile, AnkiNote] | None:
    """Return the card file that takes a note, and what a build will give."""
    current = {**bench.files, **files}
    same_deck = [
        note.location.path for note in bench.notes.values() if note.deck == draft.deck
    ]
    below = draft.deck.removeprefix(f"{bench.project.name}::")
    told = below if below != draft.deck else f"::{draft.deck}"
    for written in draft.entries:
        for path in dict.fromkeys(reversed(same_deck[-1:])):
            found = _appended(bench, current[path], draft, written)
            if found is not None:
                return found
        with_deck = f"{written}\n    deck: {exact_scalar(told, '    ')}"
        empty = CardFile(NEW_FILE, "")
        found = _appended(bench, current.get(NEW_FILE, empty), draft, with_deck)
        if found is not None:
            return found
    return None


def _appended(
    bench: Workbench, file: CardFile, draft: _Draft, written: str
) -> tuple[CardFile, AnkiNote] | None:
    """Add an entry at the end of a file, if a build gives the note as it is in Anki."""
    text = f"notes:\n{written}\n"
    if file.text:
        text = cardwriter.with_more(file.text, [written])
        if "\r\n" in file.text:
            text = text.replace("\r\n", "\n").replace("\n", "\r\n")
    changed = replace(file, text=text)
    notes = parsed(changed, bench.project)
    before = parsed(file, bench.project) if file.text else []
    if [note.id for note in notes] != [*(note.id for note in before), draft.id]:
        return None
    given = bench.render(notes[-1])
    if given is None or given.deck != draft.deck:
        return None
    is_same = tuple(map(settled, given.fields)) == tuple(map(settled, draft.fields))
    if not is_same or set(given.tags) != set(draft.tags):
        return None
    return changed, given


def _locked(
    lock: Lock,
    made: Mapping[str, tuple[NewNote, AnkiNote, PackageNote]],
    types: Sequence[tuple[NoteType, PackageNoteType]],
) -> tuple[dict[str, LockedNote], dict[str, LockedNoteType]]:
    """Return what the lock is to know: the author's own Anki has these notes already."""
    known = {
        key: (note, origin)
        for key, (_, note, origin) in made.items()
        if origin.modified and origin.cards
    }
    new = seeded(lock, known, types, version="")
    notes = {key: replace(new.notes[key], since="", shipped=None) for key in known}
    # Nobody else has them yet.
    fresh = {
        one.key: replace(new.note_types[one.key], shipped=0, fields=(), templates=())
        for one, _ in types
    }
    return notes, fresh
