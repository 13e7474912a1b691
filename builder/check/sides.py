"""What each note asks and what it tells, whatever its kind or note type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from builder.anki.notetype import NoteType
from builder.anki.template import replacements
from builder.cards.note import Note
from builder.cards.yamltree import Text
from builder.check.subject import Subject

_ANSWERS = ("back", "meaning")
# Shown with an answer, and no part of it.
_BESIDE = frozenset({"Extra", "Source", "Hint"})


@dataclass(frozen=True, slots=True)
class Sides:
    """The texts of a note: those that ask, and those that are told then.

    A cloze note asks with all of its text; what its deletions hide is told.
    """

    note: Note
    asked: tuple[Text, ...]
    told: tuple[Text, ...]
    is_cloze: bool = False

    @property
    def question(self) -> Text | None:
        """The question of a note that has one."""
        is_asked = self.asked and self.told and not self.is_cloze
        return self.asked[0] if is_asked else None

    @property
    def answer(self) -> Text | None:
        """The answer, where it is one text."""
        return self.told[0] if self.told else None


def sides(subject: Subject) -> Iterator[Sides]:
    """Yield the sides of every note."""
    fronts = {key: _front_fields(one) for key, one in subject.note_types.items()}
    for note in subject.notes:
        if note.kind.name == "own":
            note_type = subject.note_types.get(note.note_type)
            is_cloze = note_type is not None and note_type.is_cloze
            front = fronts.get(note.note_type, frozenset())
            yield _of_own(note, front, is_cloze=is_cloze)
        else:
            yield _of_kind(note)


def all_texts(note: Note) -> Iterator[Text]:
    """Yield all that a note says, its options, steps and points too."""
    yield from note.texts.values()
    yield from note.common.values()
    for texts in note.lists.values():
        yield from texts
    if note.choices is not None:
        yield from note.choices.options


def _front_fields(note_type: NoteType) -> frozenset[str]:
    """Return the fields that the first card asks with."""
    if not note_type.templates:
        return frozenset()
    shown = replacements(note_type.templates[0].parts)
    return frozenset(
        part.field for part in shown if not {"type", "hint"} & set(part.filters)
    )


def _of_own(note: Note, front: frozenset[str], *, is_cloze: bool) -> Sides:
    filled = {name: text for name, text in note.texts.items() if text.value.strip()}
    asked = {name: text for name, text in filled.items() if name in front}
    return Sides(note, tuple(asked.values()), _others(filled, asked), is_cloze)


def _others(filled: Mapping[str, Text], asked: Mapping[str, Text]) -> tuple[Text, ...]:
    return tuple(
        text
        for name, text in filled.items()
        if name not in asked and name not in _BESIDE
    )


def _of_kind(note: Note) -> Sides:
    told = [note.texts[key] for key in _ANSWERS if key in note.texts]
    for texts in note.lists.values():
        told += texts
    if note.choices is not None:
        options = note.choices.options
        told += [options[place] for place in sorted(note.choices.right)]
    asked = [text for text in note.texts.values() if text not in told]
    return Sides(note, tuple(asked[:1]), tuple(told), note.kind.name == "cloze")
