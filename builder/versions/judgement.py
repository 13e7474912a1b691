"""The judge of an import: what became of each note, and which promises broke."""

from __future__ import annotations

import html
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from builder.anki.engine import NoteState, NoteTypeState
from builder.anki.search import card_search, deck_search
from builder.base.phrases import counted, shortened
from builder.versions.learner import NoteHistory, Stages, fate, histories
from builder.versions.outcome import (
    Deliberate,
    Finding,
    Move,
    NoteOutcome,
    Outcome,
    ProjectNote,
)

_QUESTION_LENGTH = 60
# So many cards are better searched for by the name of their deck.
_MANY = 20


def judge(
    stages: Stages,
    project_notes: Mapping[str, ProjectNote],
    deliberate: Deliberate | None = None,
) -> Outcome:
    """Return what the import did; ``project_notes`` are known by their GUIDs."""
    deliberate = deliberate or Deliberate()
    followed = histories(stages)
    twins = _twins(followed)
    notes = []
    for history in followed:
        found = list(_check_fate(history, deliberate))
        found += [finding for check in _NOTE_CHECKS for finding in check(history)]
        if history.guid in twins:
            message = f"the note with the GUID `{twins[history.guid]}` says the same"
            found.append(Finding("duplicate", f"{message} and stays with the learner"))
        shown = history.new or history.after or history.old
        question = _question(shown.fields) if shown else ""
        notes.append(
            NoteOutcome(
                guid=history.guid,
                treatment=history.treatment,
                question=question,
                project_note=project_notes.get(history.guid),
                findings=tuple(found),
            )
        )
    notes.sort(key=_reading_order)
    deck_wide = (*_note_type_findings(stages, deliberate), *_health_findings(stages))
    return Outcome(tuple(notes), deck_wide, tuple(_moves(stages, followed)))


def _reading_order(note: NoteOutcome) -> tuple[object, ...]:
    """Sort as the card files are read; what is no longer in them comes last."""
    location = note.project_note.location if note.project_note else None
    if location is None:
        return (True, "", 0, note.guid)
    return (False, location.path, location.line, note.guid)


def _twins(followed: Sequence[NoteHistory]) -> dict[str, str]:
    """Return new notes that say what a note says that left the deck: a GUID changed."""
    gone = {
        (note.note_type, note.old.fields): note.guid
        for note in followed
        if note.treatment == "retired" and note.old
    }
    return {
        note.guid: gone[note.note_type, note.new.fields]
        for note in followed
        if note.treatment == "new"
        and note.new
        and (note.note_type, note.new.fields) in gone
    }


def _check_fate(note: NoteHistory, deliberate: Deliberate) -> Iterator[Finding]:
    if note.treatment == "conflicting":
        message = f"the note type `{note.note_type}` is not the one the learner has"
        yield Finding("conflicting", message)
    elif note.treatment != "retired" and note.fate:
        meant = _meant(note.fate, note.guid, note.old, note.new, deliberate)
        yield Finding(meant, _FATES[meant])


def _meant(
    fate_: str,
    key: str | int,
    old: NoteState | NoteTypeState | None,
    new: NoteState | NoteTypeState | None,
    deliberate: Deliberate,
) -> str:
    """Return the fate as it is to be told: some that look broken are meant."""
    is_same_time = old is not None and new is not None and old.modified == new.modified
    if fate_ == "not-arrived" and is_same_time and key in deliberate.restyled:
        return "look-kept"
    if fate_ in {"touched", "edit-lost"} and key in deliberate.released:
        return "renewed"
    return fate_


_FATES = {
    "not-arrived": "the note in the package is not newer than the learner's",
    "touched": "newer, with the same content (was cards/deck.lock lost?)",
    "edit-lost": "newer, with the same content (was cards/deck.lock lost?)",
    "look-kept": "`decks release --restamp` brings the new look",
    "renewed": "newer than a build in between, with the content of before",
    "edit-kept": "edited after the release: it stays until the next change",
    "edit-overwritten": "edited before the release: what the author changed arrives",
}


