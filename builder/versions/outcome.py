"""What an import did to a learner's collection: snapshots in, findings out."""

from __future__ import annotations

import html
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from builder.anki.engine import (
    CardState,
    Health,
    ImportLog,
    NoteState,
    NoteTypeState,
    Snapshot,
)
from builder.base.diagnostic import Location
from builder.base.phrases import shortened

Kind = Literal["new", "updated", "unchanged", "conflicting", "retired"]
KINDS: tuple[Kind, ...] = ("new", "updated", "unchanged", "conflicting", "retired")

BROKEN: Mapping[str, str] = {
    "conflicting": "never updated again: the note type is another one",
    "not-arrived": "changed, but did not arrive",
    "touched": "not changed, but an import overwrites what a learner edited",
    "edit-lost": "not changed, but a learner's edit was overwritten",
    "scheduling": "scheduling changed",
    "duplicate": "there twice",
    "note-type-not-arrived": "note type changed, but did not arrive",
    "note-type-touched": "note type not changed, but an import overwrites edits of it",
    "note-type-edit-lost": "note type not changed, but a learner's edit was overwritten",
    "database": "Anki's Check Database finds damage",
    "media-missing": "a file is missing",
    "media-empty": "a file is empty",
}
"""A promise that breaks: what it is called, in words."""

WARNINGS: Mapping[str, str] = {
    "old-deck": "card left in its old deck: an import moves no card",
    "stale-card": "card without a question left: Tools, Empty Cards removes it",
    "tags-lost": "tags the learner loses",
    "edit-kept": "a learner's later edit is kept instead of the change",
    "edit-overwritten": "a learner's edit gives way to the change",
    "note-type-edit-kept": "a learner's later edit of a note type is kept",
    "note-type-edit-overwritten": "a learner's edit of a note type gives way",
    "retired": "no longer in the deck: the note stays with the learner",
}
"""What no package can do, or may do; nothing breaks, but somebody should know."""

_QUESTION_LENGTH = 60
# So many cards are better searched for by the name of their deck.
_MANY = 20


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to know; ``search`` finds the cards in Anki's browser."""

    code: str
    message: str
    search: str = ""

    @property
    def is_broken(self) -> bool:
        """Whether this breaks a promise to learners."""
        return self.code in BROKEN


@dataclass(frozen=True, slots=True)
class Place:
    """Which note of the project it is; no location when it is no longer there."""

    id: str
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class NoteOutcome:
    """What became of one note."""

    guid: str
    kind: Kind
    question: str
    place: Place | None
    findings: tuple[Finding, ...]

    @property
    def where(self) -> str:
        """Its place in the card files, or else its id, or else its GUID."""
        if self.place is None:
            return self.guid
        return str(self.place.location or self.place.id)


