"""Labels beside a question that are neither question nor answer: author, points."""

from __future__ import annotations

from collections.abc import Sequence

from builder.sources.language import questionwords
from builder.sources.language.answerwords import is_answer_word
from builder.sources.language.asking import asks
from builder.sources.language.plain import plain
from builder.sources.readers.block import Block
from builder.sources.recognition import label

FACT = "neither question nor answer"
_LABELLED = frozenset({"heading", "paragraph", "item"})
_PASSED = frozenset({"comment", "html", "rule", "open", "close"})


def found(blocks: Sequence[Block]) -> dict[int, str]:
    """Return the indexes of facts about a question, with the reason to leave them out.

    They stand between a question and the label of its answer, or right above the label
    of a question. Behind an answer they are a part of it.
    """
    facts: list[int] = []
    pending: list[int] = []
    is_asked = False
    for index, block in enumerate(blocks):
        if block.kind in _PASSED:
            continue
        text = plain(block.content)
        if block.kind in _LABELLED and questionwords.FACT_LABELS.holds(text):
            pending = [*pending, index] if not block.is_apart or is_asked else [index]
            continue
        says_question = label.take_label(text).form == "q"
        says_answer = label.has_answer_label(text) or is_answer_word(text)
        is_above = says_question and not (block.is_apart or is_asked)
        if (is_asked and says_answer) or is_above:
            facts += pending
        pending = []
        is_asked = not says_answer and (
            is_asked or says_question or block.kind == "heading" or asks(text)
        )
    return dict.fromkeys(facts, FACT)
