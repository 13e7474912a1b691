"""What changed between two texts, word by word, and how a person reads it.

A word is a run of letters, one Chinese or Japanese character, or one HTML tag. HTML is
shown as the text it makes, and as source where nothing but the source differs.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import chain, groupby
from typing import Literal, TypeAlias

Kind = Literal["same", "old", "new"]

LINE_BREAK = "⏎"

_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_WORD = rf"\s+|[{_WIDE}]|[^\W{_WIDE}]+|."
_WORDS = re.compile(_WORD, re.DOTALL)
_WORDS_AND_TAGS = re.compile(
    rf"<!--.*?-->|</?[A-Za-z][^<>]*>|&#?\w+;|{_WORD}", re.DOTALL
)
_TAG = re.compile(r"</?([A-Za-z][\w-]*)[^<>]*>|<!--.*?-->", re.DOTALL)
_SOURCE = re.compile(r"""\b(?:src|data)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""")
_BREAK = f" {LINE_BREAK} "
_BREAKS = re.compile(rf"\s*{LINE_BREAK}[\s{LINE_BREAK}]*")
_BLOCKS = frozenset(
    {"blockquote", "br", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6"}
    | {"hr", "li", "ol", "p", "pre", "table", "tr", "ul"}
)
_MEDIA = frozenset({"audio", "img", "object", "source", "video"})
_CELLS = frozenset({"td", "th"})
# Highlighters and editors wrap every other word in one.
_NOISE = frozenset({"span"})
_BARE = re.compile(r"</?[A-Za-z][\w-]*\s*/?>")

# Pairs of words: beyond this the exact comparison takes longer than a person waits.
_EXACT = 4_000_000
_LONGEST = 5_000

_KEPT = 40


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text that both sides have, or one of them."""

    kind: Kind
    text: str


_Tokens: TypeAlias = Sequence[str]


@dataclass(frozen=True, slots=True)
class _Run:
    """Tokens of both sides; the same ones when nothing changed."""

    old: _Tokens
    new: _Tokens
    is_same: bool


def compare_html(old: str, new: str) -> tuple[Segment, ...]:
    """Compare two fields word by word, in words that can be read."""
    runs = _compare(_WORDS_AND_TAGS.findall(old), _WORDS_AND_TAGS.findall(new))
    return _without_breaks(_segments(runs, _readable, _changed_html))


def compare_source(old: str, new: str) -> tuple[Segment, ...]:
    """Compare two templates or style sheets word by word, as they are written."""
    runs = _compare(_WORDS.findall(old), _WORDS.findall(new))
    return _segments(runs, _source, lambda run: (_source(run.old), _source(run.new)))


def readable(text: str) -> str:
    """Return a field as one line of text: no tags, media by name."""
    # Most fields are plain, and a large deck has many.
    is_plain = "<" not in text and "&" not in text
    shown = text if is_plain else _readable(_WORDS_AND_TAGS.findall(text))
    return " ".join(shown.replace(LINE_BREAK, " ").split())


def shorten(segments: Iterable[Segment], kept: int = _KEPT) -> tuple[Segment, ...]:
    """Cut what did not change, but for the words around what did."""
    every = list(segments)
    short = []
    for number, segment in enumerate(every):
        before = kept if number else 0
        after = kept if number < len(every) - 1 else 0
        text = segment.text
        if segment.kind == "same" and len(text) > before + after + 3:
            text = f"{text[:before]}…{text[len(text) - after :]}"
        short.append(replace(segment, text=text))
    return tuple(short)


def marked(segments: Iterable[Segment]) -> str:
    """Return plain text with ``[-old-]`` and ``{+new+}``, as ``git --word-diff``."""
    marks = {"same": "{}", "old": "[-{}-]", "new": "{{+{}+}}"}
    return "".join(marks[one.kind].format(one.text) for one in segments)


