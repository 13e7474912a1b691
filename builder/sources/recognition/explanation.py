"""Why each piece of a source was taken for a question, an answer, or left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from builder.sources.items import Item, LeftOut
from builder.sources.readers.block import Document
from builder.sources.recognition.itemise import Span
from builder.sources.recognition.marks import Marking
from builder.sources.recognition.spans import Pattern
from builder.sources.recognition.style import MarkingStyle
from builder.sources.recognition.styles import WeighedStyle

_UNTOLD = "it looks like the other questions"
STATED = "the format of the source says so"
"""Why something is a question where the source needs no style for it."""


@dataclass(frozen=True, slots=True)
class Reason:
    """What a piece of a source was taken for, and why.

    ``style`` is how a question is marked; ``question`` the line of the one answered.
    """

    line: int
    text: str
    role: Literal["question", "answer", "left out"]
    why: str = ""
    style: MarkingStyle | None = None
    question: int = 0


@dataclass(frozen=True, slots=True)
class StyleScore:
    """A style with its score and the number of marks that have it."""

    style: MarkingStyle
    score: float
    marks: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """The reasons in the order of the source, and the styles that were weighed.

    There is no ``chosen`` one where no style explains the document.
    """

    reasons: tuple[Reason, ...] = ()
    chosen: StyleScore | None = None
    runner_up: StyleScore | None = None

    def with_left_out(self, left_out: Sequence[LeftOut]) -> Explanation:
        """Return it with more of what was left out."""
        return replace(self, reasons=_in_order([*self.reasons, *_left(left_out)]))

    def with_dropped(self, dropped: Sequence[LeftOut]) -> Explanation:
        """Return it with questions left out that it took for such."""
        lines = {one.line for one in dropped}
        kept = [
            one
            for one in self.reasons
            if (one.question or one.line) not in lines or one.role == "left out"
        ]
        return replace(self, reasons=tuple(kept)).with_left_out(dropped)


UNEXPLAINED = Explanation()


def explained(
    document: Document,
    pattern: Pattern,
    spans: Sequence[Span],
    left_out: Sequence[LeftOut],
) -> Explanation:
    """Return the explanation of a document that was gone through."""
    reasons = _left(left_out)
    for span in spans:
        reasons.append(_question(document, span.mark, span.line))
        reasons += [
            Reason(block.line, block.text, "answer", question=span.line)
            for block in (document.blocks[index] for index in span.indices)
        ]
    best = max(pattern.runners_up, key=lambda one: one.score, default=None)
    return Explanation(
        _in_order(reasons),
        _score(pattern.main),
        _score(best),
    )


def stated(items: Sequence[Item]) -> Explanation:
    """Return the explanation of items that the format of a source tells by itself."""
    reasons = [Reason(one.line, one.question, "question", STATED) for one in items]
    return Explanation(_in_order(reasons))


def _in_order(reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    return tuple(sorted(reasons, key=lambda one: one.line))


def _left(left_out: Sequence[LeftOut]) -> list[Reason]:
    return [Reason(one.line, one.text, "left out", one.reason) for one in left_out]


def _question(document: Document, mark: Marking, line: int) -> Reason:
    text = document.blocks[mark.index].text if mark.index >= 0 else mark.title
    return Reason(line, text, "question", mark.reason or _UNTOLD, mark.style)


def _score(weighed: WeighedStyle | None) -> StyleScore | None:
    if weighed is None:
        return None
    return StyleScore(weighed.style, weighed.score, len(weighed.marks))
