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
    """Return the questions of a list without answers, without what answers none of them."""
    blocks = document.blocks
    filled = [_filled(span, blocks) for span in spans]
    starts = [
        _first_stray(span, own, blocks, is_last=span is spans[-1])
        for span, own in zip(spans, filled, strict=True)
    ]
    bare = sum(not own for own in filled)
    answered = len(spans) - bare - sum(start is not None for start in starts)
    if bare * 2 < len(spans) or answered > WEIGHTS.some * len(spans):
        return list(spans), []
    kept: list[Span] = []
    left: list[LeftOut] = []
    for span, start in zip(spans, starts, strict=True):
        if start is None:
            kept.append(span)
            continue
        strays = [index for index in span.indices if index >= start]
        kept.append(replace(span, indices=[at for at in span.indices if at < start]))
        left += [
            LeftOut(
                blocks[at].line, blocks[at].text, "between questions without answers"
            )
            for at in strays
            if blocks[at].kind not in _HOLLOW
        ]
    return kept, left


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
    if any(blocks[at].kind not in _TEXT or blocks[at].indent for at in own):
        return None
    above = [blocks[at].kind for at in span.indices if at < own[0]]
    if "rule" in above and is_last:
        return own[0]
    are_names = not is_last and all(_is_name(blocks[at]) for at in own)
    return own[0] if are_names else None


def _is_name(block: Block) -> bool:
    text = plain(block.text)
    return (
        "\n" not in block.text
        and len(text) <= _LONGEST_NAME
        and not _SENTENCE_END.search(text)
        and not is_lettered(text)
        and not asks(text)
    )
