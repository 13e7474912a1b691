"""``cards/import.lock``: what each imported note was when it was written.

One JSON object a line, sorted by note, so that it reads well in a diff and merges. A
note whose text is no longer what was written here has been edited by its author. Behind
the notes stands what the author decided of doubtful questions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from builder.base import jsonlines
from builder.base.diagnostic import BuilderError, Diagnostic
from builder.base.hashing import short_hash
from builder.cards.cardwriter import NoteValue
from builder.sources.items import Item

NAME = "import.lock"
_HEADER = "# Written by `decks import`: commit it, do not edit it. docs/importing.md tells why."
_MOST_TOLD = 5


@dataclass(frozen=True, slots=True)
class Imported:
    """What is remembered of an imported note.

    ``item`` is the id of its question, which is that of the question's own note,
    ``question`` and ``answer`` are hashes of the source's text, ``written`` is that of
    the note. ``topics`` is a hash of the topics it was given, if it was given any by
    topics.yaml; ``refined`` is one of the program that was asked for its notes.
    """

    note: str
    item: str
    source: str
    question: str
    answer: str
    written: str
    topics: str = ""
    refined: str = ""


Decision: TypeAlias = Literal["keep", "merge", "draft", "drop"]
"""What becomes of a doubtful question; ``merge``: it goes on with the answer above it."""


@dataclass(frozen=True, slots=True, order=True)
class Decided:
    """What the author decided of a question, known by the hashes of its texts.

    ``text`` is its beginning, for a person who looks for it.
    """

    decision: Decision
    source: str
    question: str
    answer: str
    text: str


def parse(text: str, path: str) -> dict[str, Imported]:
    """Read the lock.

    Raises:
        BuilderError: A line cannot be read.
    """
    found: dict[str, Imported] = {}
    damaged: list[Diagnostic] = []
    for line in jsonlines.lines(text):
        if "decision" in line.values:
            continue
        missing = [key for key in _KEYS if key not in line.values]
        if line.damage or missing:
            what = f"`{missing[0]}` is missing"
            damaged.append(jsonlines.finding(line, path, what))
            continue
        values = (str(line.values.get(key, "")) for key in (*_KEYS, *_OPTIONAL))
        one = Imported(*values)
        found[one.note] = one
    if damaged:
        raise BuilderError("\n".join(str(one) for one in damaged[:_MOST_TOLD]))
    return found


_KEYS = ("note", "item", "source", "question", "answer", "written")
_DECIDED = ("decision", "source", "question", "answer", "text")
_OPTIONAL = ("topics", "refined")


def parse_decisions(text: str, path: str) -> tuple[Decided, ...]:
    """Read what the author decided of doubtful questions.

    Raises:
        BuilderError: A line says what nobody can decide.
    """
    found: list[Decided] = []
    for line in jsonlines.lines(text):
        if "decision" not in line.values:
            continue
        values = {key: str(line.values.get(key, "")) for key in _DECIDED}
        decision = next((one for one in _DECISIONS if one == values["decision"]), None)
        if decision is None:
            what = f"`{values['decision']}` cannot be decided"
            raise BuilderError(str(jsonlines.finding(line, path, what)))
        found.append(Decided(decision, *(values[key] for key in _DECIDED[1:])))
    return tuple(found)


_DECISIONS: tuple[Decision, ...] = get_args(Decision)


def dump(entries: Mapping[str, Imported], decisions: Iterable[Decided] = ()) -> str:
    """Return the text of the lock; ``parse`` reads it back."""
    rows = [_HEADER]
    for _, one in sorted(entries.items()):
        values = {key: getattr(one, key) for key in _KEYS}
        values |= {key: text for key in _OPTIONAL if (text := getattr(one, key))}
        rows.append(jsonlines.dumped(values))
    rows += [
        jsonlines.dumped({key: getattr(one, key) for key in _DECIDED})
        for one in sorted(decisions, key=lambda one: (one.source, one.text, one))
    ]
    return "\n".join(rows) + "\n"


def first_notes(entries: Iterable[Imported]) -> dict[str, Imported]:
    """Return what is remembered of each item, by its id: that of the first of its notes."""
    found: dict[str, Imported] = {}
    for one in entries:
        if one.item not in found or one.note == one.item:
            found[one.item] = one
    return found


def by_source(entries: Mapping[str, Imported]) -> dict[str, dict[str, Imported]]:
    """Return the lock in a part for each source."""
    parts: dict[str, dict[str, Imported]] = {}
    for note_id, one in entries.items():
        parts.setdefault(one.source, {})[note_id] = one
    return parts


def question_hash(item: Item) -> str:
    """Return a hash of the question, options included."""
    return short_hash(item.question, *item.choices)


def answer_hash(item: Item) -> str:
    """Return a hash of the answer; empty for a draft."""
    return short_hash(item.answer) if item.answer.strip() else ""


def note_hash(values: Mapping[str, NoteValue]) -> str:
    """Return a hash of what a learner sees of a note: not its place in the source."""
    parts: list[str] = []
    for key, value in sorted(values.items()):
        if key in {"id", "source", "deck", "guid"} or not value:
            continue
        parts.append(key)
        parts += [value.strip()] if isinstance(value, str) else _texts(_listed(value))
    return short_hash(*parts)


def _listed(value: Sequence[str] | Mapping[str, str]) -> Sequence[str]:
    if not isinstance(value, Mapping):
        return value
    return [part for pair in value.items() for part in pair if pair[1]]


def _texts(value: Iterable[str]) -> list[str]:
    texts = [one.strip() for one in value]
    return [str(len(texts)), *texts]
