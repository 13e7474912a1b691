"""Which style of marking questions explains a document best."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from builder.sources.language.asking import interrogation
from builder.sources.language.headings import is_boilerplate
from builder.sources.readers.block import Block
from builder.sources.recognition import confirmation, label
from builder.sources.recognition.marks import Mark, Style

_NEUTRAL = 0.35
_NUMBERED = 0.6
_NUMBERED_WHEN_PROMISED = 0.8
_TITLE = 0.45
_STRONG_SHARE = 0.7
_STRONG = 0.6
_FEW = 3
_LEAST = 0.3
_NEARLY_ALL = 0.8
_EXPLICIT = 3.0
_SURE = 0.8
_SHARE_OF_PAIRS = 0.7


@dataclass(frozen=True, slots=True)
class Candidate:
    """A style with its marks; ``gain`` is what the answered ones speak for it.

    ``asking_share`` is the part of the marks that may ask by their wording,
    ``sure_share`` that of those that can be nothing else.
    """

    style: Style
    marks: tuple[Mark, ...]
    gain: float
    unanswered_gain: float
    asking_share: float
    sure_share: float

    @property
    def is_heading(self) -> bool:
        """Whether its marks are headings, which end at other headings."""
        return self.style[0] == "heading"


def candidates(
    marks: Sequence[Mark],
    blocks: Sequence[Block],
    content: Sequence[int],
    *,
    promised: bool,
) -> list[Candidate]:
    """Return the styles of a document, the best first.

    ``content`` counts the blocks with text before each place; ``promised`` tells that
    the document calls itself a list of questions.
    """
    by_style: defaultdict[Style, list[Mark]] = defaultdict(list)
    for mark in marks:
        by_style[mark.style].append(mark)
    found = []
    for style, members in by_style.items():
        kept = _kept(style, members, blocks, promised=promised)
        if style[0] == "pair":
            kept = _pairs(members, content)
        if kept:
            asking = {mark.index for mark in members if _asks(mark, blocks)}
            sure = {mark.index for mark in members if mark.evidence >= _SURE}
            if style[1:2] == ("number",):
                sure |= asking
            if style[:2] == ("item", "bullet") and promised and lead_down(kept, blocks):
                asking |= {mark.index for mark in kept}
            found.append(_weighed(style, kept, blocks, content, (asking, sure)))
    return sorted(found, key=lambda one: (-one.gain, one.marks[0].index))


def _asks(mark: Mark, blocks: Sequence[Block]) -> bool:
    """Whether a mark asks: for one that says it does, by its words or its answer."""
    if mark.style[1:2] == ("number",):
        return _pulls_question(mark, blocks)
    if not is_explicit(mark.style) or not mark.title or mark.style[0] == "question":
        return mark.is_strong
    return (
        interrogation(mark.title) >= _STRONG
        or label.has_answer_label(mark.body)
        or confirmation.says_answer(blocks, mark.index + 1)
        or confirmation.offers_options(blocks, mark.index + 1)
    )


def _pulls_question(mark: Mark, blocks: Sequence[Block]) -> bool:
    """Whether the first text below a heading that is only a number asks."""
    for place in range(mark.index + 1, min(mark.index + 4, len(blocks))):
        if blocks[place].kind in {"paragraph", "item"}:
            first = blocks[place].content.split("\n", maxsplit=1)[0]
            return interrogation(first) >= _STRONG or confirmation.says_answer(
                blocks, place + 1
            )
    return False


def lead_down(members: Sequence[Mark], blocks: Sequence[Block]) -> bool:
    """Whether nearly all bullets have something indented below them: an answer."""
    answered = sum(leads_down(mark, blocks) for mark in members)
    return answered >= _NEARLY_ALL * len(members)


def leads_down(mark: Mark, blocks: Sequence[Block]) -> bool:
    """Whether what follows a mark is indented below it."""
    following = blocks[mark.index + 1 : mark.index + 2]
    return bool(following) and following[0].indent > blocks[mark.index].indent


def _kept(
    style: Style, members: Sequence[Mark], blocks: Sequence[Block], *, promised: bool
) -> list[Mark]:
    """Return the marks of a style that could be questions, with shared evidence."""
    if style[0] in {"line", "quote"}:
        return _asking_lines(members)
    if style[:2] == ("item", "bullet"):
        return _bullets(style, members, blocks, promised=promised)
    if style[0] == "bold":
        members = _without_lead_ins(members)
    if style[0] == "item" and members[0].form != "1.1":
        members = _outer_numbers(members)
    is_titled = style[0] in {"heading", "bold"} or style[-1] == "bold"
    floor = 0.0
    if members and members[0].form and len(members) >= _FEW:
        floor = _regularity(members) * (
            _NUMBERED_WHEN_PROMISED if promised else _NUMBERED
        )
        if not is_titled and not promised:
            floor *= 0.5
    elif promised and is_titled and style[0] != "item":
        floor = _TITLE
    return _raised(members, floor)


def _raised(members: Sequence[Mark], floor: float) -> list[Mark]:
    """Return marks with at least so much evidence, but for boilerplate."""
    return [
        mark
        if is_boilerplate(mark.title)
        else replace(mark, evidence=max(mark.evidence, floor))
        for mark in members
    ]


def _asking_lines(members: Sequence[Mark]) -> list[Mark]:
    """Return the plain lines that ask.

    Where most stand alone, one that its own paragraph answers is rhetorical.
    """
    asking = [mark for mark in members if mark.evidence > 0.55]
    alone = [mark for mark in asking if not mark.body]
    return alone if len(alone) >= _FEW and len(alone) * 2 > len(asking) else asking


def _bullets(
    style: Style, members: Sequence[Mark], blocks: Sequence[Block], *, promised: bool
) -> list[Mark]:
    """Return the bullets that ask; all, where they lead down to answers or stand out."""
    if promised and len(members) >= _FEW and lead_down(members, blocks):
        return _raised(members, _STRONG)
    share = strong_share(members)
    if style[-1] == "bold" and (promised or share >= _LEAST):
        return _raised(members, _TITLE)
    if share >= _NEARLY_ALL:
        return list(members)
    return [mark for mark in members if mark.is_strong]


def _without_lead_ins(members: Sequence[Mark]) -> list[Mark]:
    """Leave out the bold words that begin parts of answers, where others ask.

    They end with a colon, or come again and again.
    """
    if strong_share(members) < _LEAST:
        return list(members)
    counts = Counter(mark.title for mark in members)
    return [
        mark
        for mark in members
        if mark.is_strong
        or (counts[mark.title] == 1 and not mark.title.endswith((":", "：")))
    ]


def _pairs(members: Sequence[Mark], content: Sequence[int]) -> list[Mark]:
    """Return pairs of one line when they ask, or when the document is nothing else."""
    share = len(members) / max(1, content[-1])
    if len(members) >= _FEW and share >= _SHARE_OF_PAIRS:
        return [replace(mark, evidence=max(mark.evidence, _STRONG)) for mark in members]
    asking = [mark for mark in members if mark.evidence >= _STRONG]
    if len(asking) >= _FEW and len(asking) * 2 > len(members):
        return asking
    return []


def _regularity(members: Sequence[Mark]) -> float:
    """Return which part of the numbers goes on from the one before."""
    numbers = [mark.number for mark in members if mark.number is not None]
    if len(numbers) < 2:
        return 0.0
    steps = list(pairwise(numbers))
    good = sum(1 for one, two in steps if two == one + 1 or two == 1 == one)
    return good / len(steps)


def _outer_numbers(members: Sequence[Mark]) -> list[Mark]:
    """Leave out the numbers of lists inside answers.

    A run of numbers belongs to the questions when it goes on from the last question,
    or asks, or when no later run goes on from there: then it is a new section's.
    """
    kept: list[Mark] = []
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
            kept += [mark for mark in run if mark.evidence >= _SURE]
    return kept


def _runs(members: Sequence[Mark]) -> list[list[Mark]]:
    """Split marks where a number does not follow the one before."""
    runs: list[list[Mark]] = []
    for mark in members:
        if runs and mark.number == (runs[-1][-1].number or 0) + 1:
            runs[-1].append(mark)
        else:
            runs.append([mark])
    return runs


def _mostly_ask(run: Sequence[Mark]) -> bool:
    return sum(mark.evidence >= _SURE for mark in run) * 2 >= len(run)


def _weighed(
    style: Style,
    members: Sequence[Mark],
    blocks: Sequence[Block],
    content: Sequence[int],
    asking: tuple[set[int], set[int]],
) -> Candidate:
    gain = unanswered = 0.0
    ends = [mark.index for mark in members[1:]] + [len(blocks)]
    for mark, end in zip(members, ends, strict=True):
        worth = mark.evidence - _NEUTRAL
        has_answer = (
            bool(mark.body.strip()) or content[end] - content[mark.index + 1] > 0
        )
        if worth < 0:
            gain += worth * 0.8
        elif has_answer:
            gain += worth
        else:
            unanswered += worth
    titled = [mark for mark in members if not is_boilerplate(mark.title)]
    share, sure_share = (
        sum(mark.index in places for mark in titled) / max(1, len(titled))
        for places in asking
    )
    if is_explicit(style) and share and len(members) > 1:
        gain *= _EXPLICIT  # a writer who says "Question 3" means it
    return Candidate(style, tuple(members), gain, unanswered, share, sure_share)


def is_explicit(style: Style) -> bool:
    """Whether the marks of a style say by a word that they are questions."""
    return style[0] in {"label", "question"} or style[1:2] in {("q",), ("lone",)}


def strong_share(marks: Sequence[Mark]) -> float:
    """Return which part of the marks asks by its wording."""
    return sum(mark.is_strong for mark in marks) / max(1, len(marks))
