"""Questions that are as they were: their notes stay, however the tool has changed.

What the tool would make of an answer today is offered when the answer changes, or when
the author asks for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from builder.cards.cardwriter import CardNote
from builder.sources import importlock
from builder.sources.existingnotes import ExistingNote, tags_of
from builder.sources.importlock import Imported
from builder.sources.items import Item

_NOT_TEXT = frozenset({"id", "guid", "deck", "tags", "source"})


def settled_entries(
    item: Item, note_id: str, earlier: Iterable[Imported]
) -> dict[str, Imported]:
    """Return what is remembered of a question's notes, if its texts are as they were."""
    question, answer = importlock.question_hash(item), importlock.answer_hash(item)
    found = {one.note: one for one in earlier if one.item == note_id}
    texts = {(one.question, one.answer) for one in found.values()}
    return found if texts == {(question, answer)} else {}


def kept_note(entry: Imported, existing: Mapping[str, ExistingNote]) -> CardNote:
    """Return a note as it stands in its card file; without texts when it was deleted."""
    note = existing.get(entry.note)
    if note is None:
        return CardNote(entry.note, "basic", {}, source=entry.source)
    fields = {
        key: value if isinstance(value, (str, Mapping)) else tuple(value)
        for key, value in note.values.items()
        if key not in _NOT_TEXT
    }
    source = note.values.get("source", "")
    return CardNote(
        entry.note,
        _kind_of(fields),
        fields,
        tuple(tags_of(note.values)),
        source if isinstance(source, str) else "",
    )


def _kind_of(fields: Mapping[str, object]) -> str:
    for key, kind in (
        ("points", "spoken"),
        ("choices", "choice"),
        ("word", "vocabulary"),
    ):
        if key in fields:
            return kind
    known = ("cloze", "steps", "type", "image")
    return next((key for key in known if key in fields), "basic")
