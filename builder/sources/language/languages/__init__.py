"""What each language calls the parts of a quiz: question, answer, options and the like.

A language is one record; every pattern that looks for such a word is composed of these.
"""

from __future__ import annotations

from builder.sources.language.languages.chinese import CHINESE
from builder.sources.language.languages.english import ENGLISH
from builder.sources.language.languages.language import Language
from builder.sources.language.languages.others import OTHERS

__all__ = ["CHINESE", "ENGLISH", "LANGUAGES", "OTHERS", "Language", "words"]

LANGUAGES: tuple[Language, ...] = (ENGLISH, CHINESE, *OTHERS)


def words(*fields: str) -> tuple[str, ...]:
    """Return the words that stand in these fields, of all languages in their order."""
    found = [word for words in fields for word in words.split("|") if word]
    return tuple(dict.fromkeys(found))
