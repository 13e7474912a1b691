"""What stands behind a line and shows that it asks, whatever its wording."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from builder.sources.language import questionwords
from builder.sources.language.answerwords import is_answer_word
from builder.sources.language.plain import plain
from builder.sources.readers import lines
from builder.sources.readers.block import Block
from builder.sources.recognition import label

_PASSED = frozenset({"comment", "html", "rule", "code", "open"})
_MOST_PASSED = 3


def offers_options(blocks: Sequence[Block], index: int) -> bool:
    """Whether options begin at a index, but for code or a picture before them."""
    rows = list(islice(_behind(blocks, index), 2))
    if not rows:
        return False
    first = rows[0]
    if _is_inline(first.content):
        return True
    if len(rows) < 2:
        return False
    if lines.CHECKBOX.match(first.text):
        return bool(lines.CHECKBOX.match(rows[1].text))
    return _letter(first) == "A" and _letter(rows[1]) == "B"


def says_answer(blocks: Sequence[Block], index: int) -> bool:
    """Whether the next text begins with a word that says answer."""
    rows = list(islice(_behind(blocks, index), 2))
    if rows and rows[0].kind == "summary":
        return is_answer_word(plain(rows[0].content))
    if not rows or not label.has_answer_label(rows[0].text):
        return False
    return not (len(rows) > 1 and re.match(r"\W*B\s*[:：]", rows[1].text))


def _behind(blocks: Sequence[Block], index: int) -> Iterator[Block]:
    """Return the text behind a index, line by line, but for what may stand before it."""
    passed = 0
    for block in blocks[index : index + _MOST_PASSED + 2]:
        if (
            block.kind in _PASSED
            or questionwords.FACTS.holds(block.text)
            or plain(block.text) == ""
        ):
            passed += 1
            if passed > _MOST_PASSED:
                return
            continue
        yield from _rows(block)


def _rows(block: Block) -> Iterator[Block]:
    """Return the lines of a paragraph that holds several options, else the block."""
    rows = block.text.split("\n")
    if block.kind in {"paragraph", "item"} and len(rows) > 1 and _letter(block) == "A":
        for row in rows:
            yield Block(block.kind, row, block.line, row)
    else:
        yield block


def _letter(block: Block) -> str:
    if block.kind not in {"paragraph", "item"}:
        return ""
    match = lines.OPTION.match(block.text)
    if match is None or block.text[match.end("letter")] in ":：":
        return ""  # a list of rooms or of people looks the same
    return lines.half_width(match["letter"]).upper()


def _is_inline(text: str) -> bool:
    """Whether ``A. one  B. two`` stand on one line."""
    found = lines.INLINE_OPTION.findall(text)[:2]
    return [lines.half_width(one) for one in found] == ["A", "B"]
