"""What changed between two texts, word by word, and how a person reads it.

HTML is shown as the text it makes, and as source where nothing but the source differs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import chain

from builder.versions import fieldtokens
from builder.versions.fieldtokens import LINE_BREAK, SHOWN_BREAK, Tokens
from builder.versions.segment import Segment, Side
from builder.versions.tokenruns import TokenRun, token_runs

# Letters on each side of a change.
_KEPT = 40


def compare_html(old: str, new: str) -> tuple[Segment, ...]:
    """Compare two fields word by word, in words that can be read."""
    runs = token_runs(fieldtokens.words_and_tags(old), fieldtokens.words_and_tags(new))
    return _without_breaks(_segments(runs, fieldtokens.readable, _changed_html))


def compare_source(old: str, new: str) -> tuple[Segment, ...]:
    """Compare two templates or style sheets word by word, as they are written."""
    runs = token_runs(fieldtokens.words(old), fieldtokens.words(new))
    return _segments(runs, fieldtokens.source, _changed_source)


def readable(text: str) -> str:
    """Return a field as one line of text: no tags, media by name."""
    # Most fields are plain, and a large deck has many.
    is_plain = "<" not in text and "&" not in text
    shown = text if is_plain else fieldtokens.readable(fieldtokens.words_and_tags(text))
    return " ".join(shown.replace(LINE_BREAK, " ").split())


def shorten(segments: Iterable[Segment], kept: int = _KEPT) -> tuple[Segment, ...]:
    """Cut what did not change, but for the words around what did."""
    every = list(segments)
    short = []
    for number, segment in enumerate(every):
        before = kept if number else 0
        after = kept if number < len(every) - 1 else 0
        text = segment.text
        if segment.side == "same" and len(text) > before + after + 3:
            text = f"{text[:before]}…{text[len(text) - after :]}"
        short.append(replace(segment, text=text))
    return tuple(short)


def _segments(
    runs: Iterable[TokenRun],
    show: Callable[[Tokens], str],
    show_change: Callable[[TokenRun], tuple[str, str]],
) -> tuple[Segment, ...]:
    segments: list[Segment] = []
    for run in runs:
        if run.is_same:
            _append(segments, "same", show(run.old))
            continue
        old, new = show_change(run)
        _append(segments, "old", old)
        _append(segments, "new", new)
    return tuple(segments)


def _append(segments: list[Segment], side: Side, text: str) -> None:
    """Add a segment, or go on with the last when it is of the same side."""
    if text and segments and segments[-1].side == side:
        segments[-1] = Segment(side, segments[-1].text + text)
    elif text:
        segments.append(Segment(side, text))


def _without_breaks(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """Drop line breaks at the ends and after others, but for those that changed."""
    kept: list[Segment] = []
    is_broken = {"old": True, "new": True}
    for segment in segments:
        sides = ("old", "new") if segment.side == "same" else (segment.side,)
        text = segment.text
        if text.startswith(SHOWN_BREAK) and all(is_broken[side] for side in sides):
            text = text.removeprefix(SHOWN_BREAK)
        if text or segment.side != "same":
            _append(kept, segment.side, text or segment.text)
            is_broken.update(dict.fromkeys(sides, text.endswith(SHOWN_BREAK)))
    if kept and kept[-1].side == "same":
        kept[-1] = replace(kept[-1], text=kept[-1].text.removesuffix(SHOWN_BREAK))
    return tuple(segment for segment in kept if segment.text)


def _changed_source(run: TokenRun) -> tuple[str, str]:
    return fieldtokens.source(run.old), fieldtokens.source(run.new)


def _changed_html(run: TokenRun) -> tuple[str, str]:
    """Return both sides of a change, with those tags that tell something."""
    old, new = fieldtokens.readable(run.old), fieldtokens.readable(run.new)
    if old == new or not (old + new).strip():
        return _changed_source(run)
    tags = [fieldtokens.tags(run.old), fieldtokens.tags(run.new)]
    if tags[0] == tags[1] or all(map(fieldtokens.is_hidden, chain(*tags))):
        return old, new
    return fieldtokens.with_tags(run.old), fieldtokens.with_tags(run.new)
