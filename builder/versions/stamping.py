"""Which time each note and note type gets: a newer one when its author changed it.

A stamp moves when both the source (what the author wrote) and the rendering (what a
learner gets) are other than the lock knows. A rendering that differs alone comes from
another version of this tool or of a library, a source that differs alone is text that
was only laid out anew: neither is a change by the author, and a new time would
overwrite what learners edited.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from builder.anki import features
from builder.anki.ankinote import AnkiNote
from builder.anki.identity import note_ids
from builder.anki.notetype import NoteType
from builder.base.hashing import short_hash
from builder.text.clozenumbers import Numbered
from builder.versions.cardids import with_own_card_ids
from builder.versions.fieldmarks import field_marks
from builder.versions.lock import (
    Content,
    Earlier,
    Lock,
    LockedNote,
    LockedNoteType,
    Stamp,
)

# A collection that nobody imported into for so many changes of a note is a rare one.
_MOST_EARLIER = 12


@dataclass(frozen=True, slots=True)
class Restyled:
    """What looks other than what learners have, though its author changed nothing."""

    notes: tuple[str, ...] = ()
    note_types: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.notes or self.note_types)


NO_OTHER_LOOKS = Restyled()


def stamped(
    lock: Lock, notes: Sequence[AnkiNote], types: Iterable[NoteType], *, now: int
) -> Lock:
    """Return the lock after a build: new times for what changed, old for the rest.

    ``now`` is the build's time in seconds since 1970. What changed becomes newer than
    every time it ever had and newer than the last release, also when the clock was set
    back. A note that is no longer in the card files stays for ever, so that it is newer
    should it come back.
    """
    earliest = now if lock.release is None else max(now, lock.release.modified + 1)
    known = {locked.guid: locked.number for locked in lock.notes.values()}
    numbers = note_ids((note.guid for note in notes), known)
    remembered = {note.id: recall(lock, note.id, note.was) for note in notes}
    renamed = {old.id for old in remembered.values() if old} - set(remembered)
    new_notes = {
        key: replace(locked, is_present=False)
        for key, locked in lock.notes.items()
        if key not in renamed
    }
    for note in notes:
        old = remembered[note.id]
        new_notes[note.id] = _locked_note(note, old, numbers[note.guid], earliest)
    new_types = dict(lock.note_types)
    for one in types:
        new_types[one.key] = _locked_type(one, lock.note_types.get(one.key), earliest)
    return replace(lock, notes=with_own_card_ids(new_notes), note_types=new_types)


def recall(lock: Lock, note_id: str, was: str) -> LockedNote | None:
    """Return what is remembered of a note, by its id or by the one it had.

    A note that was built under its new id before its author wrote ``was`` becomes the
    old one as long as it was never released. A note that gets its first id back is the
    same note too.
    """
    known = lock.renamed_from(note_id)
    if not was or (known is not None and (known.since or known.was)):
        return known
    return lock.renamed_from(was) or known


def restyled(
    lock: Lock, notes: Iterable[AnkiNote], types: Iterable[NoteType]
) -> Restyled:
    """Return what a build shows otherwise than it was stamped; ``lock`` is the new one."""
    return Restyled(
        tuple(
            note.id
            for note in notes
            if lock.notes[note.id].stamp.content.rendering != note.content_hash
        ),
        tuple(
            one.key
            for one in types
            if lock.note_types[one.key].stamp.content.rendering != rendering_of(one)
        ),
    )


def is_edited(note: AnkiNote, known: LockedNote) -> bool:
    """Whether the author changed a note since it was stamped."""
    return _is_changed(known.stamp.content, note_content(note))


def note_content(note: AnkiNote) -> Content:
    """Return the hashes of a note."""
    return Content(
        rendering=note.content_hash,
        source=note.source_hash,
        media=_media(file.content_mark for file in note.media.values()),
        fields=field_marks(note.fields),
        tags=note.tags,
    )


def note_type_content(note_type: NoteType) -> Content:
    """Return the hashes of a note type."""
    return Content(
        rendering=rendering_of(note_type),
        source=note_type.source_hash,
        media=_media(file.content_mark for file in note_type.media.values()),
    )


def rendering_of(note_type: NoteType) -> str:
    """Return a hash of all that an import would change in a learner's note type."""
    parts = [note_type.name, note_type.css, str(note_type.is_cloze), *note_type.fields]
    for one in note_type.templates:
        parts += [one.name, one.front, one.back]
    return short_hash(*parts, *(note_type.kept.texts if note_type.kept else ()))


