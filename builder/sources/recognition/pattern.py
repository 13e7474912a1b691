"""How a document marks its questions: the styles chosen, and the marks they leave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from builder.sources.language.asking import interrogation
from builder.sources.language.documents import is_manual, promises_questions
from builder.sources.language.headings import INTRODUCTIONS, is_boilerplate
from builder.sources.readers.block import Block, Document
from builder.sources.recognition import marks as marking
from builder.sources.recognition import notcontent, styles
from builder.sources.recognition.marks import Mark
from builder.sources.recognition.spans import Pattern, walk
from builder.sources.recognition.styles import Candidate

CONTENT = frozenset(
    {
        "paragraph",
        "item",
        "code",
        "table",
        "quote",
        "answer",
        "choice",
        "html",
        "heading",
    }
)
_ENOUGH = 0.6
_ROUNDS = 6
_SURE = 0.85
_SHARE = 0.5
_FEW_ASK = 0.2
_MANY_MORE = 3
_NEARLY_ALL = 0.8
_MOSTLY = 0.7
_QUARTER = 0.25
_PART = 0.2
_LINES = 3


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
    found = [
        mark
        for mark in marking.find_marks(blocks)
        if mark.index not in skipped
        and not (mark.index in aside and not mark.is_strong)
    ]
    ranked = styles.candidates(found, blocks, counts, promised=promised)
    if denied:
        ranked = [one for one in ranked if one.sure_share >= _NEARLY_ALL]
    main = _main(ranked, blocks, counts, promised=promised)
    if main is None:
        return Pattern()
    chosen = {
        mark.index: mark
        for mark in _main_marks(main, blocks, counts, promised=promised)
    }
    chosen |= _companions(main, ranked, chosen, blocks, counts)
    section_level = _section_level(blocks, chosen, skipped)
    pattern = Pattern(chosen, section_level)
    for _ in range(_ROUNDS):
        more = _uncovered(document, pattern, found, skipped, counts)
        if not more:
            break
        chosen = chosen | more
        pattern = Pattern(chosen, _section_level(blocks, chosen, skipped))
    ordered = [chosen[index] for index in sorted(chosen)]
    dropped = notcontent.announced(ordered, _answered(ordered, blocks, counts))
    kept = {index: mark for index, mark in chosen.items() if index not in dropped}
    return replace(pattern, marks=kept)


def _nested(blocks: Sequence[Block]) -> set[int]:
    """Return the places of summaries of details inside of other details."""
    depth = 0
    places: set[int] = set()
    for index, block in enumerate(blocks):
        if block.kind == "open":
            depth += 1
        elif block.kind == "close" and block.marker == "details":
            depth = max(0, depth - 1)
        elif block.kind == "summary" and depth > 1:
            places.add(index)
    return places


def _aside(blocks: Sequence[Block]) -> set[int]:
    """Return the places below headings such as *Contributors* and *References*."""
    places: set[int] = set()
    is_aside = False
    for index, block in enumerate(blocks):
        if block.kind == "heading":
            is_aside = is_boilerplate(block.content) and not promises_questions(
                block.content
            )
        elif is_aside:
            places.add(index)
    return places


def _main(
    ranked: Sequence[Candidate],
    blocks: Sequence[Block],
    counts: Sequence[int],
    *,
    promised: bool,
) -> Candidate | None:
    """Return the style that explains the document, if any does."""
    sections = _told(blocks, counts)
    usable = [one for one in ranked if _is_credible(one, sections, promised=promised)]
    least = _PART if promised else _MOSTLY if _is_manual(blocks) else _QUARTER
    usable = [
        one
        for one in usable
        if one.gain >= one.unanswered_gain or _makes_up(one, counts, least)
    ]
    best = max(usable, key=lambda one: one.gain, default=None)
    lists = [one for one in usable if one.unanswered_gain >= _ENOUGH * 2]
    longest = max(lists, key=lambda one: one.unanswered_gain, default=None)
    if best is None or best.gain < _ENOUGH:
        return longest
    if longest is not None and longest.unanswered_gain > best.gain * _MANY_MORE:
        return longest
    return best


def _is_manual(blocks: Sequence[Block]) -> bool:
    """Whether the headings are those of a program's README."""
    names = [block.content for block in blocks if block.kind == "heading"]
    return is_manual(names)


def _makes_up(one: Candidate, counts: Sequence[int], share: float) -> bool:
    """Whether questions without answers are a good part of their document."""
    return len(one.marks) >= counts[-1] * share


def _told(blocks: Sequence[Block], counts: Sequence[int]) -> int:
    """Return how many headings that do not ask have text right below them."""
    headings = [index for index, block in enumerate(blocks) if block.kind == "heading"]
    return sum(
        counts[end] > counts[index + 1] and interrogation(blocks[index].content) < _SURE
        for index, end in zip(headings, [*headings[1:], len(blocks)], strict=False)
    )


