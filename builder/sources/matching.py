"""Importing again: which notes are new, untouched, edited by their author, or gone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from builder.cards.cardwriter import CardNote, plain_value
from builder.cards.yamltree import Items, Node, Table, Text
from builder.sources import importlock
from builder.sources.importlock import Imported
from builder.sources.items import Item
from builder.sources.titles import NormalItem

Verdict = Literal["new", "updated", "unchanged", "edited", "removed", "vanished"]
Values = Mapping[str, str | Sequence[str]]
_ALIKE = 0.72
_ALIKE_ANSWER = 0.5
_FEW = 300


@dataclass(frozen=True, slots=True)
class ExistingNote:
    """A note of a card file as its author left it."""

    id: str
    path: str
    line: int
    values: Values
    is_block: bool


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


def existing_notes(tree: Node | None, path: str, text: str) -> dict[str, ExistingNote]:
    """Return the notes of a card file by id."""
    notes = tree.values.get("notes") if isinstance(tree, Table) else None
    if not isinstance(notes, Items):
        return {}
    rows = text.split("\n")
    found = {}
    for node in notes.values:
        identity = node.values.get("id") if isinstance(node, Table) else None
        if not isinstance(node, Table) or not isinstance(identity, Text):
            continue
        values = {key: plain_value(value) for key, value in node.values.items()}
        line = node.location.line
        head = rows[line - 1][: node.location.column - 1]
        found[identity.value] = ExistingNote(
            identity.value, path, line, values, head.strip() == "-"
        )
    return found


_Place = tuple[int, str, str]

# What of a question and its answer must be the same, the surest first.
_SAME: Sequence[Sequence[Literal["question", "answer"]]] = (
    ("question", "answer"),
    ("question",),
    ("answer",),
)


def _place(item: Item) -> _Place:
    """Return what tells an item from all others of its source."""
    return item.line, item.question, item.answer


class Merge:
    """The items of one source, held against what was imported of it before."""

    def __init__(
        self,
        source: str = "",
        items: Sequence[Item] = (),
        lock: Mapping[str, Imported] | None = None,
        existing: Mapping[str, ExistingNote] | None = None,
    ) -> None:
        self.source = source
        self.lock = {
            key: one for key, one in (lock or {}).items() if one.source == source
        }
        self.existing = existing or {}
        self.verdicts: dict[str, Verdict] = {}
        self.changes: list[Change] = []
        self.conflicts: list[Conflict] = []
        self.entries: dict[str, Imported] = {}
        self.known = self._matched(items)

    def known_id(self, item: Item) -> str:
        """Return the id an item had in an earlier import, or nothing."""
        return self.known.get(_place(item), "")

    def _matched(self, items: Sequence[Item]) -> dict[_Place, str]:
        """Match items by all of their text, then by parts of it, then by likeness."""
        first = {one.item: one for one in self.lock.values() if one.note == one.item}
        matched: dict[_Place, str] = {}
        rest = list(items)
        for parts in _SAME:
            by_text: dict[tuple[str, ...], list[str]] = {}
            for one in first.values():
                text = tuple(getattr(one, part) for part in parts)
                by_text.setdefault(text, []).append(one.item)
            left = []
            for item in rest:
                hashes = {
                    "question": importlock.question_hash(item),
                    "answer": importlock.answer_hash(item),
                }
                text = tuple(hashes[part] for part in parts)
                found = by_text.get(text) if any(text) else None
                if not found:
                    left.append(item)
                    continue
                note_id = found.pop(0)
                matched[_place(item)] = note_id
                del first[note_id]
            rest = left
        if first and rest and len(first) * len(rest) <= _FEW * _FEW:
            matched |= self._alike(rest, first)
        return matched

    def _alike(
        self, items: Sequence[Item], first: dict[str, Imported]
    ) -> dict[_Place, str]:
        matched: dict[_Place, str] = {}
        fronts = {
            note_id: str(self.existing[note_id].values.get("front", ""))
            for note_id in sorted(first)
            if note_id in self.existing
        }
        # Questions of one pattern are alike though they ask of different things: "What
        # is TCP?", "What is ARP?". So the answer must be alike too.
        backs = {
            note_id: str(self.existing[note_id].values.get("back", ""))
            for note_id in fronts
        }
        for item in items:
            best, best_id = _ALIKE, ""
            matcher = SequenceMatcher(None, "", item.question[:200], autojunk=False)
            for note_id, front in fronts.items():
                matcher.set_seq1(front[:200])
                if matcher.quick_ratio() <= best or matcher.ratio() <= best:
                    continue
                if _likeness(item.answer, backs[note_id]) >= _ALIKE_ANSWER:
                    best, best_id = matcher.ratio(), note_id
            if best_id:
                matched[_place(item)] = best_id
                del fronts[best_id]
        return matched

    def add(self, item: NormalItem) -> None:
        """Judge the notes of an item."""
        first = item.notes[0].id
        for note in item.notes:
            verdict = self._verdict(note)
            self.verdicts[note.id] = verdict
            self.changes.append(Change(note.id, verdict))
            written = importlock.note_hash(_values(note))
            self.entries[note.id] = Imported(
                note=note.id,
                item=first,
                source=self.source,
                question=importlock.question_hash(item.item),
                answer=importlock.answer_hash(item.item),
                written=written,
            )

    def _verdict(self, note: CardNote) -> Verdict:
        locked = self.lock.get(note.id)
        existing = self.existing.get(note.id)
        offered = importlock.note_hash(_values(note))
        if existing is None:
            return "new" if locked is None else "removed"
        present = importlock.note_hash(existing.values)
        if locked is None:
            # The lock was lost: a note that is what would be written is ours.
            return "unchanged" if present == offered else "edited"
        if _is_same(existing.values, note):
            return "unchanged"
        if _is_as_written(existing.values, locked) and existing.is_block:
            return "updated"
        if offered != locked.written:
            self._report(note, existing)
        return "edited"

    def _report(self, note: CardNote, existing: ExistingNote) -> None:
        self.conflicts.append(
            Conflict(
                note.id,
                f"{existing.path}:{existing.line}",
                note.source,
                _shown(existing.values),
                _shown(_values(note)),
            )
        )

    def finish(self) -> None:
        """Name the notes whose questions are no longer in the source."""
        for note_id in sorted(self.lock):
            if note_id not in self.entries and note_id in self.existing:
                self.changes.append(Change(note_id, "vanished"))


def _values(note: CardNote) -> dict[str, str | Sequence[str]]:
    return {**note.fields, "tags": note.tags}


def _content(values: Values) -> dict[str, str | Sequence[str]]:
    return {key: value for key, value in values.items() if key != "tags"}


def _is_same(values: Values, note: CardNote) -> bool:
    same = importlock.note_hash(_content(values)) == importlock.note_hash(note.fields)
    return same and set(note.tags) <= set(_tags(values))


def _tags(values: Values) -> Sequence[str]:
    tags = values.get("tags", ())
    return [tags] if isinstance(tags, str) else tags


def _is_as_written(values: Values, locked: Imported) -> bool:
    """Whether a note is what was written, but for the tags its file asked for."""
    tags = _tags(values)
    for count in range(len(tags) + 1):
        candidate = {**_content(values), "tags": tags[count:]}
        if importlock.note_hash(candidate) == locked.written:
            return True
    return False


def _shown(values: Values) -> str:
    keys = ("front", "back", "cloze", "choices", "answer", "extra")
    parts = []
    for key in keys:
        value = values.get(key)
        if value:
            text = (
                value
                if isinstance(value, str)
                else "\n".join(f"- {one}" for one in value)
            )
            parts.append(f"{key}: {text}")
    return "\n".join(parts)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one[:500], other[:500], autojunk=False).ratio()
