"""Answers on the lines of their questions: they are a habit of all, or they are none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from builder.sources.language.plain import plain
from builder.sources.readers.block import Block
from builder.sources.recognition import label
from builder.sources.recognition.marks import Marking
from builder.sources.recognition.title import split_behind_mark
from builder.sources.recognition.weights import WEIGHTS

_PASSED = frozenset({"heading", "rule", "comment"})


def settled(members: Sequence[Marking], blocks: Sequence[Block]) -> list[Marking]:
    """Return marks with what stands behind a question mark where it belongs.

    In a list where most lines go on behind the mark, that is the answer, however short.
    In a list of questions alone, what a few lines add is a part of the question.
    """
    inline = [_is_inline(mark, blocks[mark.index]) for mark in members]
    count = sum(inline)
    if len(members) < WEIGHTS.run or not count:
        return list(members)
    if count >= WEIGHTS.half * len(members):
        return [mark if mark.body else _split(mark) for mark in members]
    if count <= WEIGHTS.minority * len(members) and _are_alone(members, inline, blocks):
        return [
            _whole(mark, blocks[mark.index]) if is_inline else mark
            for mark, is_inline in zip(members, inline, strict=True)
        ]
    return list(members)


def _is_inline(mark: Marking, block: Block) -> bool:
    is_line = bool(mark.body) and "\n" not in block.content
    return is_line and not label.has_answer_label(mark.body)


def _are_alone(
    members: Sequence[Marking], inline: Sequence[bool], blocks: Sequence[Block]
) -> bool:
    """Whether nothing stands between the questions, and no other has an answer."""
    starts = {mark.index for mark in members}
    return all(
        (is_inline or not mark.body)
        and (
            mark.index + 1 >= len(blocks)
            or mark.index + 1 in starts
            or blocks[mark.index + 1].kind in _PASSED
        )
        for mark, is_inline in zip(members, inline, strict=True)
    )


def _split(mark: Marking) -> Marking:
    title, body = split_behind_mark(mark.title)
    return replace(mark, title=title, body=body)


def _whole(mark: Marking, block: Block) -> Marking:
    whole = plain(block.content)
    title = whole if block.kind == "item" else label.take_label(whole).title
    return replace(mark, title=title, body="")
