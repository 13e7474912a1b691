"""The words that one language has for the parts of a quiz."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from builder.sources.language.wording import Phrases


@dataclass(frozen=True, slots=True)
class Language:
    """The words of one language; what it has none for is empty.

    Words stand beside each other with ``|``; names of columns and keys with blanks, the
    best first. Phrases are patterns with their examples.
    """

    name: str
    question: str = ""
    """Before a colon: ``Frage 3:``."""
    question_noun: str = ""
    """Needs no colon behind its number: ``Question 3 What is …``."""
    question_sign: str = ""
    """In brackets: ``【问】``."""
    lone_question: str = ""
    """Counts without a question of its own: ``Card 7``."""
    asker: str = ""
    """Who asks in a dialogue."""
    answer: str = ""
    """Before a colon: ``Antwort:``."""
    answer_sign: str = ""
    """In brackets: ``【答】``."""
    answerer: str = ""
    """Who answers in a dialogue."""
    examples: tuple[str, str] = ("", "")
    """A question and an answer with the words before their colons."""
    answer_headings: Phrases = ()
    """They say nothing but that the answer comes."""
    choice_headings: Phrases = ()
    """The same behind options: the letter of the right one may follow."""
    choice_keys: Phrases = ()
    """They stand before the letter of the right option: ``Answer: B``."""
    answer_keys: Phrases = ()
    """They stand above the answers of a whole quiz."""
    numbered_answers: Phrases = ()
    """They stand before the number of an answer: ``Answer 2``."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """The names of columns and keys by what they hold."""
    option: str = ""
    """What a column of one option is called before its letter: ``choice a``."""
    parts: Mapping[str, str] = field(default_factory=dict)
    """What a longer name of a column holds, by its parts."""
    languages: str = ""
    """Its names for languages, which head the columns of a list of words."""
    counts: str = ""
    """The names of what numbers a record."""
    chapters: str = ""
    """The names of keys that only hold records."""
    verdicts: str = ""
    """They judge a statement: true, false."""
    term: str = ""
    """The head of a column of words to learn."""
    glossary: Phrases = ()
    """They tell that a document lists words to learn."""
