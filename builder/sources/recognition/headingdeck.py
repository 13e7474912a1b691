"""A document that is a deck of headings: each a front, with a short text below as its back.

Notes, manuals and lists of changes look alike; a title that is the path of a deck of Anki
(``DevOps::Vault``) tells.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from statistics import median

from builder.sources.language.headings import is_boilerplate
from builder.sources.readers.block import Block

_DECK_PATH = re.compile(r"[^\W\d_][\w &+./-]*(?:::[^\W_][\w &+./-]*)+")
_FEWEST = 6
# Back sides are short; the parts of an article are not.
_SHORT = 300
_LONGEST = 1_500
_TITLE = 90
_DATED = re.compile(r"\d+\.\d+|\d{4}")


def is_deck(blocks: Sequence[Block], title: str, skipped: Mapping[int, str]) -> bool:
    """Whether the headings of a document are the fronts of cards, whatever they say."""
    if not _DECK_PATH.fullmatch(title):
        return False
    places = [at for at, block in enumerate(blocks) if block.kind == "heading"]
    if places and blocks[places[0]].level == 1 and len(places) > 1:
        is_title = blocks[places[1]].level > 1
        places = places[1:] if is_title else places
    if len(places) < _FEWEST or len({blocks[at].level for at in places}) > 1:
        return False
    names = [blocks[at].content for at in places]
    if any(
        is_boilerplate(one) or len(one) > _TITLE or _DATED.search(one) for one in names
    ):
        return False
    sizes = [
        sum(len(blocks[at].text) for at in range(start + 1, end) if at not in skipped)
        for start, end in zip(places, [*places[1:], len(blocks)], strict=True)
    ]
    return all(sizes) and median(sizes) <= _SHORT and max(sizes) <= _LONGEST
