"""How a document marks its questions: the styles chosen, and the marks they leave."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from builder.sources.language.asking import asks, interrogation
from builder.sources.language.confidence import PROBABLE, SURE
from builder.sources.language.documents import is_manual, promises_questions
from builder.sources.language.headings import INTRODUCTIONS, is_boilerplate
from builder.sources.readers.block import Block, Document
from builder.sources.recognition import marks as marking
from builder.sources.recognition import notcontent, partly, styles
from builder.sources.recognition.companions import companions
from builder.sources.recognition.marks import Marking
from builder.sources.recognition.nesting import inner_headings, stands_in
from builder.sources.recognition.ownnumbers import with_own_numbers
from builder.sources.recognition.spans import Pattern, walk
from builder.sources.recognition.style import MarkingStyle
from builder.sources.recognition.styles import WeighedStyle, answered, strong_share
from builder.sources.recognition.weights import WEIGHTS

CONTENT = frozenset(
    [
        "paragraph",
        "item",
        "code",
        "table",
        "quote",
        "answer",
        "choice",
        "html",
        "heading",
    ]
)
# Each round adds one style, and no document has so many.
_ROUNDS = 6
# A single question is no habit.
_FEW = 2
# A section begins with a title of so many words and characters, and with one paragraph.
_LONGEST_NAME = 40
_MOST_WORDS = 4
_SENTENCE_BEFORE = re.compile(r"[。！：]\S|[.!:] \S")
_LONGEST_INTRODUCTION = 160


def find_pattern(
    document: Document, skipped: Mapping[int, str], *, promised: bool, denied: bool
) -> Pattern:
    """Choose the styles of a document, the main one first.

    ``promised`` tells that its title speaks of questions, ``denied`` that it speaks of
    something else, such as the minutes of a meeting.
    """
    blocks = document.blocks
    counts = content_counts(blocks, skipped)
    aside = _aside(blocks) | _nested(blocks)
    entries = inner_headings(blocks)
    inner = {at for at, entry in entries.items() if blocks[entry].kind == "heading"}
    found = [
        mark
        for mark in with_own_numbers(marking.find_marks(blocks))
        if mark.index not in skipped
        and mark.index not in inner
        and not (mark.index in aside and not mark.is_strong)
    ]
    ranked = styles.weighed(found, blocks, counts, promised=promised)
    usable = [
        one for one in ranked if not denied or one.sure_share >= WEIGHTS.nearly_all
    ]
    main = _main(usable, blocks, counts, promised=promised)
    if main is None and not denied:
        main = _partly_asking(ranked, blocks, skipped)
    if main is None:
        return Pattern(runners_up=tuple(ranked))
    chosen = {
        mark.index: mark
        for mark in _main_marks(main, blocks, counts, promised=promised)
    }
    chosen |= companions(main, usable, chosen, blocks, counts, promised=promised)
    pattern = Pattern(chosen, section_level(blocks, chosen, skipped))
    for _ in range(_ROUNDS):
        more = _marks_left(document, pattern, found, skipped, counts, promised=promised)
        if not more:
            break
        chosen = chosen | more
        pattern = Pattern(chosen, section_level(blocks, chosen, skipped))
    ordered = [chosen[index] for index in sorted(chosen)]
    dropped = notcontent.announced(ordered, answered(ordered, len(blocks), counts))
    kept = {index: mark for index, mark in chosen.items() if index not in dropped}
    others = tuple(one for one in ranked if one is not main)
    is_doubtful = main.is_heading and main.asking_share < WEIGHTS.mostly
    return replace(
        pattern,
        marks=kept,
        main=main,
        runners_up=others,
        is_doubtful=is_doubtful and not promised,
    )


def _nested(blocks: Sequence[Block]) -> set[int]:
    """Return the indexes of summaries of details inside of other details."""
    depth = 0
    nested: set[int] = set()
    for index, block in enumerate(blocks):
        if block.kind == "open":
            depth += 1
        elif block.kind == "close" and block.marker == "details":
            depth = max(0, depth - 1)
        elif block.kind == "summary" and depth > 1:
            nested.add(index)
    return nested


def _aside(blocks: Sequence[Block]) -> set[int]:
    """Return the indexes below headings such as *Contributors* and *References*."""
    aside: set[int] = set()
    is_aside = False
    for index, block in enumerate(blocks):
        if block.kind == "heading":
            is_aside = is_boilerplate(block.content) and not promises_questions(
                block.content
            )
        elif is_aside:
            aside.add(index)
    return aside


def _main(
    ranked: Sequence[WeighedStyle],
    blocks: Sequence[Block],
    counts: Sequence[int],
    *,
    promised: bool,
) -> WeighedStyle | None:
    """Return the style that explains the document, if any does."""
    sections = answered_headings(blocks, counts)
    least = _least_share(blocks, promised=promised)
    usable = [
        one
        for one in ranked
        if _is_credible(one, sections, promised=promised)
        and (one.gain >= one.unanswered_gain or _makes_up(one, counts, least))
    ]
    usable = [
        one
        for one in usable
        if not any(
            stands_in(one, other, blocks) for other in usable if other is not one
        )
    ]
    best = max(usable, key=lambda one: one.gain, default=None)
    lists = [one for one in usable if one.unanswered_gain >= WEIGHTS.enough_alone]
    longest = max(lists, key=lambda one: one.unanswered_gain, default=None)
    if best is None or best.gain < WEIGHTS.enough:
        return longest
    if longest is not None and longest.unanswered_gain > best.gain * WEIGHTS.many_more:
        return longest
    return best


def _partly_asking(
    ranked: Sequence[WeighedStyle],
    blocks: Sequence[Block],
    skipped: Mapping[int, str],
) -> WeighedStyle | None:
    """Return the best style of headings of which a part asks."""
    parts = [partly.asking_part(one, blocks, skipped) for one in ranked]
    return max(filter(None, parts), key=lambda one: one.gain, default=None)


def _least_share(blocks: Sequence[Block], *, promised: bool) -> float:
    """Return which part of a document questions without answers must make up."""
    if promised:
        return WEIGHTS.few
    names = [block.content for block in blocks if block.kind == "heading"]
    return WEIGHTS.mostly if is_manual(names) else WEIGHTS.quarter


def _makes_up(one: WeighedStyle, counts: Sequence[int], share: float) -> bool:
    """Whether questions without answers are a good part of their document."""
    return len(one.marks) >= counts[-1] * share


def answered_headings(blocks: Sequence[Block], counts: Sequence[int]) -> int:
    """Return how many headings that do not ask have text right below them."""
    titles = [index for index, block in enumerate(blocks) if block.kind == "heading"]
    return sum(
        counts[end] > counts[index + 1] and interrogation(blocks[index].content) < SURE
        for index, end in zip(titles, [*titles[1:], len(blocks)], strict=False)
    )


def _is_credible(one: WeighedStyle, sections: int, *, promised: bool) -> bool:
    kind, share = one.style.kind, one.asking_share
    if one.style.is_explicit:
        return share >= WEIGHTS.quarter or promised
    if kind in {"summary", "term", "pair"}:
        return True
    titled = [mark for mark in one.marks if not is_boilerplate(mark.title)]
    if titled and all(mark.has_options for mark in titled):
        return True
    if kind == "line" and not promised:
        bare = [mark for mark in titled if not _SENTENCE_BEFORE.search(mark.title)]
        if len(bare) < max(WEIGHTS.run, sections):
            return False  # an article whose sentences ask now and then
    is_marked = bool(titled) and bool(titled[0].form)
    if is_marked or one.style.is_bold_item:
        needed = WEIGHTS.quarter
    else:
        needed = _needed(one) if one.is_heading else WEIGHTS.half
    if share < needed and not promised:
        return False
    if len(titled) == 1 and not promised:
        return (
            titled[0].evidence >= SURE
            and kind == "heading"
            and "?" in titled[0].title.replace("？", "?")
        )
    if kind == "item" or not promised:
        told = sum(map(_tells_that_it_asks, one.marks)) / len(one.marks)
        return max(one.sure_share, share if promised else told) >= WEIGHTS.few
    return True


def _needed(one: WeighedStyle) -> float:
    """Return which part of the headings must ask: fewer where they have their mark."""
    told = sum(_tells_that_it_asks(mark) for mark in one.marks)
    asking = len(one.marks) * one.asking_share
    is_told = told >= _FEW and told >= WEIGHTS.most * asking
    return WEIGHTS.most if is_told else WEIGHTS.mostly


def _tells_that_it_asks(mark: Marking) -> bool:
    """Whether a heading has a question mark, or is a whole order to explain something."""
    is_order = mark.evidence >= PROBABLE and len(mark.title) > _LONGEST_NAME
    return is_order or bool(re.search(r"[?？؟]\W*$", mark.title))


def _main_marks(
    main: WeighedStyle,
    blocks: Sequence[Block],
    counts: Sequence[int],
    *,
    promised: bool,
) -> list[Marking]:
    """Leave out section headings and boilerplate that share the style of questions."""
    kept = []
    share = strong_share(main.marks)
    ends = [*(mark.index for mark in main.marks[1:]), len(blocks)]
    are_answered = answered(main.marks, len(blocks), counts)
    for mark, end, has_answer in zip(main.marks, ends, are_answered, strict=True):
        is_open = (promised or share >= WEIGHTS.half) and (
            not any(are_answered) or _is_open_leaf(main, blocks, mark, are_answered)
        )
        if is_boilerplate(mark.title) or (
            mark.title
            and not is_open
            and _is_section_like(mark, share, has_answer=has_answer)
        ):
            continue
        if main.is_heading and _only_parts(blocks, mark, end):
            continue
        stands_out = not mark.form and share >= WEIGHTS.half and not mark.is_strong
        if (
            main.is_heading
            and stands_out
            and _is_intro(blocks, mark, end, promised=promised)
        ):
            continue
        kept.append(mark)
    return kept


def _is_open_leaf(
    main: WeighedStyle,
    blocks: Sequence[Block],
    mark: Marking,
    are_answered: Sequence[bool],
) -> bool:
    """Whether a heading with nothing below stands among many that have no answers."""
    if not main.is_heading or sum(are_answered) * 2 >= len(are_answered):
        return False
    below = blocks[mark.index + 1 : mark.index + 2]
    return bool(below) and below[0].kind == "heading" and below[0].level <= mark.level


def _is_section_like(mark: Marking, share: float, *, has_answer: bool) -> bool:
    """Whether a mark that does not ask stands among questions that do."""
    if mark.is_strong or share < WEIGHTS.some:
        return False
    if not has_answer:
        is_list = bool(mark.form) or share >= WEIGHTS.nearly_all
        return not (mark.style.kind == "item" and is_list)
    is_title = mark.style.kind in {"heading", "summary", "term"}
    is_title = is_title or mark.style.is_bold_item
    return not is_title and share >= WEIGHTS.mostly and not mark.form


def _only_parts(blocks: Sequence[Block], mark: Marking, end: int) -> bool:
    """Whether a heading that does not ask has nothing but deeper ones below, that do."""
    below = [block for block in blocks[mark.index + 1 : end] if block.kind != "rule"]
    if not below or below[0].kind != "heading" or asks(mark.title):
        return False
    return any(
        block.kind == "heading" and interrogation(block.content) >= SURE
        for block in below
    )


def _is_intro(
    blocks: Sequence[Block], mark: Marking, end: int, *, promised: bool
) -> bool:
    """Whether a short title has one short paragraph below: a section's first words."""
    if len(mark.title.split()) > _MOST_WORDS or len(mark.title) > _LONGEST_NAME:
        return False
    below = [block for block in blocks[mark.index + 1 : end] if block.kind in CONTENT]
    if len(below) != 1 or below[0].kind != "paragraph":
        return False
    if len(below[0].text) > _LONGEST_INTRODUCTION:
        return False
    return not promised or INTRODUCTIONS.holds(below[0].text)


