"""A document's blocks to items: the pattern of the document, then what it marks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from builder.sources.items import LeftOut, Recognition
from builder.sources.language.asking import interrogation
from builder.sources.language.documents import (
    denies_questions,
    may_promise_questions,
    promises_questions,
)
from builder.sources.language.plain import plain
from builder.sources.readers.block import Block, Document
from builder.sources.recognition import label, notcontent
from builder.sources.recognition.answerkey import Key, find_key
from builder.sources.recognition.itemise import Habits, habits, make_item
from builder.sources.recognition.marks import Mark
from builder.sources.recognition.pattern import CONTENT, content_counts, find_pattern
from builder.sources.recognition.rows import with_rows
from builder.sources.recognition.spans import Pattern, walk

_SURE = 0.85
# ``区别`` and ``为什么`` name parts of an answer when they stand alone.
_LONGEST_PART_NAME = 6
_FEW = 2
_LONGEST_TITLE = 60


def recognise(document: Document, name: str = "") -> Recognition:
    """Find the items of a document; ``name`` is that of its file."""
    document = replace(document, blocks=tuple(with_rows(document.blocks)))
    key = find_key(document.blocks)
    found = _recognised(document, name, key)
    if key.answers and sum(not item.is_draft for item in found.items) != len(
        key.answers
    ):
        found = _recognised(document, name, _no_key(document))
    return found


def _recognised(document: Document, name: str, key: Key) -> Recognition:
    blocks = document.blocks
    skipped = notcontent.skipped(blocks)
    skipped |= dict.fromkeys(range(key.place, key.end), "key, put into the answers")
    skipped |= dict.fromkeys(range(key.end, len(blocks)), "after the questions")
    title_place = _title_place(document)
    title = document.title or (
        plain(blocks[title_place].content) if title_place is not None else ""
    )
    promised = promises_questions(title, name) or (
        may_promise_questions(title, name)
        and any(interrogation(b.content) >= _SURE for b in blocks)
    )
    first = blocks[0].content[:_LONGEST_TITLE] if blocks else ""
    denied = not promised and denies_questions(title, name, first)
    pattern = find_pattern(document, skipped, promised=promised, denied=denied)
    if title_place is not None and _is_one_question(title, title_place, pattern):
        pattern = Pattern()
    elif _heads_questions(title_place, pattern):
        kept = {at: one for at, one in pattern.marks.items() if at != title_place}
        pattern = replace(pattern, marks=kept)
    if not pattern.marks:
        single = _single_question(document, name, title_place, skipped)
        if single is None:
            everything = [
                LeftOut(block.line, block.text, "no questions found")
                for block in blocks
            ]
            return Recognition((), tuple(everything), title, document.remarks)
        pattern = Pattern({single.index: single}, 0)
    spans, left_out = walk(document, pattern, skipped, title_place)
    habit = habits(spans, document, key)
    items = [make_item(span, document, habit) for span in spans]
    return Recognition(
        tuple(items),
        tuple(sorted(left_out, key=lambda one: one.line)),
        title,
        document.remarks,
    )


def by_sections(document: Document) -> Recognition:
    """Return an item for each heading with text below it, for documents without Q&A."""
    blocks = document.blocks
    skipped = notcontent.skipped(blocks)
    title_place = _title_place(document)
    counts = content_counts(blocks, skipped)
    headings = [
        index
        for index, block in enumerate(blocks)
        if block.kind == "heading" and index != title_place and index not in skipped
    ]
    chosen: dict[int, Mark] = {}
    for index, end in zip(headings, [*headings[1:], len(blocks)], strict=False):
        title = label.take_label(plain(blocks[index].content)).title
        if counts[end] > counts[index + 1] and title:
            chosen[index] = Mark(
                index, ("heading", "section"), title, 1.0, level=blocks[index].level
            )
    pattern = Pattern(chosen, 6)
    spans, left_out = walk(document, pattern, skipped, title_place)
    habit = Habits(_no_key(document))
    items = [make_item(span, document, habit) for span in spans]
    title = plain(blocks[title_place].content) if title_place is not None else ""
    return Recognition(
        tuple(items), tuple(left_out), document.title or title, document.remarks
    )


def _title_place(document: Document) -> int | None:
    """Return the place of the heading that is the document's title."""
    headings = [
        (index, block.level)
        for index, block in enumerate(document.blocks)
        if block.kind == "heading"
    ]
    if not headings:
        return None
    first, level = headings[0]
    if level == 1 and sum(1 for _, other in headings if other == 1) == 1:
        return first
    return None


def _no_key(document: Document) -> Key:
    return Key(len(document.blocks), len(document.blocks))


def _heads_questions(at: int | None, pattern: Pattern) -> bool:
    """Whether a title that asks stands above a list of questions."""
    if at not in pattern.marks:
        return False
    below = [mark for place, mark in pattern.marks.items() if place > (at or 0)]
    return len(below) > _FEW and all(mark.level > 1 for mark in below)


def _is_one_question(title: str, at: int, pattern: Pattern) -> bool:
    """Whether the title asks and what stands out below it are parts of one answer."""
    if not re.search(r"[?？]", title) or not pattern.marks:
        return False
    titles = [mark.title for place, mark in pattern.marks.items() if place != at]
    asking = sum(
        interrogation(one) >= _SURE and len(one) > _LONGEST_PART_NAME for one in titles
    )
    return asking * 2 < len(titles)


def _single_question(
    document: Document, name: str, title_place: int | None, skipped: Mapping[int, str]
) -> Mark | None:
    """Return the question of a document that is one question as a whole."""
    blocks = document.blocks
    if not any(i not in skipped and b.kind in CONTENT for i, b in enumerate(blocks)):
        return None
    stem = re.sub(r"^\d+[\s._-]*", "", name.rpartition(".")[0] or name)
    names = [document.title, re.sub(r"[-_]+", " ", stem)]
    if title_place is not None:
        title = label.take_label(plain(blocks[title_place].content)).title
        if interrogation(title) >= _SURE and _is_short(blocks, title):
            return Mark(title_place, ("whole",), title, 1.0, level=1)
        return None
    for title in names:
        if interrogation(title) >= _SURE and _is_short(blocks, title):
            return Mark(-1, ("whole",), title, 1.0)
    return None


def _is_short(blocks: Sequence[Block], title: str) -> bool:
    """Whether a document answers its title and is no article in many parts."""
    parts = sum(1 for block in blocks if block.kind == "heading" and block.level == 2)
    return parts <= 2 or bool(re.search(r"[?？]", title))
