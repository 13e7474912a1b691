"""What an import finds in a source: questions with answers, and what is left out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Item:
    """A question of a source with its whole answer, both in Markdown.

    ``choices`` are the options of a multiple-choice question, ``right`` the indexes of
    the right ones; ``explanation`` is the answer without the options that it names.
    ``section`` is the path of headings above the question.
    """

    question: str
    answer: str
    line: int
    tags: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    right: tuple[int, ...] = ()
    explanation: str = ""

    @property
    def is_draft(self) -> bool:
        """Whether the source has no answer yet."""
        return not self.answer.strip()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A piece of a source that is in no item, and why."""

    line: int
    text: str
    reason: str