def _is_credible(one: Candidate, sections: int, *, promised: bool) -> bool:
    kind = one.style[0]
    if styles.is_explicit(one.style):
        return one.asking_share >= _SHARE / 2 or promised
    if kind in {"summary", "term", "pair"}:
        return True
    titled = [mark for mark in one.marks if not is_boilerplate(mark.title)]
    share = one.asking_share
    if kind == "line" and len(titled) < max(_LINES, sections) and not promised:
        return False  # an article whose sentences ask now and then
    is_marked = bool(titled) and bool(titled[0].form)
    is_marked = is_marked or (kind == "item" and one.style[-1] == "bold")
    needed = _SHARE / 2 if is_marked else _MOSTLY if one.is_heading else _SHARE
    if share < needed and not promised:
        return False
    if len(titled) == 1 and not promised:
        return (
            titled[0].evidence >= _SURE
            and kind == "heading"
            and "?" in titled[0].title.replace("？", "?")
        )
    if kind == "item" or not promised:
        return max(one.sure_share, share if promised else 0) >= _FEW_ASK
    return True


def _main_marks(
    main: Candidate,
    blocks: Sequence[Block],
    counts: Sequence[int],
    *,
    promised: bool,
) -> list[Mark]:
    """Leave out section headings and boilerplate that share the style of questions."""
    kept = []
    share = styles.strong_share(main.marks)
    ends = [mark.index for mark in main.marks[1:]] + [len(blocks)]
    for mark, end in zip(main.marks, ends, strict=True):
        has_answer = bool(mark.body.strip()) or counts[end] > counts[mark.index + 1]
        if is_boilerplate(mark.title) or (
            mark.title and is_section_like(mark, share, has_answer=has_answer)
        ):
            continue
        stands_out = not mark.form and share >= _SHARE and not mark.is_strong
        if (
            main.is_heading
            and stands_out
            and _is_intro(blocks, mark, end, promised=promised)
        ):
            continue
        kept.append(mark)
    return kept


def is_section_like(mark: Mark, share: float, *, has_answer: bool) -> bool:
    """Whether a mark that does not ask stands among questions that do."""
    if mark.is_strong or share < 0.3:
        return False
    if not has_answer:
        is_list = bool(mark.form) or share >= _NEARLY_ALL
        return not (mark.style[0] == "item" and is_list)
    is_title = mark.style[0] in {"heading", "summary", "term"}
    is_title = is_title or (mark.style[0] == "item" and mark.style[-1] == "bold")
    return not is_title and share >= 0.7 and not mark.form


def _is_intro(blocks: Sequence[Block], mark: Mark, end: int, *, promised: bool) -> bool:
    """Whether a short title has one short paragraph below: a section's first words."""
    if len(mark.title.split()) > 4 or len(mark.title) > 40:
        return False
    below = [block for block in blocks[mark.index + 1 : end] if block.kind in CONTENT]
    if len(below) != 1 or below[0].kind != "paragraph" or len(below[0].text) > 160:
        return False
    return not promised or INTRODUCTIONS.holds(below[0].text)


def _companions(
    main: Candidate,
    ranked: Sequence[Candidate],
    chosen: Mapping[int, Mark],
    blocks: Sequence[Block],
    counts: Sequence[int],
) -> dict[int, Mark]:
    """Return marks of kindred styles: headings of another level, or without number."""
    more: dict[int, Mark] = {}
    level = max((mark.level for mark in chosen.values()), default=7)
    headings = [index for index, block in enumerate(blocks) if block.kind == "heading"]
    next_heading = dict(zip(headings, [*headings[1:], len(blocks)], strict=False))
    numbered = {mark.form for mark in chosen.values()} - {""}
    parents = _parents(blocks)
    for one in ranked:
        if one is main:
            continue
        if one.style[0] == "label" and main.style[0] == "label":
            more |= {mark.index: mark for mark in one.marks}
        if main.style[0] == "item" and one.style[:3] == main.style[:3]:
            is_list = one.asking_share >= _NEARLY_ALL
            leads = main.style[1] == "bullet" and styles.lead_down(main.marks, blocks)
            more |= {
                mark.index: mark
                for mark in one.marks
                if is_list
                or mark.evidence >= _SURE
                or (leads and styles.leads_down(mark, blocks))
            }
        if not one.is_heading or not main.is_heading:
            continue
        for mark in one.marks:
            end = next_heading[mark.index]
            direct = counts[end] > counts[mark.index + 1]
            is_below_section = parents[mark.index] not in chosen
            if _belongs(mark, level, numbered, is_direct=direct) or (
                mark.level == level + 1 and mark.evidence >= _SURE and is_below_section
            ):
                more[mark.index] = mark
    return more