def _check_cards(note: NoteHistory) -> Iterator[Finding]:
    """Compare the cards the learner has with those of the new package."""
    if note.treatment in {"conflicting", "retired"} or note.fate == "edit-kept":
        return
    for ordinal in note.new_cards:
        if ordinal not in note.cards_after:
            yield Finding("not-arrived", f"card {ordinal + 1} is missing")
    for ordinal, card in note.cards_after.items():
        if ordinal not in note.new_cards:
            what = "cloze deletion" if note.is_cloze else "front of card"
            message = f"{what} {ordinal + 1} is gone, its card is still there"
            yield Finding("stale-card", message, card_search(card.number))


def _check_decks(note: NoteHistory) -> Iterator[Finding]:
    by_decks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for card, deck in note.moved_cards:
        by_decks[card.deck, deck].append(card.number)
    for (old, new), numbers in by_decks.items():
        message = f"stays in `{old}`, belongs in `{new}`"
        yield Finding("old-deck", message, card_search(*numbers))


def _check_tags(note: NoteHistory) -> Iterator[Finding]:
    if note.before is None or note.after is None:
        return
    kept = {tag.casefold() for tag in note.after.tags}
    lost = [tag for tag in note.before.tags if tag.casefold() not in kept]
    if lost:
        yield Finding("tags-lost", ", ".join(lost))


def _check_scheduling(note: NoteHistory) -> Iterator[Finding]:
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
        yield Finding("scheduling", message, card_search(card.number))


def _check_copies(note: NoteHistory) -> Iterator[Finding]:
    if note.copies > 1:
        yield Finding("duplicate", f"{counted(note.copies, 'note')} with one GUID")


def _check_retired(note: NoteHistory) -> Iterator[Finding]:
    if note.treatment == "retired":
        numbers = [card.number for card in note.cards_after.values()]
        message = "delete it in Anki, or leave it"
        yield Finding("retired", message, card_search(*numbers))


_NOTE_CHECKS: tuple[Callable[[NoteHistory], Iterable[Finding]], ...] = (
    _check_cards,
    _check_scheduling,
    _check_copies,
    _check_decks,
    _check_tags,
    _check_retired,
)


def _note_type_findings(stages: Stages, deliberate: Deliberate) -> Iterator[Finding]:
    old, before, after = (
        {one.number: one for one in snapshot.note_types}
        for snapshot in (stages.old, stages.before, stages.after)
    )
    for new in stages.new.note_types:
        number = new.number
        if number in old and number in before and number in after:
            found = fate(old[number], before[number], after[number], new)
            if found:
                meant = _meant(found, number, old[number], new, deliberate)
                yield Finding(f"note-type-{meant}", new.name)


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


def _moves(stages: Stages, followed: Iterable[NoteHistory]) -> Iterator[Move]:
    """Put the cards that stay behind together by their decks."""
    by_decks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for note in followed:
        for card, deck in note.moved_cards:
            by_decks[card.deck, deck].append(card.number)
    sizes = Counter(card.deck for card in stages.after.cards)
    for (old, new), numbers in sorted(by_decks.items()):
        is_deck = sizes[old] == len(numbers) >= _MANY  # one that was renamed, mostly
        search = deck_search(old) if is_deck else card_search(*numbers)
        yield Move(old, new, tuple(numbers), search)


def _question(fields: Sequence[str]) -> str:
    """Return the first words of the first field that has any."""
    for field in fields:
        text = re.sub(r"\{\{c[\d,]+::(.*?)(?:::[^{}]*?)?\}\}", r"\1", field)
        text = html.unescape(re.sub(r"<[^>]*>", " ", text))
        words = " ".join(text.split())
        if words:
            return shortened(words, _QUESTION_LENGTH)
    return ""
