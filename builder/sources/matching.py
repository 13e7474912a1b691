"""Which item of a source is which note of an earlier import of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from builder.sources import importlock
from builder.sources.existingnotes import ExistingNote, told_by
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
    lost: Sequence[ExistingNote] = (),
) -> list[str]:
    """Return the id that each item had in an earlier import, or nothing.

    Items are matched by what their source or Anki calls them, by all of their text,
    then by parts of it, then by likeness; ``lost`` notes, of which nothing is
    remembered, by what they say themselves.
    """
    unmatched = importlock.first_notes(earlier)
    ids = _by_name(items, unmatched, existing)
    for note_id in ids:
        unmatched.pop(note_id, None)
    hashes = [
        (importlock.question_hash(item), importlock.answer_hash(item)) for item in items
    ]
    # The surest first: question and answer, the question alone, the answer alone.
    for parts in ((0, 1), (0,), (1,)):
        _match(ids, hashes, _by_text(unmatched.values(), parts), parts)
        for note_id in ids:
            unmatched.pop(note_id, None)
    words = [(_words(item.question), _words(item.answer)) for item in items]
    for parts in ((0, 1), (0,)):
        taken = set(ids)
        left = [note for note in lost if note.id not in taken]
        _match(ids, words, _by_words(left, parts), parts)
    rest = [place for place, note_id in enumerate(ids) if not note_id]
    candidates = [existing[one] for one in sorted(unmatched) if one in existing]
    taken = set(ids)
    candidates += [
        note for note in lost if note.id not in taken and told_by(note.values)[0]
    ]
    if len(candidates) * len(rest) <= _MOST_PAIRS:
        alike = _alike([items[place] for place in rest], candidates)
        for place, note_id in zip(rest, alike, strict=True):
            ids[place] = note_id
    return ids


def _match(
    ids: list[str],
    texts: Sequence[tuple[str, str]],
    known: Mapping[tuple[str, ...], list[str]],
    parts: Sequence[int],
) -> None:
    """Give ids to those without one whose texts are known, each id once."""
    for place, text in enumerate(texts):
        wanted = tuple(text[part] for part in parts)
        if not ids[place] and any(wanted) and known.get(wanted):
            ids[place] = known[wanted].pop()


def _by_name(
    items: Sequence[Item],
    earlier: Mapping[str, Imported],
    existing: Mapping[str, ExistingNote],
) -> list[str]:
    """Return the ids that are told by a GUID of Anki or by the source's own name.

    A note is known by its GUID from whatever source it came.
    """
    guids = {
        str(note.values["guid"]): note.id
        for note in existing.values()
        if "guid" in note.values
    }
    taken: set[str] = set()
    ids = []
    for item in items:
        found = guids.get(item.guid, "") if item.guid else ""
        found = found or (item.key if item.key in earlier else "")
        ids.append("" if found in taken else found)
        taken.add(found)
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


def _by_words(
    notes: Sequence[ExistingNote], parts: Sequence[int]
) -> dict[tuple[str, ...], list[str]]:
    """Return the ids of notes by what they say, the first of them last in its list."""
    found: dict[tuple[str, ...], list[str]] = {}
    for note in reversed(notes):
        asked, answered = told_by(note.values)
        text = (_words(asked), _words(answered))
        found.setdefault(tuple(text[part] for part in parts), []).append(note.id)
    return found


def _words(text: str) -> str:
    return " ".join(text.split())


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
    left = {note.id: _text(*told_by(note.values)) for note in notes}
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
