"""Which style of marking questions explains a document best."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from builder.sources.language.asking import asks
from builder.sources.language.askingon import asks_on
from builder.sources.language.confidence import ASKING, CERTAIN, LIKELY, NAMED, SURE
from builder.sources.language.headings import is_boilerplate
from builder.sources.language.plain import plain
from builder.sources.readers.block import Block
from builder.sources.recognition import confirmation, label, lineanswers
from builder.sources.recognition.marks import Marking
from builder.sources.recognition.style import MarkingStyle
from builder.sources.recognition.weights import WEIGHTS

# So many blocks below a heading that only counts, its question must stand.
_REACH = 3


@dataclass(frozen=True, slots=True)
class WeighedStyle:
    """A style with its marks; ``gain`` is what the answered ones speak for it.

    ``asking_share`` is the part of the marks that may ask by their wording,
    ``sure_share`` that of those that can be nothing else.
    """

    style: MarkingStyle
    marks: tuple[Marking, ...]
    gain: float
    unanswered_gain: float
    asking_share: float
    sure_share: float

    @property
    def score(self) -> float:
        """What speaks for it, answered or not."""
        return max(self.gain, self.unanswered_gain)

    @property
    def is_heading(self) -> bool:
        """Whether its marks are headings, which end at other headings."""
        return self.style.kind == "heading"


def weighed(
    marks: Sequence[Marking],
    blocks: Sequence[Block],
    content: Sequence[int],
    *,
    promised: bool,
) -> list[WeighedStyle]:
    """Return the styles of a document, the best first.

    ``content`` counts the blocks with text before each index; ``promised`` tells that
    the document calls itself a list of questions.
    """
    by_style: defaultdict[MarkingStyle, list[Marking]] = defaultdict(list)
    for mark in marks:
        by_style[mark.style].append(mark)
    found = []
    for style, members in by_style.items():
        kept = _kept(style, members, blocks, promised=promised)
        if style.kind == "pair":
            kept = _pairs(members, content)
        if kept:
            asking = {mark.index for mark in members if _asks(mark, blocks)}
            sure = {mark.index for mark in members if mark.evidence >= LIKELY}
            if style.is_bare_number:
                sure |= asking
            if style.is_bullet and promised and lead_down(kept, blocks):
                asking |= {mark.index for mark in kept}
            found.append(_weighed(style, kept, blocks, content, (asking, sure)))
    return sorted(found, key=lambda one: (-one.gain, one.marks[0].index))


def _asks(mark: Marking, blocks: Sequence[Block]) -> bool:
    """Whether a mark asks: for one that says it does, by its words or its answer."""
    if mark.style.is_bare_number:
        return _pulls_question(mark, blocks)
    if not mark.style.is_explicit or not mark.title or mark.style.kind == "question":
        return mark.is_strong
    return (
        asks(mark.title)
        or label.has_answer_label(mark.body)
        or confirmation.says_answer(blocks, mark.index + 1)
        or confirmation.offers_options(blocks, mark.index + 1)
    )


def _pulls_question(mark: Marking, blocks: Sequence[Block]) -> bool:
    """Whether the first text below a heading that is only a number asks."""
    first = mark.index + 1
    for index, block in enumerate(blocks[first : first + _REACH], start=first):
        if block.kind in {"paragraph", "item"}:
            line = block.content.split("\n", maxsplit=1)[0]
            return asks(line) or confirmation.says_answer(blocks, index + 1)
    return False


def lead_down(members: Sequence[Marking], blocks: Sequence[Block]) -> bool:
    """Whether nearly all bullets have something indented below them: an answer."""
    answered = sum(leads_down(mark, blocks) for mark in members)
    return answered >= WEIGHTS.nearly_all * len(members)


def leads_down(mark: Marking, blocks: Sequence[Block]) -> bool:
    """Whether what follows a mark is indented below it."""
    following = blocks[mark.index + 1 : mark.index + 2]
    return bool(following) and following[0].indent > blocks[mark.index].indent


def _kept(
    style: MarkingStyle,
    members: Sequence[Marking],
    blocks: Sequence[Block],
    *,
    promised: bool,
) -> list[Marking]:
    """Return the marks of a style that could be questions, with shared evidence."""
    if style.kind in {"item", "line", "bold"}:
        members = lineanswers.settled(members, blocks)
    if style.kind in {"line", "quote"}:
        asking = _asking_lines(members)
        return _among_lines(style, asking, blocks) if promised else asking
    if style.is_bullet:
        return _bullets(style, members, blocks, promised=promised)
    if style.kind == "bold":
        members = _without_lead_ins(members)
    if style.kind == "item" and members[0].form != "1.1":
        members = _outer_numbers(members)
    if members and members[0].form and len(members) >= WEIGHTS.run:
        floor = _regularity(members) * (
            WEIGHTS.numbered_when_promised if promised else WEIGHTS.numbered
        )
        if not style.is_titled and not promised:
            floor *= WEIGHTS.numbered_in_text
        return _raised(members, floor, "numbers count up")
    if promised and style.is_titled and style.kind != "item":
        return _raised(members, WEIGHTS.titled, "the document promises questions")
    return list(members)


def _raised(members: Sequence[Marking], floor: float, reason: str) -> list[Marking]:
    """Return marks with at least so much evidence, but for boilerplate."""
    return [
        mark
        if mark.evidence >= floor or is_boilerplate(mark.title)
        else replace(mark, evidence=floor, reason=reason)
        for mark in members
    ]


def _asking_lines(members: Sequence[Marking]) -> list[Marking]:
    """Return the plain lines that ask.

    Where most stand alone, one that its own paragraph answers is rhetorical.
    """
    asking = [mark for mark in members if mark.evidence > NAMED]
    alone = [mark for mark in asking if not mark.body]
    is_habit = len(alone) >= WEIGHTS.run and len(alone) * 2 > len(asking)
    return alone if is_habit else asking


def _among_lines(
    style: MarkingStyle, asking: Sequence[Marking], blocks: Sequence[Block]
) -> list[Marking]:
    """Return lines that ask with the few between them, where nothing answers them."""
    asked = {mark.index: mark for mark in asking}
    if style.kind != "line" or len(asked) < WEIGHTS.run:
        return list(asking)
    others = [
        index
        for index in range(min(asked), len(blocks))
        if index not in asked and blocks[index].kind not in {"heading", "rule"}
    ]
    weak = {index for index in others if not asks_on(blocks[index].content)}
    is_list = (
        len(weak) <= WEIGHTS.quarter * (len(asked) + len(others))
        and all(index - 1 not in weak for index in weak)
        and all(_is_entry(blocks[index]) for index in others)
    )
    for index in others if is_list else ():
        title = label.take_label(plain(blocks[index].content)).title
        reason = "among questions without answers"
        asked[index] = Marking(index, style, title, ASKING, reason)
    return [asked[index] for index in sorted(asked)]


def _is_entry(block: Block) -> bool:
    """Whether a line right below a question may be the next one."""
    is_line = block.kind == "paragraph" and not block.is_apart
    return is_line and "\n" not in block.text and not label.has_answer_label(block.text)


def _bullets(
    style: MarkingStyle,
    members: Sequence[Marking],
    blocks: Sequence[Block],
    *,
    promised: bool,
) -> list[Marking]:
    """Return the bullets that ask; all, where they lead down to answers or stand out."""
    share = strong_share(members)
    are_asked = promised or share >= WEIGHTS.half
    if are_asked and len(members) >= WEIGHTS.run and lead_down(members, blocks):
        return _raised(members, ASKING, "an answer is indented below it")
    listed = _asked_lists(members, blocks, promised=promised)
    rest = [mark for mark in members if mark.index not in listed]
    if style.is_bold and (promised or share >= WEIGHTS.some):
        rest = _raised(rest, WEIGHTS.titled, "bold, as others that ask")
    elif share < WEIGHTS.nearly_all:
        # Of the bullets of notes a few begin with a question word, and ask nothing.
        least = ASKING if promised or share >= WEIGHTS.half else CERTAIN
        rest = [mark for mark in rest if mark.evidence >= least]
    return sorted([*listed.values(), *rest], key=lambda mark: mark.index)


def _asked_lists(
    members: Sequence[Marking], blocks: Sequence[Block], *, promised: bool
) -> dict[int, Marking]:
    """Return the entries of lists in which nearly all ask and none has an answer."""
    runs: list[list[Marking]] = []
    for mark in members:
        if runs and _is_next_entry(runs[-1][-1], mark, blocks):
            runs[-1].append(mark)
        else:
            runs.append([mark])
    reason = "among questions without answers"
    return {
        mark.index: mark
        for run in runs
        if _are_all_asked(run, blocks, promised=promised)
        for mark in _raised(run, ASKING, reason)
    }


def _is_next_entry(one: Marking, two: Marking, blocks: Sequence[Block]) -> bool:
    indent = blocks[one.index].indent
    between = blocks[one.index + 1 : two.index]
    return all(block.indent > indent for block in between)


def _are_all_asked(
    members: Sequence[Marking], blocks: Sequence[Block], *, promised: bool
) -> bool:
    """Whether entries that follow one another are questions, none of them an answer."""
    if strong_share(members) < WEIGHTS.some:
        return False
    asked = [_asks_in_list(mark) for mark in members]
    others = asked.count(False)
    turns = sum(one != two for one, two in pairwise(asked))
    most = WEIGHTS.minority if promised else WEIGHTS.few
    if len(members) < WEIGHTS.run or others > most * len(members):
        return False
    if turns == len(members) - 1 and not asked[-1]:
        return False  # a question and its answer, in turn
    return all(is_unanswered(mark, blocks) for mark in members[:-1])


def _asks_in_list(mark: Marking) -> bool:
    """Whether an entry asks or requests; among others a full stop makes it no less."""
    return mark.is_strong or asks_on(mark.title) or asks(mark.title.rstrip("。.；;"))


def is_unanswered(mark: Marking, blocks: Sequence[Block]) -> bool:
    """Whether nothing but other entries, or its own further questions, follow."""
    if mark.body:
        return False
    for block in blocks[mark.index + 1 :]:
        if block.kind not in {"item", "paragraph"}:
            return block.kind not in {"code", "table", "quote", "html"}
        if block.indent <= blocks[mark.index].indent:
            return block.kind == "item"
        if not asks_on(block.content):
            return False
    return True


def _without_lead_ins(members: Sequence[Marking]) -> list[Marking]:
    """Leave out the bold words that begin parts of answers, where others ask.

    They end with a colon, or come again and again.
    """
    if strong_share(members) < WEIGHTS.some:
        return list(members)
    counts = Counter(mark.title for mark in members)
    return [
        mark
        for mark in members
        if mark.is_strong
        or (counts[mark.title] == 1 and not mark.title.endswith((":", "：")))
    ]


def _pairs(members: Sequence[Marking], content: Sequence[int]) -> list[Marking]:
    """Return pairs of one line when they ask, or when the document is nothing else."""
    share = len(members) / max(1, content[-1])
    if len(members) >= WEIGHTS.run and share >= WEIGHTS.mostly:
        return [
            mark
            if mark.is_strong
            else replace(mark, evidence=ASKING, reason="a pair, as all lines are")
            for mark in members
        ]
    asking = [mark for mark in members if mark.is_strong]
    if len(asking) >= WEIGHTS.run and len(asking) * 2 > len(members):
        return asking
    return []


def _regularity(members: Sequence[Marking]) -> float:
    """Return which part of the numbers goes on from the one before."""
    numbers = [mark.number for mark in members if mark.number is not None]
    if len(numbers) < 2:
        return 0.0
    steps = list(pairwise(numbers))
    good = sum(1 for one, two in steps if two == one + 1 or two == 1 == one)
    return good / len(steps)


def _outer_numbers(members: Sequence[Marking]) -> list[Marking]:
    """Leave out the numbers of lists inside answers.

    A run of numbers belongs to the questions when it goes on from the last question,
    or asks, or when no later run goes on from there: then it is a new section's.
    """
    kept: list[Marking] = []
    runs = _runs(members)
    starts = [run[0].number for run in runs]
    while runs:
        run = runs.pop(0)
        starts.pop(0)
        following = (kept[-1].number or 0) + 1 if kept else run[0].number
        numbers = [mark.number for mark in run]
        if following not in starts and following in numbers[1:]:
            inner = run[: numbers.index(following)]
            run = run if _mostly_ask(inner) else run[len(inner) :]
        if run[0].number == following or _mostly_ask(run) or following not in starts:
            kept += run
        else:
            kept += [mark for mark in run if mark.evidence >= SURE]
    return kept


def _runs(members: Sequence[Marking]) -> list[list[Marking]]:
    """Split marks where a number does not follow the one before."""
    runs: list[list[Marking]] = []
    for mark in members:
        if runs and mark.number == (runs[-1][-1].number or 0) + 1:
            runs[-1].append(mark)
        else:
            runs.append([mark])
    return runs


def _mostly_ask(run: Sequence[Marking]) -> bool:
    return sum(mark.evidence >= SURE for mark in run) * 2 >= len(run)


def _weighed(
    style: MarkingStyle,
    members: Sequence[Marking],
    blocks: Sequence[Block],
    content: Sequence[int],
    asking: tuple[set[int], set[int]],
) -> WeighedStyle:
    gain = unanswered = 0.0
    for mark, has_answer in zip(
        members, answered(members, len(blocks), content), strict=True
    ):
        worth = mark.evidence - WEIGHTS.neutral
        if worth < 0:
            gain += worth * WEIGHTS.against
        elif has_answer:
            gain += worth
        else:
            unanswered += worth
    titled = [mark for mark in members if not is_boilerplate(mark.title)]
    share, sure_share = (
        sum(mark.index in indexes for mark in titled) / max(1, len(titled))
        for indexes in asking
    )
    if style.is_explicit and share and len(members) > 1:
        gain *= WEIGHTS.explicit
    return WeighedStyle(style, tuple(members), gain, unanswered, share, sure_share)


def answered(
    marks: Sequence[Marking], count: int, content: Sequence[int]
) -> list[bool]:
    """Return of each mark whether text stands between it and the next one.

    ``count`` is the number of blocks, ``content`` counts those with text.
    """
    ends = [*(mark.index for mark in marks[1:]), count]
    return [
        bool(mark.body.strip()) or content[end] > content[mark.index + 1]
        for mark, end in zip(marks, ends, strict=False)
    ]


def strong_share(marks: Sequence[Marking]) -> float:
    """Return which part of the marks asks by its wording."""
    return sum(mark.is_strong for mark in marks) / max(1, len(marks))
