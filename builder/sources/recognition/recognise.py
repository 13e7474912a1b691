"""A document's blocks to items: the pattern of the document, then what it marks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from builder.sources.items import Item, LeftOut
from builder.sources.language.asking import asks, interrogation
from builder.sources.language.confidence import CERTAIN, SURE
from builder.sources.language.documents import (
    denies_questions,
    describes_program,
    may_promise_questions,
    promises_questions,
)
from builder.sources.language.plain import plain
from builder.sources.readers.block import Block, Document
from builder.sources.recognition import choices, facts, keysbefore, label, notcontent
from builder.sources.recognition.answerkey import (
    AnswerKey,
    answers_counted,
    find_keys,
)
from builder.sources.recognition.assignment import assigned
from builder.sources.recognition.cardtitles import without_card_titles
from builder.sources.recognition.chosenstyle import chosen_pattern
from builder.sources.recognition.explanation import UNEXPLAINED, Explanation, explained
from builder.sources.recognition.headingdeck import is_deck
from builder.sources.recognition.itemise import Habits, Span, habits, make_item
from builder.sources.recognition.marks import Marking
from builder.sources.recognition.nesting import inner_headings
from builder.sources.recognition.pattern import CONTENT, content_counts, find_pattern
from builder.sources.recognition.rows import with_rows
from builder.sources.recognition.spans import Pattern, walk
from builder.sources.recognition.strays import without_strays
from builder.sources.recognition.style import NO_LEVEL, MarkingStyle

# ``区别`` and ``为什么`` name parts of an answer when they stand alone.
_LONGEST_PART_NAME = 6
# So many questions below a title that asks make it the title of a list.
_FEW = 2
# So much of the first line tells what a document is.
_LONGEST_TITLE = 60
# One question has an answer of so many parts; an article has more.
_MOST_PARTS = 2
_BEFORE_ALL = -1
_PUT_INTO_ANSWERS = "key, put into the answers"


@dataclass(frozen=True, slots=True)
class Recognition:
    """A document after recognition; no items when it holds no questions.

    ``is_one`` tells that the document as a whole is its only one.
    """

    items: tuple[Item, ...]
    left_out: tuple[LeftOut, ...]
    title: str = ""
    remarks: tuple[tuple[int, str], ...] = ()
    explanation: Explanation = UNEXPLAINED
    is_one: bool = False


def recognise(document: Document, name: str = "") -> Recognition:
    """Find the items of a document; ``name`` is that of its file."""
    document = replace(document, blocks=_taken_apart(document.blocks))
    keys = find_keys(document.blocks)
    found, is_keyed = _recognised(document, name, keys)
    return found if is_keyed else _recognised(document, name, ())[0]


def _taken_apart(blocks: Sequence[Block]) -> tuple[Block, ...]:
    rows = tuple(choices.apart(tuple(with_rows(blocks))))
    return tuple(keysbefore.put_behind(rows))


def _recognised(
    document: Document, name: str, keys: Sequence[AnswerKey]
) -> tuple[Recognition, bool]:
    """Return what is recognised, and whether the keys are those of its questions."""
    blocks = document.blocks
    skipped = (
        notcontent.skipped(blocks) | facts.found(blocks) | _skipped_keys(keys, blocks)
    )
    title_index = _title_index(document)
    title = _title(document, title_index)
    promised, denied = _says_questions(blocks, title, name)
    promised = promised or any(answers_counted(key, blocks) for key in keys)
    promised = promised or (not denied and is_deck(blocks, title, skipped))
    pattern = find_pattern(document, skipped, promised=promised, denied=denied)
    if title_index is not None and _is_one_question(title, title_index, pattern):
        pattern = replace(pattern, marks={})
    elif _heads_questions(title_index, pattern):
        kept = {at: one for at, one in pattern.marks.items() if at != title_index}
        pattern = replace(pattern, marks=kept)
    if not pattern.marks:
        single = _single_question(document, name, title_index, skipped)
        if single is None:
            return _nothing(document, title, pattern), not keys
        pattern = replace(pattern, marks={single.index: single}, section_level=0)
    return _gone_through(document, pattern, skipped, title_index, keys)


def _skipped_keys(keys: Sequence[AnswerKey], blocks: Sequence[Block]) -> dict[int, str]:
    """Return the blocks of keys, and those behind the last where nothing asks."""
    skipped: dict[int, str] = {}
    for key in keys:
        skipped |= dict.fromkeys(range(key.index, key.end), _PUT_INTO_ANSWERS)
    end = max((key.end for key in keys), default=len(blocks))
    if not any(asks(plain(block.content)) for block in blocks[end:]):
        skipped |= dict.fromkeys(range(end, len(blocks)), "after the questions")
    return skipped


def _title(document: Document, index: int | None) -> str:
    if document.title or index is None:
        return document.title
    return plain(document.blocks[index].content)


def _says_questions(
    blocks: Sequence[Block], title: str, name: str
) -> tuple[bool, bool]:
    """Return whether a document promises questions, and whether it is something else."""
    promised = promises_questions(title, name, _first_line(blocks)) or (
        may_promise_questions(title, name)
        and any(interrogation(block.content) >= SURE for block in blocks)
    )
    headings = [block.content for block in blocks if block.kind == "heading"]
    is_program = describes_program(headings)
    promised = promised and not is_program
    first = blocks[0].content[:_LONGEST_TITLE] if blocks else ""
    is_denied = is_program or denies_questions(title, name, first)
    return promised, not promised and is_denied


def _first_line(blocks: Sequence[Block]) -> str:
    """Return the first line of a text that has no headings, where it stands alone."""
    first, *more = blocks[:2] or [Block("rule", "", 1)]
    is_alone = first.kind == "paragraph" and bool(more) and more[0].is_apart
    is_title = len(first.text) < _LONGEST_TITLE and "\n" not in first.text
    ends = re.search(r"[.。!！?？؟:：,，;；]\W*$", first.text)
    return first.text if is_alone and is_title and not ends else ""


def _nothing(document: Document, title: str, pattern: Pattern) -> Recognition:
    everything = tuple(
        LeftOut(block.line, block.text, "no questions found")
        for block in document.blocks
    )
    why = explained(document, replace(pattern, main=None), (), everything)
    return Recognition((), everything, title, document.remarks, why)


def _gone_through(
    document: Document,
    pattern: Pattern,
    skipped: Mapping[int, str],
    title_index: int | None,
    keys: Sequence[AnswerKey],
) -> tuple[Recognition, bool]:
    spans, left_out = walk(document, pattern, skipped, title_index)
    given = assigned(keys, spans, document.blocks)
    spans = without_card_titles(spans)
    if not given.answers:
        spans, strays = without_strays(spans, document)
        left_out += strays
    habit = habits(spans, document, given.answers)
    title = _title(document, title_index)
    found = _itemised(document, title, pattern, habit, spans, left_out)
    at = {span.mark.index for span in spans}
    found = replace(
        found,
        remarks=tuple(sorted((*found.remarks, *given.doubts))),
        is_one=at in ({_BEFORE_ALL}, {title_index}),
    )
    answered = sum(not item.is_draft for item in found.items)
    is_short = all(key.is_short for key in keys)
    return found, is_short or answered == len(given.answers)


def _itemised(
    document: Document,
    title: str,
    pattern: Pattern,
    habit: Habits,
    spans: Sequence[Span],
    left_out: Sequence[LeftOut],
) -> Recognition:
    made = [make_item(span, document, habit) for span in spans]
    doubts = [(one.item.line, one.doubt) for one in made if one.doubt]
    return Recognition(
        tuple(one.item for one in made),
        tuple(sorted(left_out, key=lambda one: one.line)),
        title,
        tuple(sorted((*document.remarks, *_doubts(pattern, spans), *doubts))),
        explained(document, pattern, spans, left_out),
    )


def _doubts(pattern: Pattern, spans: Sequence[Span]) -> list[tuple[int, str]]:
    """Return what an author should check, with its line."""
    if not pattern.is_doubtful or not spans:
        return []
    told = "not all headings ask: check what was taken for a question and what left out"
    return [(spans[0].line, told)]


def as_one(document: Document) -> Recognition | None:
    """Return a document as one item, whether its title asks or not; none without one."""
    blocks = document.blocks
    skipped = notcontent.skipped(blocks)
    title_index = _title_index(document)
    told = document.title if title_index is None else blocks[title_index].content
    title = label.take_label(plain(told)).title
    if not title or not _has_content(blocks, skipped):
        return None
    at = _BEFORE_ALL if title_index is None else title_index
    mark = _whole(at, title, "each file of the folder is one question")
    pattern = Pattern({at: mark}, 0)
    return _gone_through(document, pattern, skipped, title_index, ())[0]


def by_sections(document: Document) -> Recognition:
    """Return an item for each heading with text below it, for documents without Q&A."""
    blocks = document.blocks
    skipped = notcontent.skipped(blocks)
    title_index = _title_index(document)
    counts = content_counts(blocks, skipped)
    headings = [
        index
        for index, block in enumerate(blocks)
        if block.kind == "heading" and index != title_index and index not in skipped
    ]
    chosen: dict[int, Marking] = {}
    style = MarkingStyle("heading", form="section")
    for index, end in zip(headings, [*headings[1:], len(blocks)], strict=False):
        title = label.take_label(plain(blocks[index].content)).title
        if counts[end] > counts[index + 1] and title:
            level = blocks[index].level
            chosen[index] = Marking(
                index, style, title, CERTAIN, "text stands below it", level=level
            )
    pattern = Pattern(chosen, NO_LEVEL)
    spans, left_out = walk(document, pattern, skipped, title_index)
    title = _title(document, title_index)
    return _itemised(document, title, pattern, Habits(), spans, left_out)


def by_style(document: Document, name: str) -> Recognition:
    """Return the items of a document whose author says how it marks its questions."""
    blocks = document.blocks
    keys = find_keys(blocks)
    skipped = notcontent.skipped(blocks) | _skipped_keys(keys, blocks)
    title_index = _title_index(document)
    pattern = chosen_pattern(blocks, skipped, name)
    if not pattern.marks:
        return _nothing(document, _title(document, title_index), pattern)
    title_index = None if title_index in pattern.marks else title_index
    return _gone_through(document, pattern, skipped, title_index, keys)[0]


def _title_index(document: Document) -> int | None:
    """Return the index of the heading that is the document's title."""
    inner = inner_headings(document.blocks)
    headings = [
        (index, block.level)
        for index, block in enumerate(document.blocks)
        if block.kind == "heading" and index not in inner
    ]
    if not headings:
        return None
    first, level = headings[0]
    if level == 1 and sum(1 for _, other in headings if other == 1) == 1:
        return first
    return None


