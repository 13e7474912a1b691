"""A project and what Anki holds of it, merged: which texts come, which stay, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from builder.base.diagnostic import Location
from builder.cards.cardedits import NoteEdit
from builder.cards.cardfolder import CardFile
from builder.cards.note import Note
from builder.cards.notetexts import written_texts
from builder.heldstate import HeldNotes, locked_note, missing_notes
from builder.pulledmedia import PulledMedia, project_references
from builder.pullednotes import NewNotes
from builder.pulledtexts import rewritten
from builder.sources.decks.heldnotes import HeldDeck
from builder.versions.fieldmarks import field_mark
from builder.versions.lock import Earlier, LockedNote
from builder.versions.threeway import Merge, merged
from builder.workbench import Wanted, Workbench, edited

Choice = Literal["ours", "theirs", "later"]
"""Whose text is taken; ``later`` leaves ours, and asks again with the next pull."""

TAGS = "tags"
_MOST_EARLIER = 12


@dataclass(frozen=True, slots=True)
class Pulled:
    """A field or the tags of a note that Anki has otherwise.

    ``ours`` and ``theirs`` are HTML, of ``tags`` words. ``reason`` says why it stays.
    """

    note_id: str
    place: Location
    what: str
    ours: str
    theirs: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """A note that the project has, and Anki had."""

    note_id: str
    place: Location
    title: str
    reason: str = ""


def _later(_: Pulled) -> Choice:
    return "later"


def _stays(_: Missing) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Decisions:
    """Who decides what nobody else can: about conflicts, and about deleted notes."""

    choose: Callable[[Pulled], Choice] = _later
    is_to_go: Callable[[Missing], bool] = _stays


class Merging:
    """What both sides hold, and what was found out of it so far."""

    def __init__(self, bench: Workbench, held: HeldNotes) -> None:
        self.bench = bench
        self.held = held
        self.merges: dict[str, Merge] = {
            key: merged(bench.rendered[key], one.state, locked_note(bench, key))
            for key, one in held.known.items()
        }
        self.takes: dict[str, dict[int, str]] = {}
        self.open: defaultdict[str, set[int]] = defaultdict(set)
        self.open_tags: set[str] = set()
        self.edits: list[Pulled] = []
        self.conflicts: list[Pulled] = []
        self.decided: list[Pulled] = []
        self.left: list[Pulled] = []
        self.missing: list[Missing] = []
        self.removed: list[Missing] = []
        self.wanted: dict[str, Wanted] = {}
        self.told: dict[str, list[Pulled]] = {}

    def choose(self, decisions: Decisions) -> None:
        """Decide about every field that was edited in Anki."""
        for key, merge in self.merges.items():
            taken: dict[int, str] = {}
            for one in merge.fields:
                told = self._field(key, one.place)
                choice = "theirs" if one.side == "theirs" else decisions.choose(told)
                if choice == "theirs":
                    taken[one.place] = told.theirs
                elif choice == "ours":
                    self.decided.append(told)
                else:
                    self.conflicts.append(told)
                    self.open[key].add(one.place)
            self.takes[key] = taken
            for name, value in self.held.known[key].unknown.items():
                reason = "the note type of the project has no such field"
                self.left.append(self._told(key, name, "", value, reason))

    def fields_to_come(self) -> Iterator[tuple[str, bool]]:
        """Yield fields whose files are needed, and whether these keep their names."""
        for key, taken in self.takes.items():
            is_kept = self.bench.rendered[key].note_type.kept is not None
            yield from ((value, is_kept) for value in taken.values())
        kept = {one.id for one in self.bench.note_types.values() if one.kept}
        for origin in self.held.new:
            is_kept = origin.note_type.id in kept
            yield from ((value, is_kept) for value in origin.values)

    def bring(self, media: PulledMedia) -> None:
        """Find out how each note is to be written."""
        for key, merge in self.merges.items():
            if self.takes[key] or merge.tags_added or merge.tags_removed:
                self._bring(key, merge, media)

    def _bring(self, key: str, merge: Merge, media: PulledMedia) -> None:
        bench, note = self.bench, self.bench.notes[key]
        taken = {at: media.packaged(value) for at, value in self.takes[key].items()}
        references: dict[str, str] = {}
        for value in taken.values():
            references |= project_references(bench, media, value)
        work = rewritten(bench, note, bench.rendered[key], taken, references)
        told = [self._field(key, at) for at in taken if at not in work.refused]
        for at in work.refused:
            reason = "cannot be written in the card file so that a build gives it"
            self.left.append(replace(self._field(key, at), reason=reason))
            self.open[key].add(at)
        added, removed = merge.tags_added, self._own_tags(key, merge.tags_removed)
        if added or removed:
            tags = [tag for tag in note.tags if tag not in removed]
            ours, theirs = " ".join(note.tags), " ".join([*tags, *added])
            told.append(self._told(key, TAGS, ours, theirs))
            work.rendered = replace(work.rendered, tags=(*tags, *added))
        if told:
            edit = NoteEdit(
                note.location, work.texts, work.keys, work.fields, added, removed
            )
            self.wanted[key] = Wanted(edit, work.rendered)
            self.told[key] = told

    def _own_tags(self, key: str, removed: tuple[str, ...]) -> tuple[str, ...]:
        """Return the tags that stand in the note itself; the head's are all notes'."""
        head = self.bench.head_tags(self.bench.notes[key].location.path)
        for tag in removed:
            if tag in head:
                reason = "the head of the file gives this tag to all its notes"
                self.left.append(self._told(key, TAGS, tag, "", reason))
                self.open_tags.add(key)
        return tuple(tag for tag in removed if tag not in head)

    def remove(self, deck: HeldDeck, decisions: Decisions) -> None:
        """Ask about the notes that were deleted in Anki."""
        for key in missing_notes(self.bench, deck, self.held, self.merges):
            note = self.bench.notes[key]
            one = Missing(key, note.location, self.bench.rendered[key].title)
            self.missing.append(one)
            if decisions.is_to_go(one):
                edit = NoteEdit(note.location, is_removed=True)
                self.wanted[key] = Wanted(edit, None)

    def edited_files(self) -> dict[str, CardFile]:
        """Return the card files that become others; what cannot be edited is ``left``."""
        changed, refused = edited(self.bench, self.wanted)
        for key in self.wanted:
            self._settle(key, is_refused=key in refused)
        return changed

    def _settle(self, key: str, *, is_refused: bool) -> None:
        reason = "the layout of the file does not let it be edited: write it yourself"
        if key in self.told:
            if is_refused:
                self.left += [replace(one, reason=reason) for one in self.told[key]]
                self.open[key] |= set(self.takes[key])
                self.open_tags.add(key)
            else:
                self.edits += self.told[key]
            return
        one = next(one for one in self.missing if one.note_id == key)
        self.missing.remove(one)
        if is_refused:
            self.missing.append(replace(one, reason=reason))
        else:
            self.removed.append(one)

    def known_now(self, new: NewNotes) -> dict[str, LockedNote]:
        """Return what the lock knows of notes, with what was pulled as a base to come."""
        notes = {**self.bench.lock.notes, **new.locked}
        for key, merge in self.merges.items():
            locked = notes.get(key)
            if not merge or locked is None:
                continue
            state = self._state(key, merge, locked)
            if state not in locked.earlier:
                earlier = (*locked.earlier, state)[-_MOST_EARLIER:]
                notes[key] = replace(locked, earlier=earlier)
        return notes

    def _state(self, key: str, merge: Merge, locked: LockedNote) -> Earlier:
        """Return what Anki holds; where nobody decided, what both had stays the base."""
        held = self.held.known[key].state
        base = merge.base or Earlier(0, ())
        marks = [field_mark(value) for value in held.values]
        for at in self.open[key]:
            marks[at] = base.fields[at] if at < len(base.fields) else ""
        while marks and not marks[-1]:
            marks.pop()
        tags = base.tags if key in self.open_tags else held.tags
        return Earlier(held.modified or locked.modified, tuple(marks), tags)

    def _field(self, key: str, at: int) -> Pulled:
        ours = self.bench.rendered[key]
        theirs = self.held.known[key].state.values[at]
        return self._told(key, ours.note_type.fields[at], ours.fields[at], theirs)

    def _told(
        self, key: str, what: str, ours: str, theirs: str, reason: str = ""
    ) -> Pulled:
        note = self.bench.notes[key]
        return Pulled(
            key, place_of(note, what), _key_of(note, what), ours, theirs, reason
        )


def _key_of(note: Note, what: str) -> str:
    """Return the key that a field is written under."""
    keys = [*note.kind.fields, "hint", "extra", "source"]
    names = {note.kind.field_of(key): key for key in reversed(keys)}
    return what if note.kind.name == "own" else names.get(what, what)


def place_of(note: Note, what: str) -> Location:
    """Return where a field or the tags of a note are written, or else the note."""
    for key, text in written_texts(note):
        if what in {key, note.kind.field_of(key)} and text.location.column > 0:
            return text.location
    return note.location