def section_level(
    blocks: Sequence[Block], chosen: Mapping[int, Marking], skipped: Mapping[int, str]
) -> int:
    """Return the deepest level of headings that stand right before questions."""
    level = 0
    current = 0
    for index, block in enumerate(blocks):
        if index in chosen:
            if chosen[index].style.kind != "heading":
                level = max(level, current)
            current = 0
        elif block.kind == "heading":
            current = block.level
        elif index not in skipped and block.kind not in {"rule", "open", "comment"}:
            current = 0
    return level or 2


def _marks_left(
    document: Document,
    pattern: Pattern,
    found: Sequence[Marking],
    skipped: Mapping[int, str],
    counts: Sequence[int],
    *,
    promised: bool,
) -> dict[int, Marking]:
    """Return marks of another style in parts that the chosen marks leave alone."""
    spans, _ = walk(document, pattern, skipped, None)
    covered = {
        index: number for number, span in enumerate(spans) for index in span.indices
    }
    others = [mark for mark in found if mark.index not in pattern.marks]
    outside = marks_outside_answers(
        others, covered, document.blocks, counts, promised=promised
    )
    return outside or marks_inside_one_answer(
        others, covered, len(spans), document.blocks, counts
    )


def marks_outside_answers(
    others: Sequence[Marking],
    covered: Mapping[int, int],
    blocks: Sequence[Block],
    counts: Sequence[int],
    *,
    promised: bool,
) -> dict[int, Marking]:
    """Return the marks of the best style that stands in no answer, where one is good."""
    free = [
        mark
        for mark in others
        if mark.index not in covered and mark.style.kind != "line"
    ]
    for one in styles.weighed(free, blocks, counts, promised=False):
        if one.style.is_explicit and one.asking_share < WEIGHTS.few:
            continue
        strong = [mark for mark in one.marks if mark.evidence >= SURE]
        is_label = one.style.kind == "label"
        enough = WEIGHTS.enough if is_label else WEIGHTS.enough_alone
        if one.gain >= enough and len(strong) >= WEIGHTS.mostly * len(one.marks):
            kept = one.marks if one.style.is_bold_item else strong
            return {mark.index: mark for mark in kept}
    if promised:
        return _lists_outside_answers(free, blocks, counts)
    return {}