def _compare(old: _Tokens, new: _Tokens) -> list[_Run]:
    runs = list(_merged(_trimmed(old, new, _matched)))
    for place in range(1, len(runs) - 1):
        runs[place - 1 : place + 2] = _slid(*runs[place - 1 : place + 2])
    return _joined(run for run in runs if run.old or run.new)


def _trimmed(
    old: _Tokens, new: _Tokens, match: Callable[[_Tokens, _Tokens], Iterable[_Run]]
) -> Iterator[_Run]:
    """Yield what is the same at both ends, and in between what ``match`` makes of it."""
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    yield _Run(old[:start], old[:start], is_same=True)
    yield from match(old[start : len(old) - end], new[start : len(new) - end])
    yield _Run(old[len(old) - end :], old[len(old) - end :], is_same=True)


def _common(old: _Tokens, new: _Tokens) -> int:
    """Return how many tokens at the start are the same."""
    pairs = enumerate(zip(old, new, strict=False))
    return next(
        (number for number, (one, other) in pairs if one != other),
        min(len(old), len(new)),
    )


def _matched(old: _Tokens, new: _Tokens) -> Iterator[_Run]:
    """Match words, and compare the gaps between them: spaces would match anywhere."""
    old_words = [place for place, token in enumerate(old) if not token.isspace()]
    new_words = [place for place, token in enumerate(new) if not token.isspace()]
    if max(len(old_words), len(new_words)) > _LONGEST:
        yield _Run(old, new, is_same=False)
        return
    matcher = SequenceMatcher(
        None,
        [old[place] for place in old_words],
        [new[place] for place in new_words],
        autojunk=len(old_words) * len(new_words) > _EXACT,
    )
    old_start = new_start = 0
    for old_block, new_block, size in matcher.get_matching_blocks():
        for number in range(size):
            old_end = old_words[old_block + number]
            new_end = new_words[new_block + number]
            yield from _trimmed(
                old[old_start:old_end], new[new_start:new_end], _replaced
            )
            yield _Run([old[old_end]], [new[new_end]], is_same=True)
            old_start, new_start = old_end + 1, new_end + 1
    yield from _trimmed(old[old_start:], new[new_start:], _replaced)


def _replaced(old: _Tokens, new: _Tokens) -> list[_Run]:
    return [_Run(old, new, is_same=False)]


def _merged(runs: Iterable[_Run]) -> Iterator[_Run]:
    """Yield runs that take turns: the same, changed, the same."""
    present = (run for run in runs if run.old or run.new)
    for is_same, group in groupby(present, key=lambda run: run.is_same):
        yield _flat(list(group), is_same=is_same)


def _flat(runs: Sequence[_Run], *, is_same: bool) -> _Run:
    old = [token for run in runs for token in run.old]
    new = [token for run in runs for token in run.new]
    return _Run(old, new, is_same)


def _slid(before: _Run, run: _Run, after: _Run) -> tuple[_Run, _Run, _Run]:
    """Let what came or went begin with its opening tag: `<b>x</b>`, not `</b><b>x`."""
    tokens = list(run.new or run.old)
    size = next((n for n, token in enumerate(tokens) if not _closes(token)), 0)
    ends = tokens[:size]
    is_loose = not run.is_same and not (run.old and run.new)
    if not is_loose or not any(map(_tag_name, ends)) or list(after.old[:size]) != ends:
        return before, run, after
    moved = [*tokens[size:], *ends]
    return (
        _flat([before, _Run(ends, ends, is_same=True)], is_same=True),
        _Run(moved if run.old else [], moved if run.new else [], is_same=False),
        _Run(after.old[size:], after.new[size:], is_same=True),
    )


def _closes(token: str) -> bool:
    return token.isspace() or (token.startswith("</") and _tag_name(token) is not None)


def _joined(runs: Iterable[_Run]) -> list[_Run]:
    """Join changes that only a chance word keeps apart: read whole they say more."""
    joined: list[_Run] = []
    for run in runs:
        joined.append(run)
        while _is_chance(parts := joined[-3:]):
            joined[-3:] = [_flat(parts, is_same=False)]
    return joined


