"""What an import finds in a source: questions with answers, and what is left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

NoteForm: TypeAlias = Literal["", "reversed", "typed", "cloze"]


@dataclass(frozen=True, slots=True)
class Item:
    """A question of a source with its whole answer, both in Markdown.

    ``choices`` are the options of a multiple-choice question, ``right`` the indexes of
    the right ones; ``explanation`` is the answer without the options that it names.
    ``section`` is the path of headings above the question. ``extra`` is shown beside
    the answer, ``hint`` beside the question.

    ``form`` comes from sources that know kinds of notes: the question of a ``cloze`` is
    its whole text with Anki's marks in it. ``key`` is the source's own name of the
    question, which stays when its text changes; ``guid`` and ``deck`` are those of a
    note which came from Anki. ``fields`` are those of ``note_type``, with their texts,
    when its notes have one of their own. ``doubt`` is why it may be no question.
    """

    question: str
    answer: str
    line: int
    tags: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    right: tuple[int, ...] = ()
    explanation: str = ""
    extra: str = ""
    hint: str = ""
    form: NoteForm = ""
    key: str = ""
    guid: str = ""
    deck: str = ""
    note_type: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    doubt: str = ""

    @property
    def is_draft(self) -> bool:
        """Whether the source has no answer yet."""
        if self.form == "cloze" or self.note_type:
            return False
        return not self.answer.strip()

    def with_fields(self, changed: Callable[[str], str]) -> tuple[tuple[str, str], ...]:
        """Return the fields with their texts changed."""
        return tuple((name, changed(text)) for name, text in self.fields)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A piece of a source that is in no item, and why."""

    line: int
    text: str
    reason: str
