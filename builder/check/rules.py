"""Rules over all notes of a project: each a function and a row of the table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from builder.anki.notetype import NoteType
from builder.base.code import Code
from builder.base.diagnostic import Diagnostic, Location, did_you_mean
from builder.cards.note import BUILT_IN_NOTE_TYPES, Note
from builder.cards.yamltree import Text
from builder.text import cloze


@dataclass(frozen=True, slots=True)
class Subject:
    """What the rules look at."""

    notes: Sequence[Note]
    note_types: Mapping[str, NoteType]
    broken_note_types: AbstractSet[str] = frozenset()


def lint(subject: Subject) -> list[Diagnostic]:
    """Apply every rule."""
    return [finding for rule in RULES for finding in rule(subject)]


def unique_ids(subject: Subject) -> Iterator[Diagnostic]:
    """An id names one note."""
    first: dict[str, Location] = {}
    for note in subject.notes:
        if not note.id:
            continue
        other = first.setdefault(note.id, note.location)
        if other is not note.location:
            message = f"the id `{note.id}` is taken by the note at {other}"
            yield Diagnostic(note.location, Code.DUPLICATE_ID, message)


def unique_guids(subject: Subject) -> Iterator[Diagnostic]:
    """A GUID names one note; of two, Anki would update only one for ever."""
    first: dict[str, Location] = {}
    for note in subject.notes:
        if note.guid is None:
            continue
        other = first.setdefault(note.guid, note.location)
        if other is not note.location:
            message = f"the guid `{note.guid}` is taken by the note at {other}"
            yield Diagnostic(note.location, Code.DUPLICATE_GUID, message)


def known_note_types(subject: Subject) -> Iterator[Diagnostic]:
    """A note's type and fields exist, and its first field has text."""
    own = {key for key in subject.note_types if key not in BUILT_IN_NOTE_TYPES}
    for note in subject.notes:
        if note.kind.name != "own":
            continue
        note_type = subject.note_types.get(note.note_type)
        if note.note_type in subject.broken_note_types:
            continue
        if note_type is None or note.note_type in BUILT_IN_NOTE_TYPES:
            message = (
                f"no note type `{note.note_type}` in cards/notetypes/"
                f"{did_you_mean(note.note_type, own)}"
            )
            yield Diagnostic(note.location, Code.NOTE_TYPE, message)
            continue
        for name, text in note.texts.items():
            if name not in note_type.fields:
                message = (
                    f"the note type `{note.note_type}` has no field `{name}`"
                    f"{did_you_mean(name, note_type.fields)}"
                )
                yield Diagnostic(text.location, Code.UNKNOWN_FIELD, message)
        first = note_type.fields[0]
        if first not in note.texts or not note.texts[first].value.strip():
            message = f"the first field, `{first}`, is empty: Anki refuses such a note"
            yield Diagnostic(note.location, Code.EMPTY, message)


def one_spelling(subject: Subject) -> Iterator[Diagnostic]:
    """Tags and decks are spelt one way: Anki takes `A` and `a` for the same."""
    spellings: dict[tuple[str, str], tuple[str, Location]] = {}
    for note in subject.notes:
        names = [("tag", tag) for tag in note.tags] + [("deck", note.deck)]
        for what, name in names:
            first, place = spellings.setdefault(
                (what, name.casefold()), (name, note.location)
            )
            if first != name:
                message = f"the {what} `{name}` is spelt `{first}` at {place}"
                yield Diagnostic(note.location, Code.SPELLING, message)


def same_question(subject: Subject) -> Iterator[Diagnostic]:
    """Two notes with one question: the learner cannot know which answer is meant."""
    by_question: defaultdict[str, list[Note]] = defaultdict(list)
    for note in subject.notes:
        texts = [note.main_text.value, *(choice.value for choice in note.choices)]
        by_question["\0".join(text.strip() for text in texts)].append(note)
    for first, *others in by_question.values():
        for note in others:
            message = f"the same question as the note at {first.location}"
            yield Diagnostic(note.location, Code.SAME_QUESTION, message, "warning")


def stray_deletions(subject: Subject) -> Iterator[Diagnostic]:
    """A cloze deletion where none is made."""
    for note in subject.notes:
        note_type = subject.note_types.get(note.note_type)
        if note_type is None or note_type.is_cloze:
            continue
        for key, text in (*note.texts.items(), *note.common.items()):
            match = cloze.OPEN.search(text.value)
            if match:
                message = (
                    f"`{match.group()}` makes no deletion in `{key}`: a cloze note is "
                    "written with `cloze:`"
                )
                place = text.at(match.start())
                yield Diagnostic(place, Code.CLOZE_STRAY, message, "warning")


def typed_line(subject: Subject) -> Iterator[Diagnostic]:
    """A typed answer is one line: Anki's input field has no more."""
    for note in subject.notes:
        if "typed" in note.flags and "\n" in note.texts["back"].value.strip():
            place = note.texts["back"].location
            message = "a typed answer of several lines: a learner can type only one"
            yield Diagnostic(place, Code.TYPED_LINES, message, "warning")


def personal_fields(
    names: Sequence[Text], note_types: Collection[NoteType]
) -> Iterator[Diagnostic]:
    """The fields that deck.yaml leaves to learners exist and can be left out."""
    known = {name for note_type in note_types for name in note_type.fields}
    for name in names:
        if name.value not in known:
            message = (
                f"no note type has a field `{name.value}`"
                f"{did_you_mean(name.value, known)}"
            )
            yield Diagnostic(name.location, Code.UNKNOWN_FIELD, message)
        first_of = [one.key for one in note_types if one.fields[0] == name.value]
        if first_of:
            message = (
                f"`{name.value}` is the first field of `{first_of[0]}`: Anki must be given "
                "it with every line of a text file, so it cannot be left out"
            )
            yield Diagnostic(name.location, Code.PERSONAL, message)


def drafts(subject: Subject) -> Iterator[Diagnostic]:
    """A note that waits for its answer."""
    for note in subject.notes:
        if note.is_draft:
            message = "a draft: left out of the deck until it has an answer"
            yield Diagnostic(note.location, Code.DRAFT, message, "warning")


RULES: tuple[Callable[[Subject], Iterator[Diagnostic]], ...] = (
    unique_ids,
    unique_guids,
    known_note_types,
    one_spelling,
    same_question,
    stray_deletions,
    typed_line,
    drafts,
)
