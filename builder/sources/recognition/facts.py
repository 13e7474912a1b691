"""Labels beside a question that are neither question nor answer: author, points."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.sources.language import questionwords
from builder.sources.language.answerwords import is_answer_word
from builder.sources.language.asking import asks
from builder.sources.language.plain import plain
from builder.sources.readers.block import Block
from builder.sources.recognition import label
from builder.sources.recognition.weights import WEIGHTS

FACT = "neither question nor answer"
_LABELLED = frozenset({"heading", "paragraph", "item"})
_PASSED = frozenset({"comment", "html", "rule", "open", "close"})
_LABEL = re.compile(r"[\W_]*[^\W\d_][\w ]{0,19}[*_ ]*[:：]")
_LINE = re.compile(
    r"\W*(?P<label>[^\W\d_](?:[\w ]{0,18}\w)?)[*_ ]*[:：]\s*[^\n?？؟]{1,40}"
)


@dataclass(frozen=True, slots=True)
class _Gap:
    """What stands between a question and the label of its answer, and above the former.

    It ``is_told`` when the question ended with its mark, so that no line goes on.
    """

    lines: tuple[int, ...]
    above: tuple[int, ...] = ()
    is_told: bool = False


def found(blocks: Sequence[Block]) -> dict[int, str]:
    """Return the indexes of facts about a question, with the reason to leave them out.

    They stand between a question and the label of its answer, or right above the label
    of a question. Behind an answer they are a part of it.
    """
    if not any(_LABEL.match(block.content) for block in blocks):
        return {}
    gaps = list(_gaps(blocks))
    names = _recurring(gaps, blocks)
    facts = [
        index
        for gap in gaps
        for index in (*gap.above, *gap.lines)
        if _is_fact(blocks[index])
        or (gap.is_told and index in gap.lines and _name(blocks[index]) in names)
    ]
    return dict.fromkeys(facts, FACT)


def _gaps(blocks: Sequence[Block]) -> Iterator[_Gap]:
    """Return what stands between each question and its answer's label."""
    lines: list[int] = []
    above: list[int] = []
    is_asked = is_told = False
    for index, block in enumerate(blocks):
        if block.kind in _PASSED:
            continue
        text = plain(block.content)
        says_question = label.take_label(text).form == "q"
        if not says_question and _is_fact(block) and (above or block.is_apart):
            above = above if is_asked else [*above, index]
        if label.has_answer_label(text) or is_answer_word(text):
            if is_asked:
                yield _Gap(tuple(lines), is_told=is_told)
            is_asked, lines, above = False, [], []
        elif says_question or (
            not is_asked and (block.kind == "heading" or asks(text))
        ):
            if says_question and not block.is_apart:
                yield _Gap((), tuple(above))
            is_asked = not _is_fact(block)
            is_told = bool(re.search(r"[?？؟]\W*$", text))
            lines, above = [], []
        elif is_asked:
            lines.append(index)
        elif not _is_fact(block):
            above = []


def _is_fact(block: Block) -> bool:
    is_line = block.kind in _LABELLED
    return is_line and questionwords.FACT_LABELS.holds(plain(block.content))


def _name(block: Block) -> str:
    """Return the label that a short line begins with, in small letters."""
    line = _LINE.fullmatch(plain(block.content)) if block.kind in _LABELLED else None
    return line["label"].casefold() if line is not None else ""


def _recurring(gaps: Sequence[_Gap], blocks: Sequence[Block]) -> set[str]:
    """Return the labels that nearly all questions have, and no question needs."""
    between = [gap for gap in gaps if not gap.above]
    counts = Counter(
        _name(blocks[index]) for gap in between for index in gap.lines if gap.is_told
    )
    least = max(WEIGHTS.run, WEIGHTS.nearly_all * len(between))
    return {
        name
        for name, count in counts.items()
        if name and count >= least and not questionwords.GIVENS.holds(name)
    }
