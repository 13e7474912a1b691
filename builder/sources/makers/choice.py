"""A question with options: the learner picks the right ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from builder.sources.items import Item
from builder.sources.makers.maker import NO_FIELDS, Fields, beside

_LETTERS = "ABCDEFGH"
# An option by its letter; ``A`` before a small letter is a word.
_LETTER = re.compile(
    r"(?<![A-Za-z0-9_+#'’-])(?:[B-H]|A(?!\s+[a-z]))(?![A-Za-z0-9_+#'’-])"
)


def fields(item: Item) -> Fields:
    """Return the fields of a choice note, when the right options are known."""
    if not item.right or not _can_stand(item.choices):
        return NO_FIELDS
    right = tuple(item.choices[place] for place in item.right)
    made: dict[str, str | tuple[str, ...]] = {
        "front": item.question,
        "choices": item.choices,
        "answer": right[0] if len(right) == 1 else right,
    }
    told = [text for text in (item.explanation, item.extra) if text.strip()]
    if any(_names_place(text, len(item.choices)) for text in told):
        made["shuffle"] = "false"
    return made | beside(replace(item, extra="\n\n".join(told)))


def _names_place(text: str, count: int) -> bool:
    """Whether an explanation speaks of options by the letters they had in the source."""
    found = {match[0] for match in _LETTER.finditer(text)}
    return bool(found & set(_LETTERS[:count]))


def _can_stand(choices: Sequence[str]) -> bool:
    """Whether the options are several, none of them blank and none twice."""
    bare = [choice.strip() for choice in choices]
    return len(set(bare)) == len(bare) and all(bare) and len(bare) > 1