def _lists_outside_answers(
    free: Sequence[Marking], blocks: Sequence[Block], counts: Sequence[int]
) -> dict[int, Marking]:
    """Return a list of questions without answers that stands in no answer."""
    for one in styles.weighed(free, blocks, counts, promised=True):
        is_list = one.style.kind == "item" and len(one.marks) >= WEIGHTS.run
        is_list = is_list and one.gain < one.unanswered_gain
        if is_list and one.asking_share > WEIGHTS.half:
            return {mark.index: mark for mark in one.marks}
    return {}


def marks_inside_one_answer(
    others: Sequence[Marking],
    covered: Mapping[int, int],
    span_count: int,
    blocks: Sequence[Block],
    counts: Sequence[int],
) -> dict[int, Marking]:
    """Return the marks of a second style that took over inside one long answer."""
    inside: dict[MarkingStyle, dict[int, list[Marking]]] = {}
    for mark in others:
        number = covered.get(mark.index)
        if number is None or mark.evidence < SURE:
            continue
        if mark.style.kind not in {"line", "quote"} and not mark.style.is_bullet:
            inside.setdefault(mark.style, {}).setdefault(number, []).append(mark)
    for style, by_span in sorted(inside.items()):
        biggest = max(by_span.values(), key=len)
        is_rare = len(by_span) <= max(1, span_count * WEIGHTS.quarter)
        with_answer = sum(answered(biggest, len(blocks), counts))
        took_over = (
            is_rare
            and len(biggest) >= WEIGHTS.run
            and with_answer >= WEIGHTS.mostly * len(biggest)
        )
        if took_over or (style.kind == "label" and len(biggest) > 1):
            return {mark.index: mark for group in by_span.values() for mark in group}
    return {}


def content_counts(blocks: Sequence[Block], skipped: Mapping[int, str]) -> list[int]:
    """Return, for each index, how many blocks with text stand before it."""
    flags = [
        int(block.kind in CONTENT and index not in skipped and block.kind != "heading")
        for index, block in enumerate(blocks)
    ]
    return [0, *accumulate(flags)]