def _is_chance(parts: Sequence[_Run]) -> bool:
    if [part.is_same for part in parts] != [False, True, False]:
        return False
    before, between, after = parts
    if any(name not in _NOISE for name in map(_tag_name, _tags(between.old))):
        return False
    length = _length(between.old)
    return all(
        length <= max(_length(run.old), _length(run.new)) for run in (before, after)
    )


def _length(tokens: _Tokens) -> int:
    return sum(len(token.strip()) for token in tokens if not _TAG.fullmatch(token))


def _segments(
    runs: Iterable[_Run],
    show: Callable[[_Tokens], str],
    show_change: Callable[[_Run], tuple[str, str]],
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


def _append(segments: list[Segment], kind: Kind, text: str) -> None:
    """Add a segment, or go on with the last when it is of the same kind."""
    if text and segments and segments[-1].kind == kind:
        segments[-1] = Segment(kind, segments[-1].text + text)
    elif text:
        segments.append(Segment(kind, text))


def _without_breaks(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """Drop line breaks at the ends and after others, but for those that changed."""
    kept: list[Segment] = []
    is_broken = {"old": True, "new": True}
    for segment in segments:
        sides = ("old", "new") if segment.kind == "same" else (segment.kind,)
        text = segment.text
        if text.startswith(_BREAK) and all(is_broken[side] for side in sides):
            text = text.removeprefix(_BREAK)
        if text or segment.kind != "same":
            _append(kept, segment.kind, text or segment.text)
            is_broken.update(dict.fromkeys(sides, text.endswith(_BREAK)))
    if kept and kept[-1].kind == "same":
        kept[-1] = replace(kept[-1], text=kept[-1].text.removesuffix(_BREAK))
    return tuple(segment for segment in kept if segment.text)


def _source(tokens: _Tokens) -> str:
    return "".join(tokens).replace("\r\n", "\n").replace("\n", LINE_BREAK)


def _changed_html(run: _Run) -> tuple[str, str]:
    """Return both sides of a change, with those tags that tell something."""
    old, new = _readable(run.old), _readable(run.new)
    if old == new or not (old + new).strip():
        return _source(run.old), _source(run.new)
    tags = [_tags(run.old), _tags(run.new)]
    if tags[0] == tags[1] or all(map(_is_hidden, chain(*tags))):
        return old, new
    return _with_tags(run.old), _with_tags(run.new)


def _tags(tokens: _Tokens) -> list[str]:
    return [token for token in tokens if _tag_name(token) is not None]


def _with_tags(tokens: _Tokens) -> str:
    """Return the text with the tags of emphasis, code and links, as source."""
    return _one_line(
        _shown_tag(token) if _is_hidden(token) else token for token in tokens
    )


def _is_hidden(token: str) -> bool:
    """Whether a tag says nothing beside text that changed, attributes included."""
    name = _tag_name(token)
    is_bare = _BARE.fullmatch(token) is not None
    return name in _NOISE | _MEDIA or (name in _BLOCKS | _CELLS and is_bare)


def _readable(tokens: _Tokens) -> str:
    return _one_line(
        html.unescape(token) if _tag_name(token) is None else _shown_tag(token)
        for token in tokens
    )


def _one_line(words: Iterable[str]) -> str:
    text = "".join(words).replace("\n", LINE_BREAK)
    return _BREAKS.sub(_BREAK, text)


def _tag_name(token: str) -> str | None:
    """Return the name of an HTML tag, empty for a comment; nothing for text."""
    match = _TAG.fullmatch(token)
    return (match[1] or "").lower() if match else None


def _shown_tag(token: str) -> str:
    name = _tag_name(token)
    if name in _BLOCKS:
        return LINE_BREAK
    if name in _CELLS:
        return " "
    source = _SOURCE.search(token) if name in _MEDIA else None
    return f"[{source[1] or source[2] or source[3] or ''}]" if source else ""