@dataclass(frozen=True, slots=True)
class Move:
    """Cards that an import leaves in their old deck; ``search`` finds them.

    Where all cards of a large deck move, it finds those that the learner added too.
    """

    old: str
    new: str
    cards: tuple[int, ...]
    search: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of every note, and what is to be said of the whole deck."""

    notes: tuple[NoteOutcome, ...]
    findings: tuple[Finding, ...]
    moves: tuple[Move, ...]

    @property
    def counts(self) -> dict[Kind, int]:
        """How many notes there are of each kind."""
        found = Counter(note.kind for note in self.notes)
        return {kind: found[kind] for kind in KINDS}

    @property
    def all_findings(self) -> list[Finding]:
        """Those of the deck and those of its notes."""
        return [*self.findings, *(one for note in self.notes for one in note.findings)]

    @property
    def is_broken(self) -> bool:
        """Whether a promise breaks."""
        return any(finding.is_broken for finding in self.all_findings)


def broken_lines(outcome: Outcome) -> Iterator[tuple[str, str]]:
    """Yield each promise that breaks by its code, with a line that tells where."""
    for finding in outcome.findings:
        if finding.is_broken:
            yield finding.code, f"{BROKEN[finding.code]}: {finding.message}"
    for note in outcome.notes:
        for finding in note.findings:
            if finding.is_broken:
                what = f"{BROKEN[finding.code]}: {finding.message}"
                yield finding.code, f"{note.where}: {note.question}: {what}"


@dataclass(frozen=True, slots=True)
class Stages:
    """A learner's collection on its way, and what it is measured against.

    ``old`` after the import of the old package, ``before`` when it was studied (and
    edited), ``after`` when the new package was imported. ``new`` is another collection
    with the new package alone.
    """

    old: Snapshot
    before: Snapshot
    after: Snapshot
    new: Snapshot
    log: ImportLog
    health: Health


def compare(stages: Stages, places: Mapping[str, Place]) -> Outcome:
    """Return what the import did; ``places`` tells by GUID where notes are written."""
    histories = _histories(stages)
    twins = _twins(histories)
    notes = []
    for history in histories:
        found = [finding for check in _NOTE_CHECKS for finding in check(history)]
        if history.guid in twins:
            message = f"the note with the GUID `{twins[history.guid]}` says the same"
            found.append(Finding("duplicate", f"{message} and stays with the learner"))
        shown = history.new or history.after or history.old
        question = _question(shown.fields) if shown else ""
        place = places.get(history.guid)
        outcome = NoteOutcome(history.guid, history.kind, question, place, tuple(found))
        notes.append(outcome)
    notes.sort(key=_reading_order)
    deck_wide = (*_note_type_findings(stages), *_health_findings(stages))
    return Outcome(tuple(notes), deck_wide, tuple(_moves(stages, histories)))


def _reading_order(note: NoteOutcome) -> tuple[object, ...]:
    """Sort as the card files are read; what is no longer in them comes last."""
    location = note.place.location if note.place else None
    if location is None:
        return (True, "", 0, note.guid)
    return (False, location.path, location.line, note.guid)


@dataclass(frozen=True, slots=True)
class _History:
    """One note through all stages, with its cards by ordinal."""

    guid: str
    kind: Kind
    old: NoteState | None
    before: NoteState | None
    after: NoteState | None
    new: NoteState | None
    old_cards: Mapping[int, CardState]
    cards_before: Mapping[int, CardState]
    cards_after: Mapping[int, CardState]
    new_cards: Mapping[int, CardState]
    copies: int
    note_type: str
    is_cloze: bool

    @property
    def fate(self) -> str:
        """What became of the content; empty when all is as it should be."""
        if self.old is None or self.before is None or self.new is None:
            return "" if _content(self.after) == _content(self.new) else "not-arrived"
        if self.after is None:
            return "not-arrived"
        return _fate(self.old, self.before, self.after, self.new)

    @property
    def moved_cards(self) -> list[tuple[CardState, str]]:
        """The cards that stay where the old package put them, and their new deck."""
        return [
            (card, self.new_cards[ordinal].deck)
            for ordinal, card in self.cards_after.items()
            if ordinal in self.old_cards and ordinal in self.new_cards
            for place in [self.old_cards[ordinal].deck.casefold()]
            if place == card.deck.casefold() != self.new_cards[ordinal].deck.casefold()
        ]


_State = TypeVar("_State", NoteState, NoteTypeState)


def _content(state: NoteState | None) -> tuple[object, ...] | None:
    return None if state is None else state.content


def _fate(old: _State, before: _State, after: _State, new: _State) -> str:
    """Judge one note or note type by its contents and times."""
    is_changed = new.content != old.content
    is_edited = before.content != old.content
    if not is_changed:
        if after.content != before.content:
            return "edit-lost"
        return "touched" if after.modified != before.modified else ""
    if after.content == new.content:
        return "edit-overwritten" if is_edited else ""
    is_edited_later = is_edited and before.modified >= new.modified > old.modified
    return "edit-kept" if is_edited_later else "not-arrived"


def _histories(stages: Stages) -> list[_History]:
    """Follow each note through the stages."""
    old, before, after, new = (
        {note.guid: note for note in one.notes}
        for one in (stages.old, stages.before, stages.after, stages.new)
    )
    old_cards, cards_before, cards_after, new_cards = (
        _cards(one) for one in (stages.old, stages.before, stages.after, stages.new)
    )
    copies = Counter(note.guid for note in stages.after.notes)
    copies |= Counter(note.guid for note in stages.new.notes)
    types = {one.number: one for one in stages.before.note_types}
    types |= {one.number: one for one in stages.new.note_types}
    found = []
    for guid in [*new, *(guid for guid in before if guid not in new)]:
        note = new.get(guid) or before[guid]
        found.append(
            _History(
                guid=guid,
                kind=_kind(guid, stages.log, is_shipped=guid in new),
                old=old.get(guid),
                before=before.get(guid),
                after=after.get(guid),
                new=new.get(guid),
                old_cards=old_cards.get(guid, {}),
                cards_before=cards_before.get(guid, {}),
                cards_after=cards_after.get(guid, {}),
                new_cards=new_cards.get(guid, {}),
                copies=copies[guid],
                note_type=types[note.note_type].name,
                is_cloze=types[note.note_type].is_cloze,
            )
        )
    return found


def _cards(snapshot: Snapshot) -> dict[str, dict[int, CardState]]:
    found: dict[str, dict[int, CardState]] = defaultdict(dict)
    for card in snapshot.cards:
        found[card.guid][card.ordinal] = card
    return found


def _kind(guid: str, log: ImportLog, *, is_shipped: bool) -> Kind:
    if not is_shipped:
        return "retired"
    if guid in log.new:
        return "new"
    if guid in log.updated:
        return "updated"
    return "unchanged" if guid in log.unchanged else "conflicting"


def _twins(histories: Sequence[_History]) -> dict[str, str]:
    """Return new notes that say what a note says that left the deck: a GUID changed."""
    gone = {
        (note.note_type, note.old.fields): note.guid
        for note in histories
        if note.kind == "retired" and note.old
    }
    return {
        note.guid: gone[note.note_type, note.new.fields]
        for note in histories
        if note.kind == "new" and note.new and (note.note_type, note.new.fields) in gone
    }


def _check_fate(note: _History) -> Iterator[Finding]:
    if note.kind == "conflicting":
        message = f"the note type `{note.note_type}` is not the one the learner has"
        yield Finding("conflicting", message)
    elif note.kind != "retired" and note.fate:
        yield Finding(note.fate, _FATES[note.fate])


_FATES = {
    "not-arrived": "the note in the package is not newer than the learner's",
    "touched": "newer, with the same content (was cards/deck.lock lost?)",
    "edit-lost": "newer, with the same content (was cards/deck.lock lost?)",
    "edit-kept": "edited after the release: it stays until the next change",
    "edit-overwritten": "edited before the release: what the author changed arrives",
}


def _check_cards(note: _History) -> Iterator[Finding]:
    """Compare the cards the learner has with those of the new package."""
    if note.kind in {"conflicting", "retired"} or note.fate == "edit-kept":
        return
    for ordinal in note.new_cards:
        if ordinal not in note.cards_after:
            yield Finding("not-arrived", f"card {ordinal + 1} is missing")
    for ordinal, card in note.cards_after.items():
        if ordinal not in note.new_cards:
            what = "cloze deletion" if note.is_cloze else "front of card"
            message = f"{what} {ordinal + 1} is gone, its card is still there"
            yield Finding("stale-card", message, f"cid:{card.number}")


def _check_decks(note: _History) -> Iterator[Finding]:
    by_decks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for card, deck in note.moved_cards:
        by_decks[card.deck, deck].append(card.number)
    for (old, new), numbers in by_decks.items():
        message = f"stays in `{old}`, belongs in `{new}`"
        yield Finding("old-deck", message, _card_search(numbers))


def _check_tags(note: _History) -> Iterator[Finding]:
    if note.before is None or note.after is None:
        return
    kept = {tag.casefold() for tag in note.after.tags}
    lost = [tag for tag in note.before.tags if tag.casefold() not in kept]
    if lost:
        yield Finding("tags-lost", ", ".join(lost))


def _check_scheduling(note: _History) -> Iterator[Finding]:
    for ordinal, card in note.cards_before.items():
        now = note.cards_after.get(ordinal)
        if now is None:
            message = "the card is gone"
        elif now.deck != card.deck:
            message = f"the card went from `{card.deck}` to `{now.deck}`"
        elif (now.number, now.scheduling) != (card.number, card.scheduling):
            message = "the card has other intervals, reviews or flags"
        else:
            continue
        yield Finding("scheduling", message, f"cid:{card.number}")


def _check_copies(note: _History) -> Iterator[Finding]:
    if note.copies > 1:
        yield Finding("duplicate", f"{note.copies} notes with one GUID")


def _check_retired(note: _History) -> Iterator[Finding]:
    if note.kind == "retired":
        numbers = [card.number for card in note.cards_after.values()]
        message = "delete it in Anki, or leave it"
        yield Finding("retired", message, _card_search(numbers))


_NOTE_CHECKS: tuple[Callable[[_History], Iterable[Finding]], ...] = (
    _check_fate,
    _check_cards,
    _check_scheduling,
    _check_copies,
    _check_decks,
    _check_tags,
    _check_retired,
)


def _note_type_findings(stages: Stages) -> Iterator[Finding]:
    old, before, after = (
        {one.number: one for one in snapshot.note_types}
        for snapshot in (stages.old, stages.before, stages.after)
    )
    for new in stages.new.note_types:
        number = new.number
        if number in old and number in before and number in after:
            fate = _fate(old[number], before[number], after[number], new)
            if fate:
                yield Finding(f"note-type-{fate}", new.name)


def _health_findings(stages: Stages) -> Iterator[Finding]:
    health = stages.health
    if health.damage:
        yield Finding("database", health.damage)
    ours = "\n".join(field for note in stages.new.notes for field in note.fields)
    for name in health.missing_media:
        if name in ours and name not in health.empty_media:
            yield Finding("media-missing", name)
    for name in health.empty_media:
        yield Finding("media-empty", name)


def _moves(stages: Stages, histories: Iterable[_History]) -> Iterator[Move]:
    """Put the cards that stay behind together by their decks."""
    by_decks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for note in histories:
        for card, deck in note.moved_cards:
            by_decks[card.deck, deck].append(card.number)
    sizes = Counter(card.deck for card in stages.after.cards)
    for (old, new), numbers in sorted(by_decks.items()):
        is_deck = sizes[old] == len(numbers) >= _MANY  # one that was renamed, mostly
        search = _deck_search(old) if is_deck else _card_search(numbers)
        yield Move(old, new, tuple(numbers), search)


def _card_search(numbers: Iterable[int]) -> str:
    return f"cid:{','.join(map(str, numbers))}"


def _deck_search(name: str) -> str:
    """Return a search for the cards of a deck without those of its subdecks.

    https://docs.ankiweb.net/searching.html#matching-special-characters
    """
    escaped = re.sub(r'([\\"*_])', r"\\\1", name)
    return f'"deck:{escaped}" -"deck:{escaped}::*"'


def _question(fields: Sequence[str]) -> str:
    """Return the first words of the first field that has any."""
    for field in fields:
        text = re.sub(r"\{\{c[\d,]+::(.*?)(?:::[^{}]*?)?\}\}", r"\1", field)
        text = html.unescape(re.sub(r"<[^>]*>", " ", text))
        words = " ".join(text.split())
        if words:
            return shortened(words, _QUESTION_LENGTH)
    return ""
