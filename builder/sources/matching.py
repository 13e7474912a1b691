"""Which item of a source is which note of an earlier import of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from builder.sources import importlock
from builder.sources.existingnotes import ExistingNote
from builder.sources.importlock import Imported
from builder.sources.items import Item

_ALIKE = 0.72
_ALIKE_ANSWER = 0.5
_MOST_PAIRS = 300 * 300
_LONGEST_QUESTION, _LONGEST_ANSWER = 200, 500


def known_ids(
    items: Sequence[Item],
    earlier: Iterable[Imported],
    existing: Mapping[str, ExistingNote],
) -> list[str]:
    """Return the id that each item had in an earlier import, or nothing.

    Items are matched by all of their text, then by parts of it, then by likeness.
    """
    ids = [""] * len(items)
    unmatched = {one.item: one for one in earlier if one.note == one.item}
    hashes = [
        (importlock.question_hash(item), importlock.answer_hash(item)) for item in items
    ]
    # The surest first: question and answer, the question alone, the answer alone.
    for parts in ((0, 1), (0,), (1,)):
        by_text = _by_text(unmatched.values(), parts)
        for place, text in enumerate(hashes):
            wanted = tuple(text[part] for part in parts)
            if not ids[place] and any(wanted) and by_text.get(wanted):
                ids[place] = by_text[wanted].pop()
                del unmatched[ids[place]]
    rest = [place for place, note_id in enumerate(ids) if not note_id]
    if len(unmatched) * len(rest) <= _MOST_PAIRS:
        candidates = [existing[one] for one in sorted(unmatched) if one in existing]
        alike = _alike([items[place] for place in rest], candidates)
        for place, note_id in zip(rest, alike, strict=True):
            ids[place] = note_id
    return ids


def _by_text(
    notes: Iterable[Imported], parts: Sequence[int]
) -> dict[tuple[str, ...], list[str]]:
    """Return the ids of notes by their hashes, the first of them last in its list."""
    found: dict[tuple[str, ...], list[str]] = {}
    for one in reversed(list(notes)):
        text = (one.question, one.answer)
        found.setdefault(tuple(text[part] for part in parts), []).append(one.item)
    return found


@dataclass(frozen=True, slots=True)
class _Text:
    """The beginnings of a question and its answer, and their runs of three characters."""

    question: str
    answer: str
    runs: frozenset[str]


def _text(question: str, answer: str) -> _Text:
    question, answer = question[:_LONGEST_QUESTION], answer[:_LONGEST_ANSWER]
    runs = {f"q{question[at : at + 3]}" for at in range(len(question))}
    runs |= {f"a{answer[at : at + 3]}" for at in range(len(answer))}
    return _Text(question, answer, frozenset(runs))


def _alike(items: Sequence[Item], notes: Sequence[ExistingNote]) -> list[str]:
    """Return for each item the note whose question and answer are most like its own.

    Questions of one pattern are alike though they ask of different things: "What is
    TCP?", "What is ARP?". So the answer must be alike too.
    """
    left = {
        note.id: _text(
            str(note.values.get("front", "")), str(note.values.get("back", ""))
        )
        for note in notes
    }
    found = []
    for item in items:
        note_id = _most_alike(_text(item.question, item.answer), left)
        left.pop(note_id, None)
        found.append(note_id)
    return found


def _most_alike(wanted: _Text, texts: Mapping[str, _Text]) -> str:
    """Return the id of the text that is most like another, or nothing.

    Likeness takes milliseconds: it is looked at for the one that shares most runs.
    """
    if not texts:
        return ""
    nearest = max(texts, key=lambda one: len(wanted.runs & texts[one].runs))
    found = texts[nearest]
    is_alike = (
        _likeness(found.question, wanted.question) > _ALIKE
        and _likeness(found.answer, wanted.answer) >= _ALIKE_ANSWER
    )
    return nearest if is_alike else ""


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
