"""Importing again: which notes are new, untouched, edited by their author, or gone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from builder.cards.cardwriter import CardNote
from builder.sources import importlock
from builder.sources.existingnotes import ExistingNote, Values, tags_of
from builder.sources.importlock import Imported
from builder.sources.itemnotes import ItemNotes

Verdict: TypeAlias = Literal[
    "new", "updated", "unchanged", "edited", "removed", "vanished"
]
_SHOWN = (
    *("front", "back", "cloze", "choices", "answer", "steps", "points"),
    *("word", "meaning", "reading"),
    *("example", "fields", "hint", "extra"),
)


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a note in this import."""

    note: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Conflict:
    """A note that changed in its source and was edited in its card file: both texts."""

    note: str
    place: str
    source: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What becomes of the notes of a source.

    ``verdicts`` stand in the order of the notes; ``changes`` also names those whose
    questions vanished. ``entries`` is what will be remembered.
    """

    verdicts: Sequence[Verdict]
    changes: Sequence[Change]
    conflicts: Sequence[Conflict]
    entries: Mapping[str, Imported]


def judged(
    source: str,
    items: Sequence[ItemNotes],
    earlier: Mapping[str, Imported],
    existing: Mapping[str, ExistingNote],
) -> Judgement:
    """Hold the notes of a source against those of its earlier import."""
    notes = [note for one in items for note in one.notes]
    settled = {key: entry for one in items for key, entry in one.settled.items()}
    verdicts = [
        _settled_verdict(note, settled[note.id], existing.get(note.id))
        if note.id in settled
        else _verdict(note, earlier.get(note.id), existing.get(note.id))
        for note in notes
    ]
    owners = [one for one in items for _ in one.notes]
    entries = {
        note.id: replace(settled[note.id], source=source)
        if note.id in settled and verdict != "updated"
        else _remembered(note, one, source)
        for note, one, verdict in zip(notes, owners, verdicts, strict=True)
    }
    vanished = [
        Change(note_id, "vanished")
        for note_id in sorted(earlier)
        if note_id not in entries and note_id in existing
    ]
    conflicts = [
        _conflict(note, existing[note.id])
        for note, verdict in zip(notes, verdicts, strict=True)
        if verdict == "edited"
        and note.id not in settled
        and _has_changed(note, earlier.get(note.id))
    ]
    changes = map(Change, (note.id for note in notes), verdicts)
    return Judgement(verdicts, [*changes, *vanished], conflicts, entries)


def _verdict(
    note: CardNote, earlier: Imported | None, existing: ExistingNote | None
) -> Verdict:
    if existing is None:
        return "new" if earlier is None else "removed"
    if _is_same(existing.values, note):
        return "unchanged"
    if (
        earlier is not None
        and _is_as_written(existing.values, earlier)
        and existing.is_block
    ):
        return "updated"
    return "edited"


def _settled_verdict(
    note: CardNote, entry: Imported, existing: ExistingNote | None
) -> Verdict:
    """Return what becomes of a note whose question and answer are as they were."""
    if existing is None:
        return "removed"
    if not _is_as_written(existing.values, entry):
        return "edited"
    return "unchanged" if _is_same(existing.values, note) else "updated"


def _is_same(values: Values, note: CardNote) -> bool:
    same = importlock.note_hash(_content(values)) == importlock.note_hash(note.fields)
    return same and set(note.tags) <= set(tags_of(values))


def _is_as_written(values: Values, earlier: Imported) -> bool:
    """Whether a note is what was written, but for the tags its file asked for."""
    tags = tags_of(values)
    for count in range(len(tags) + 1):
        candidate = {**_content(values), "tags": tags[count:]}
        if importlock.note_hash(candidate) == earlier.written:
            return True
    return False


def _remembered(note: CardNote, one: ItemNotes, source: str) -> Imported:
    return Imported(
        note=note.id,
        item=one.id,
        source=source,
        question=importlock.question_hash(one.item),
        answer=importlock.answer_hash(one.item),
        written=_hash(note),
        topics=" ".join(one.topics) or "-",
        refined=one.refined,
    )


def _has_changed(note: CardNote, earlier: Imported | None) -> bool:
    """Whether the source says something else than it did, as far as is known."""
    return earlier is None or _hash(note) != earlier.written


def _conflict(note: CardNote, existing: ExistingNote) -> Conflict:
    return Conflict(
        note.id,
        f"{existing.path}:{existing.line}",
        note.source,
        _shown(existing.values),
        _shown(_values(note)),
    )


def _shown(values: Values) -> str:
    """Return what a note says, a line for each of its fields and options."""
    parts = []
    for key in _SHOWN:
        value = values.get(key)
        if value:
            listed = (
                [f"{name}: {text}" for name, text in value.items()]
                if isinstance(value, Mapping)
                else value
            )
            is_text = isinstance(listed, str)
            text = listed if is_text else "\n".join(f"- {one}" for one in listed)
            parts.append(f"{key}: {text}")
    return "\n".join(parts)


def _hash(note: CardNote) -> str:
    return importlock.note_hash(_values(note))


def _values(note: CardNote) -> Values:
    return {**note.fields, "tags": note.tags}


def _content(values: Values) -> Values:
    return {key: value for key, value in values.items() if key != "tags"}
