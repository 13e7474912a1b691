"""Questions that are marked as their author says, where the guess was wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from builder.sources.language.confidence import NAMED
from builder.sources.readers.block import Block
from builder.sources.recognition import marks as marking
from builder.sources.recognition import styles
from builder.sources.recognition.marks import Marking
from builder.sources.recognition.pattern import content_counts, section_level
from builder.sources.recognition.spans import Pattern
from builder.sources.recognition.style import MarkingStyle

_MOST_TOLD = 5


def style_name(style: MarkingStyle, level: int = 0) -> str:
    """Return what an author calls a style; nothing when it cannot be chosen."""
    match style.kind:
        case "heading":
            depth = level or style.level
            return f"heading-{depth}" if 1 <= depth <= 6 else "heading"
        case "item":
            return "bullet" if style.is_bullet else "number"
        case "question" | "whole":
            return ""
        case kind:
            return kind


def chosen_pattern(
    blocks: Sequence[Block], skipped: Mapping[int, str], name: str
) -> Pattern:
    """Return all marks of the style that the author named, and the styles beside it."""
    found = [mark for mark in marking.find_marks(blocks) if mark.index not in skipped]
    ours = [mark for mark in found if name in _names(mark)]
    counts = content_counts(blocks, skipped)
    ranked = styles.weighed(found, blocks, counts, promised=True)
    kept = {mark.index: mark for mark in _kept(ours, name, blocks)}
    main = next((one for one in ranked if one.style in {m.style for m in ours}), None)
    others = tuple(one for one in ranked if one is not main)
    level = section_level(blocks, kept, skipped)
    return Pattern(kept, level, main if kept else None, others)


def styles_told(blocks: Sequence[Block], skipped: Mapping[int, str]) -> str:
    """Return the styles of a document, those that mark most first."""
    found = [mark for mark in marking.find_marks(blocks) if mark.index not in skipped]
    counts = Counter(style_name(mark.style, mark.level) for mark in found)
    counts.pop("", None)
    told = [f"`{name}` {number}" for name, number in counts.most_common(_MOST_TOLD)]
    return f"the document has {', '.join(told)}" if told else "the document has none"


def _names(mark: Marking) -> set[str]:
    name = style_name(mark.style, mark.level)
    return {name, "heading"} if mark.style.kind == "heading" else {name}


def _kept(
    ours: Sequence[Marking], name: str, blocks: Sequence[Block]
) -> Sequence[Marking]:
    """Return the marks that are questions by the author's word.

    Of lists the outer ones, of plain lines those that ask: all others are answers.
    """
    if name == "line":
        return [mark for mark in ours if mark.evidence > NAMED]
    if name not in {"number", "bullet"} or not ours:
        return ours
    outer = min(blocks[mark.index].indent for mark in ours)
    return [mark for mark in ours if blocks[mark.index].indent == outer]