def _heads_questions(at: int | None, pattern: Pattern) -> bool:
    """Whether a title that asks stands above a list of questions."""
    if at not in pattern.marks:
        return False
    below = [mark for index, mark in pattern.marks.items() if index > (at or 0)]
    return len(below) > _FEW and all(mark.level > 1 for mark in below)


def _is_one_question(title: str, at: int, pattern: Pattern) -> bool:
    """Whether the title asks and what stands out below it are parts of one answer."""
    if not re.search(r"[?？]", title) or not pattern.marks:
        return False
    titles = [mark.title for index, mark in pattern.marks.items() if index != at]
    asking = sum(
        interrogation(one) >= SURE and len(one) > _LONGEST_PART_NAME for one in titles
    )
    return asking * 2 < len(titles)


def _single_question(
    document: Document, name: str, title_index: int | None, skipped: Mapping[int, str]
) -> Marking | None:
    """Return the question of a document that is one question as a whole."""
    blocks = document.blocks
    if not _has_content(blocks, skipped):
        return None
    if title_index is not None:
        title = label.take_label(plain(blocks[title_index].content)).title
        is_asked = interrogation(title) >= SURE and _is_short(blocks, title)
        return _whole(title_index, title, "the title asks") if is_asked else None
    stem = re.sub(r"^\d+[\s._-]*", "", name.rpartition(".")[0] or name)
    for title in (document.title, re.sub(r"[-_]+", " ", stem)):
        if interrogation(title) >= SURE and _is_short(blocks, title):
            return _whole(_BEFORE_ALL, title, "the name of the document asks")
    return None


def _has_content(blocks: Sequence[Block], skipped: Mapping[int, str]) -> bool:
    return any(
        index not in skipped and block.kind in CONTENT
        for index, block in enumerate(blocks)
    )


def _whole(index: int, title: str, reason: str) -> Marking:
    style = MarkingStyle("whole")
    return Marking(index, style, title, CERTAIN, reason, level=1)


def _is_short(blocks: Sequence[Block], title: str) -> bool:
    """Whether a document answers its title and is no article in many parts."""
    parts = sum(1 for block in blocks if block.kind == "heading" and block.level == 2)
    return parts <= _MOST_PARTS or bool(re.search(r"[?？]", title))
