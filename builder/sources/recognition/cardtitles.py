"""Headings that stand above one card each: its title, which makes no deck."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from builder.sources.recognition.itemise import Span
from builder.sources.recognition.weights import WEIGHTS


def without_card_titles(spans: Sequence[Span]) -> list[Span]:
    """Return questions without the last of their sections, where nearly all have one own."""
    counts = Counter(span.section for span in spans if span.section)
    own = sum(number for number in counts.values() if number == 1)
    are_labelled = all(span.mark.style.kind == "label" for span in spans)
    if not are_labelled or own < WEIGHTS.run or own < WEIGHTS.nearly_all * len(spans):
        return list(spans)
    return [replace(span, section=span.section[:-1]) for span in spans]