def _media(marks: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(marks)))


def _locked_note(
    note: AnkiNote, old: LockedNote | None, number: int, earliest: int
) -> LockedNote:
    content = note_content(note)
    if old is not None:
        # What was pulled was newer than what was shipped: the author has it in Anki.
        earliest = max(earliest, *(one.modified + 1 for one in old.earlier), 0)
    fresh = LockedNote(
        id=note.id,
        guid=note.guid,
        number=number,
        stamp=_next(old.stamp if old else None, content, earliest),
        deck=note.deck,
        note_type=note.note_type.key,
        ordinals=note.ordinals,
        title=note.title,
        was=note.was,
        short=note.short,
        explicit=note.explicit,
    )
    if old is None:
        return fresh
    return replace(
        fresh,
        was=_former_id(old, note),
        since=old.since,
        shipped=old.shipped,
        retired=old.retired,
        gone=_gone(old, fresh),
        card_ids=old.card_ids,
        card_decks=old.card_decks if old.deck == note.deck else (),
        earlier=with_earlier(old, fresh.stamp),
    )


def with_earlier(old: LockedNote, stamp: Stamp) -> tuple[Earlier, ...]:
    """Return what Anki may still hold of a note that is to have another stamp."""
    before, content = old.stamp.content, stamp.content
    is_same = (before.fields, before.tags) == (content.fields, content.tags)
    is_untold = not (before.fields or before.tags)
    if is_same or is_untold or stamp.modified == old.modified:
        return old.earlier
    last = Earlier(old.modified, before.fields, before.tags)
    return (*(one for one in old.earlier if one != last), last)[-_MOST_EARLIER:]


def _former_id(old: LockedNote, note: AnkiNote) -> str:
    """Return the id that a note was first known by, if it has another now."""
    first = old.was or (note.was if old.id == note.id else old.id)
    return "" if first == note.id else first


def _locked_type(
    note_type: NoteType, old: LockedNoteType | None, earliest: int
) -> LockedNoteType:
    content = note_type_content(note_type)
    stamp = _next(old.stamp if old else None, content, earliest)
    known = old or LockedNoteType(note_type.key, stamp)
    is_current = stamp.content.rendering == content.rendering
    return replace(
        known,
        stamp=stamp,
        id=note_type.id,
        name=note_type.name,
        offers=features.offered(note_type) if is_current else known.offers,
    )


def _next(old: Stamp | None, content: Content, earliest: int) -> Stamp:
    if old is None:
        return Stamp(earliest, content)
    if _is_changed(old.content, content):
        return Stamp(max(earliest, old.modified + 1), content)
    return Stamp(old.modified, _known_from_now_on(old.content, content))


def _is_changed(old: Content, new: Content) -> bool:
    if not old.rendering:
        return True  # what learners have is a notice, or one of two contents
    if not old.source or old.rendering == new.rendering:
        return False
    # A file more is what a newer tool found in the same text; one less is not there now.
    return old.source != new.source or not set(old.media) <= set(new.media)


def _known_from_now_on(old: Content, new: Content) -> Content:
    """Return what later builds compare with: learners still have the old rendering."""
    if old.rendering == new.rendering:
        return new
    return old if old.source else replace(old, source=new.source, media=new.media)


def _gone(old: LockedNote, note: LockedNote) -> tuple[Numbered, ...]:
    """Return the deletions that earlier builds had and this one has not."""
    present = {number for number, _ in note.deletions}
    remembered = dict((*old.gone, *old.deletions))
    return tuple(pair for pair in remembered.items() if pair[0] not in present)
