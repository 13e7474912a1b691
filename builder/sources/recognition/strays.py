"""Lines behind questions without answers that answer none: names of parts, farewells.

In a list of questions that nobody has answered, a short line between two of them says
what comes next, and what stands behind the last one, or behind a rule, ends the list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from builder.sources.items import LeftOut
from builder.sources.language.asking import asks
from builder.sources.language.plain import plain
from builder.sources.readers.block import Block, Document
from builder.sources.recognition import label
from builder.sources.recognition.itemise import Span
from builder.sources.recognition.optionline import is_lettered
from builder.sources.recognition.weights import WEIGHTS

# The name of a part has so many characters, and no end of a sentence.
_LONGEST_NAME = 40
_SENTENCE_END = re.compile(r"[.。!！?？;；,，]\W*$")
_HOLLOW = frozenset({"rule", "html", "comment", "open", "close"})
_TEXT = frozenset({"paragraph", "quote", "html"})


def without_strays(
    spans: Sequence[Span], document: Document
) -> tuple[list[Span], list[LeftOut]]:
    """Return questions without what answers none of them, where few have an answer."""
    blocks = document.blocks
    starts: dict[int, int] = {}
    for style in {span.mark.style for span in spans}:
        alike = [span for span in spans if span.mark.style == style]
        starts |= _stray_starts(alike, blocks)
    kept = [
        replace(span, indices=[at for at in span.indices if at < start])
        if (start := starts.get(span.mark.index)) is not None
        else span
        for span in spans
    ]
    left = [
        LeftOut(blocks[at].line, blocks[at].text, "between questions without answers")
        for span in spans
        for at in span.indices
        if at >= starts.get(span.mark.index, len(blocks))
        and blocks[at].kind not in _HOLLOW
    ]
    return kept, left


def _stray_starts(spans: Sequence[Span], blocks: Sequence[Block]) -> dict[int, int]:
    """Return where the strays of questions begin, by the marks; none where many answer."""
    filled = [_filled(span, blocks) for span in spans]
    starts = {
        span.mark.index: start
        for span, own in zip(spans, filled, strict=True)
        if (start := _first_stray(span, own, blocks, is_last=span is spans[-1]))
        is not None
    }
    bare = sum(not own for own in filled)
    answered = len(spans) - bare - len(starts)
    is_list = len(spans) >= WEIGHTS.run and bare * 2 >= len(spans)
    return starts if is_list and answered <= WEIGHTS.some * len(spans) else {}


def _filled(span: Span, blocks: Sequence[Block]) -> list[int]:
    """Return the places of the pieces with text at and below a question."""
    below = [at for at in span.indices if blocks[at].kind not in _HOLLOW]
    return [span.mark.index, *below] if span.mark.body else below


def _first_stray(
    span: Span, own: Sequence[int], blocks: Sequence[Block], *, is_last: bool
) -> int | None:
    """Return the place of the first piece that is no answer; none where all are."""
    if span.mark.body or not own or label.has_answer_label(blocks[own[0]].text):
        return None
    if _are_siblings(span, own, blocks):
        return own[0]
    if any(blocks[at].kind not in _TEXT or blocks[at].indent for at in own):
        return None
    above = [blocks[at].kind for at in span.indices if at < own[0]]
    if "rule" in above and is_last:
        return own[0]
    are_names = not is_last and all(_is_name(blocks[at]) for at in own)
    return own[0] if are_names else None


def _are_siblings(span: Span, own: Sequence[int], blocks: Sequence[Block]) -> bool:
    """Whether nothing but entries of the same list follow an entry that asks."""
    mark = span.mark
    if mark.style.kind != "item":
        return False
    indent = blocks[mark.index].indent
    return all(blocks[at].kind == "item" and blocks[at].indent == indent for at in own)


def _is_name(block: Block) -> bool:
    return all(_names_part(plain(line)) for line in block.text.split("\n"))


def _names_part(text: str) -> bool:
    return (
        len(text) <= _LONGEST_NAME
        and not _SENTENCE_END.search(text)
        and not is_lettered(text)
        and not asks(text)
    )
