"""What writers call the columns and keys of questions: one table for CSV and JSON.

Each role lists its names in the order of preference: the first wins where several fit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from builder.sources.language import lettering
from builder.sources.language.languages import LANGUAGES, words

# Where a name has two meanings the first counts.
_ROLES = (
    *("question", "term", "answer", "text", "explanation", "context", "passage"),
    *("hint", "picture", "sound", "tags", "options", "wrong"),
)
_NAMES: dict[str, list[str]] = {
    role: [
        name
        for language in LANGUAGES
        for name in language.columns.get(role, "").casefold().split()
    ]
    for role in _ROLES
}
_RANKS = {
    name: (role, rank)
    for role, names in reversed(_NAMES.items())
    for rank, name in reversed(list(enumerate(names)))
}
_LONGEST = 40
# Columns that hold one option each: `option_1`, `Choice B`, `选项C`, `answer d`, `e`.
_OPTION = re.compile(
    rf"(?:{'|'.join(words(*(one.option for one in LANGUAGES)))})(?:[a-h]|[1-9]|{lettering.OTHER})"
    rf"|[b-f]|{lettering.OTHER}"
)
# What a longer name is about: `Question (English)`, `richtige_option`.
_PARTS = tuple(
    (re.compile("|".join(words(*(one.parts.get(part, "") for one in LANGUAGES)))), role)
    for part, role in (
        ("wrong", "wrong"),
        ("explanation", "explanation"),
        ("correct", "answer"),
        ("answer", "answer"),
        ("question", "question"),
    )
)
# … unless it is about the record: `question_type`, `answerCount`, `questionId`.
_ASIDE = re.compile(
    r"(?:type|count|date|time|url|status|author|user|number|score|points?|by|at|set|source|tags?|"
    r"category|level|topic|ids?|index|impossible)$|^is"
)
# `Answer 1 - max 75 characters`, `Correct answer(s)`, `Frage (lang)`
_REMARK = re.compile(r"\s+[-–—]\s+|(?<=.)[(（\[]|\n")
# They name the index of the right option, never its text.
_INDEX = re.compile(r"(?:index|ids?|number|nr|no|idx)$")
# They number or date a record: nobody learns them.
_UNSPOKEN = re.compile(
    rf"(?:[a-z]*[_-]?(?:id|uuid|guid)|#|{'|'.join(words(*(one.counts for one in LANGUAGES)))}"
    r"|date|created.*|updated.*|@?type|@context|role|lang|language|version)"
)
# What stands in a name and is none of its letters: marks, and pictures such as ✏️.
_SIGNS = re.compile(
    "[\\s_\\-.:：#*()（）/?？\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]+"
)
_OFFSET = re.compile(r"(?:index|idx)$")
_KEY = re.compile(r"(?:note|card|question|q|u)?id|slug")
_LANGUAGE_NAMES = frozenset(name for one in LANGUAGES for name in one.languages.split())
_TERM = re.compile("|".join(words(*(one.term for one in LANGUAGES))))


def role_of(name: str) -> str:
    """Return what a column or key of this name holds, or nothing."""
    bare = _bare(name)
    if _OPTION.fullmatch(bare):
        return "option"
    known = _RANKS.get(bare, ("", 0))[0]
    if known or len(bare) > _LONGEST or (_ASIDE.search(bare) and "option" not in bare):
        return known
    return next((role for part, role in _PARTS if part.search(bare)), "")


def rank_of(name: str) -> int:
    """Return how good a name is among those of its role: the lowest is the best."""
    return _RANKS.get(_bare(name), ("", 999))[1]


def heads_terms(name: str) -> bool:
    """Whether a column is called after the words to learn that it holds."""
    return bool(_TERM.fullmatch(name.casefold()))


def is_index(name: str) -> bool:
    """Whether a column of answers counts the options instead of repeating them."""
    return bool(_INDEX.search(_bare(name)))


def is_offset(name: str) -> bool:
    """Whether a column of answers is called after an index, as programs count."""
    return bool(_OFFSET.search(_bare(name)))


def letter_of(name: str) -> str:
    """Return the letter that a column of one option is called after, or nothing."""
    last = _bare(name)[-1:]
    return lettering.normal(last) if _OPTION.fullmatch(last) or last in "ag" else ""


def counts_options(head: Sequence[str]) -> bool:
    """Whether the columns of options are counted from 1: ``Answer 1``, ``option_1``."""
    options = [_bare(name) for name in head if role_of(name) == "option"]
    return bool(options) and all(
        name.endswith(str(number)) for number, name in enumerate(options, start=1)
    )


def are_names(head: Sequence[str]) -> bool:
    """Whether all cells are names of columns, those of languages among them."""
    filled = [name for name in head if name.strip()]
    return len(filled) > 1 and all(
        role_of(name) or is_unspoken(name) or _bare(name) in _LANGUAGE_NAMES
        for name in filled
    )


def are_languages(head: Sequence[str]) -> bool:
    """Whether all columns are called after languages, as in lists of words."""
    return all(_bare(name) in _LANGUAGE_NAMES for name in head)


def is_key(name: str) -> bool:
    """Whether a column names its rows."""
    return bool(_KEY.fullmatch(_bare(name)))


def is_unspoken(name: str) -> bool:
    """Whether a column or key numbers, dates or types its record."""
    return bool(_UNSPOKEN.fullmatch(name.strip().casefold()))


def _bare(name: str) -> str:
    name = _REMARK.split(name.strip(), maxsplit=1)[0] or name
    return _SIGNS.sub("", name).casefold()