def _parents(blocks: Sequence[Block]) -> dict[int, int]:
    """Return, for each heading, the place of the heading above it, or -1."""
    parents: dict[int, int] = {}
    above: list[int] = []
    for index, block in enumerate(blocks):
        if block.kind == "heading":
            while above and blocks[above[-1]].level >= block.level:
                above.pop()
            parents[index] = above[-1] if above else -1
            above.append(index)
    return parents


def _belongs(mark: Mark, level: int, numbered: set[str], *, is_direct: bool) -> bool:
    if is_boilerplate(mark.title):
        return False
    if mark.level == level:
        return mark.is_strong
    if mark.level < level:
        return mark.evidence >= _SURE and is_direct
    return mark.form in numbered and mark.evidence >= _SURE and mark.level == level + 1


def _section_level(
    blocks: Sequence[Block], chosen: Mapping[int, Mark], skipped: Mapping[int, str]
) -> int:
    """Return the deepest level of headings that stand right before questions."""
    level = 0
    current = 0
    for index, block in enumerate(blocks):
        if index in chosen:
            if chosen[index].style[0] != "heading":
                level = max(level, current)
            current = 0
        elif block.kind == "heading":
            current = block.level
        elif index not in skipped and block.kind not in {"rule", "open", "comment"}:
            current = 0
    return level or 2


def _uncovered(
    document: Document,
    pattern: Pattern,
    found: Sequence[Mark],
    skipped: Mapping[int, str],
    counts: Sequence[int],
) -> dict[int, Mark]:
    """Return marks of another style in parts that the chosen marks leave alone."""
    spans, _ = walk(document, pattern, skipped, None)
    covered: dict[int, int] = {}
    for number, span in enumerate(spans):
        for index in span.indices:
            covered[index] = number
    free = [
        mark
        for mark in found
        if mark.index not in pattern.marks
        and mark.index not in covered
        and mark.style[0] != "line"
    ]
    best = _best_of(free, document.blocks, counts)
    if best:
        return best
    return _swallowed(found, pattern, covered, len(spans), document.blocks, counts)


def _best_of(
    free: Sequence[Mark], blocks: Sequence[Block], counts: Sequence[int]
) -> dict[int, Mark]:
    for one in styles.candidates(free, blocks, counts, promised=False):
        if styles.is_explicit(one.style) and one.asking_share < _FEW_ASK:
            continue
        strong = [mark for mark in one.marks if mark.evidence >= _SURE]
        enough = _ENOUGH if one.style[0] == "label" else _ENOUGH * 2
        if one.gain >= enough and len(strong) >= 0.7 * len(one.marks):
            is_counted = one.style[0] == "item" and one.style[-1] == "bold"
            kept = one.marks if is_counted else strong
            return {mark.index: mark for mark in kept}
    return {}


def _swallowed(
    found: Sequence[Mark],
    pattern: Pattern,
    covered: Mapping[int, int],
    span_count: int,
    blocks: Sequence[Block],
    counts: Sequence[int],
) -> dict[int, Mark]:
    """Return the marks of a second style that took over inside one long answer."""
    inside: dict[tuple[str, ...], dict[int, list[Mark]]] = {}
    for mark in found:
        number = covered.get(mark.index)
        if number is None or mark.evidence < _SURE or mark.index in pattern.marks:
            continue
        if mark.style[0] in {"line", "quote"} or mark.style[:2] == ("item", "bullet"):
            continue
        inside.setdefault(mark.style, {}).setdefault(number, []).append(mark)
    for style, by_span in sorted(inside.items()):
        biggest = max(by_span.values(), key=len)
        is_rare = len(by_span) <= max(1, span_count // 4)
        answered = _answered(biggest, blocks, counts)
        if is_rare and len(biggest) >= _LINES and sum(answered) >= 0.7 * len(biggest):
            return {mark.index: mark for group in by_span.values() for mark in group}
        if style[0] == "label" and len(biggest) > 1:
            return {mark.index: mark for group in by_span.values() for mark in group}
    return {}


def _answered(
    ordered: Sequence[Mark], blocks: Sequence[Block], counts: Sequence[int]
) -> list[bool]:
    ends = [mark.index for mark in ordered[1:]] + [len(blocks)]
    return (
        []
        if not ordered
        else [
            bool(mark.body.strip()) or counts[end] > counts[mark.index + 1]
            for mark, end in zip(ordered, ends, strict=True)
        ]
    )


def content_counts(blocks: Sequence[Block], skipped: Mapping[int, str]) -> list[int]:
    """Return, for each place, how many blocks with text stand before it."""
    flags = [
        int(block.kind in CONTENT and index not in skipped and block.kind != "heading")
        for index, block in enumerate(blocks)
    ]
    return [0, *accumulate(flags)]
