"""Notes that learners have: who they are, and which schedule sits on which text."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from builder.anki.ankinote import AnkiNote
from builder.base.code import Code
from builder.base.diagnostic import Diagnostic, did_you_mean
from builder.cards.note import Note
from builder.text.clozenumbers import moved, reused
from builder.versions.lock import Lock, LockedNote
from builder.versions.stamping import recall


def changed_identities(notes: Sequence[AnkiNote], lock: Lock) -> Iterator[Diagnostic]:
    """Yield an error for each note that learners would get twice, or never again."""
    for note in notes:
        locked = recall(lock, note.id, note.was)
        if locked is None:
            continue
        if locked.guid != note.guid:
            message = (
                f"the note `{note.id}` had the GUID `{locked.guid}`: with another, every "
                "learner would get it twice (was `key` or `guid` changed?)"
            )
            yield Diagnostic(note.location, Code.GUID_CHANGED, message)
        elif locked.since and locked.note_type != note.note_type.key:
            message = (
                f"the note `{note.id}` was released with the note type "
                f"`{locked.note_type}` and now has `{note.note_type.key}`: Anki would "
                "not update it; give the note a new id, and the old one is retired"
            )
            yield Diagnostic(note.location, Code.KIND_CHANGED, message)


def renumbered_deletions(notes: Sequence[AnkiNote], lock: Lock) -> Iterator[Diagnostic]:
    """Warn of deletions whose numbers learners have for other text."""
    for note in notes:
        locked = recall(lock, note.id, note.was)
        if locked is not None and note.note_type.is_cloze:
            yield from _renumbered(note, locked)
        elif locked is not None and note.short:
            yield from _reused_slots(note, locked)


def _renumbered(note: AnkiNote, locked: LockedNote) -> Iterator[Diagnostic]:
    before = locked.shipped.deletions if locked.shipped else locked.deletions
    now = (*note.short, *note.explicit)
    short = {text for _, text in note.short}
    for text, old, number in moved(before, now):
        is_taken = any(other == old for other, _ in now)
        if text in short and is_taken:
            message = (
                f"`=={text}==` was c{old}, now given away to other text: learners' "
                f"schedules would stay with c{old}; number the new deletion c{number}"
            )
        else:
            message = (
                f"`{text}` was c{old} and is c{number} now: learners' schedules stay "
                f"with the number and would ask for other text; give it c{old} again"
            )
        yield Diagnostic(note.location, Code.CLOZE_MOVED, message, "warning")
    for number, old_text, text in reused(locked.gone, before, now, _shown(note)):
        free = 1 + max(other for other, _ in (*locked.gone, *before, *now))
        message = (
            f"c{number} hid `{old_text}` once and hides `{text}` now: learners who had "
            f"it keep its schedule; take a number that was never used, such as c{free}"
        )
        yield Diagnostic(note.location, Code.CLOZE_MOVED, message, "warning")


def _shown(note: AnkiNote) -> str:
    """Return the text of a note that a learner can read."""
    text = re.sub(r"<[^>]*>", " ", "\n".join(note.fields))
    return " ".join(html.unescape(text).split())


def _reused_slots(note: AnkiNote, locked: LockedNote) -> Iterator[Diagnostic]:
    """Warn of steps that take the place of others, since there is no other left."""
    before = locked.shipped.deletions if locked.shipped else locked.deletions
    for _, old_text, text in reused(locked.gone, before, note.short, ""):
        message = (
            f"the step `{text}` takes the place of `{old_text}`, which was removed: learners "
            "who had it keep its schedule; give the note a new id if that is not meant"
        )
        yield Diagnostic(note.location, Code.STEPS, message, "warning")


def wrong_former_ids(notes: Sequence[Note], lock: Lock) -> Iterator[Diagnostic]:
    """Yield what is wrong with ``was``: it names one note that is no longer there."""
    present = {note.id for note in notes}
    yield from _first_ids_of_others(notes, present, lock)
    claimed = Counter(note.was for note in notes if note.was)
    for note in notes:
        problem = _former_id_problem(note, present, claimed, lock) if note.was else ""
        if problem:
            yield Diagnostic(note.location, Code.WAS, problem)
        elif note.was and lock.notes and lock.renamed_from(note.was) is None:
            near = did_you_mean(note.was, set(lock.notes) - present)
            message = f"no note `{note.was}` was ever built here{near}"
            yield Diagnostic(note.location, Code.WAS, message, "warning")


def _first_ids_of_others(
    notes: Sequence[Note], present: set[str], lock: Lock
) -> Iterator[Diagnostic]:
    for note in notes if lock.renamed else ():
        other = lock.renamed.get(note.id, "")
        if other in present and note.id not in lock.notes:
            message = (
                f"`{note.id}` is the id that `{other}` had first, and learners know that "
                "note by it: choose another id"
            )
            yield Diagnostic(note.location, Code.WAS, message)


def _former_id_problem(
    note: Note, present: set[str], claimed: Counter[str], lock: Lock
) -> str:
    if note.was in present:
        return (
            f"`was: {note.was}` names a note that is still there: take the line out, or "
            "the other note"
        )
    if claimed[note.was] > 1:
        return f"`was: {note.was}` stands in {claimed[note.was]} notes: keep one"
    known = lock.notes.get(note.id)
    if known is not None and known.since and note.was not in {known.was, known.id}:
        return (
            f"`{note.id}` was released as a note of its own, so it cannot become "
            f"`{note.was}` any more: take `was` out"
        )
    return ""


def renamed_notes(notes: Sequence[AnkiNote], lock: Lock) -> Iterator[Diagnostic]:
    """Warn where a note has gone and another has come with its text, until a release."""
    gone = {(one.title, one.note_type): one for one in notes_gone(notes, lock)}
    for note in notes if gone else ():
        known = recall(lock, note.id, note.was)
        if known is None or not known.since:
            old = gone.get((note.title, note.note_type.key))
            if old is not None:
                message = (
                    f"the note `{old.id}` is gone and `{note.id}` has its text: learners "
                    f"would have it twice; write `was: {old.id}` if it is the same note"
                )
                yield Diagnostic(note.location, Code.RENAMED, message, "warning")


def notes_gone(notes: Sequence[AnkiNote], lock: Lock) -> list[LockedNote]:
    """Return the notes that are not there any more, and that may have become others."""
    present = {note.id for note in notes} | {note.was for note in notes}
    return [
        locked
        for locked in lock.notes.values()
        if (locked.is_present or locked.is_to_be_retired)
        and locked.title
        and locked.id not in present
    ]
