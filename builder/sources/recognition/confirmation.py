"""What stands behind a line and shows that it asks, whatever its wording."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from builder.sources.language import questionwords
from builder.sources.language.answerwords import is_answer_word
from builder.sources.language.plain import plain
from builder.sources.readers.block import Block
from builder.sources.recognition import choices, label
from builder.sources.recognition.offers import announces

_PASSED = frozenset({"comment", "html", "rule", "code", "open"})
_MOST_PASSED = 3


def offers_options(blocks: Sequence[Block], index: int) -> bool:
    """Whether options begin at an index, but for code or a picture before them."""
    for at in _behind(blocks, index):
        if not announces(blocks[at]):
            is_inline = choices.is_inline(blocks[at].content)
            return is_inline or choices.offer_at(blocks, at) is not None
    return False


def says_answer(blocks: Sequence[Block], index: int) -> bool:
    """Whether the next text begins with a word that says answer."""
    rows = [blocks[at] for at in islice(_behind(blocks, index), 2)]
    if rows and rows[0].kind == "summary":
        return is_answer_word(plain(rows[0].content))
    if not rows or not label.has_answer_label(rows[0].text):
        return False
    return not (len(rows) > 1 and re.match(r"\W*B\s*[:：]", rows[1].text))


def _behind(blocks: Sequence[Block], index: int) -> Iterator[int]:
    """Return where text stands behind an index, but for what may stand before it."""
    passed = 0
    for at in range(index, min(index + _MOST_PASSED + 2, len(blocks))):
        block = blocks[at]
        if (
            block.kind in _PASSED
            or questionwords.FACTS.holds(block.text)
            or plain(block.text) == ""
        ):
            passed += 1
            if passed > _MOST_PASSED:
                return
            continue
        yield at
