"""An edit of a rendered field as the same edit of the texts that it was rendered from.

Every step is rendered and held against what it must give, so nothing is guessed; what
the edit did not touch stays as the author wrote it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from builder.versions.fieldmarks import LINE_BREAK_TAG, with_options_in_order

Gives = Callable[[Sequence[str]], "str | None"]
"""Renders texts to a steady field; nothing where they cannot be rendered."""

_TOKEN = re.compile(r"<[^<>]*>|&[#\w]+;|[A-Za-z0-9_]+|.", re.DOTALL)
_MARKS = {
    "<strong>": "**", "</strong>": "**", "<em>": "*", "</em>": "*", "<code>": "`",
    "</code>": "`", "<s>": "~~", "</s>": "~~", "<p>": "", "</p>": "", "<li>": "",
    "</li>": "",
}  # fmt: skip
_MADE = re.compile(
    r'\s*\[anki:tts\b[^\]]*\].*?\[/anki:tts\]|<span class="[a-z][a-z0-9]?">|</span>',
    re.DOTALL,
)
_MEANT = re.compile(r"([\\`*_\[\]<>#$~^=|{}])")
# Words around an edit that tell its place where the edit alone does not.
_CONTEXTS = ((0, 0), (1, 0), (0, 1), (2, 2), (6, 6))
_MOST_TRIES = 240
_MOST_TOKENS = 4_000
_MOST_HUNKS = 60


@dataclass(frozen=True, slots=True)
class _Hunk:
    """Tokens that take the place of others: places in the old, places in the new."""

    start: int
    end: int
    new_start: int
    new_end: int


def edited_texts(
    texts: Sequence[str], before: str, after: str, gives: Gives
) -> list[str] | None:
    """Return the texts that give the field ``after``; nothing when they are not found.

    ``before`` is what the texts give now. Both fields are steady.
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    hunks = _hunks(old, new)
    for attempt in (hunks, _as_one(hunks)):
        found = _applied(list(texts), old, new, attempt, gives)
        if found is not None:
            return found
    return None


def shows_the_same(given: str | None, wanted: str) -> bool:
    """Whether two fields are alike but for what a build makes of their texts anew.

    That is the colours of code, the copy of a text that is spoken, the order of options.
    """
    if given is None or given == wanted:
        return given == wanted
    one, other = with_options_in_order(given), with_options_in_order(wanted)
    return _MADE.sub("", one) == _MADE.sub("", other)


def with_old_breaks(before: str, after: str) -> str:
    """Return a field in which line ends that AnkiDroid wrote as breaks are ends again."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    pieces: list[str] = []
    place = 0
    for hunk in _hunks(old, new):
        pieces += [*old[place : hunk.start], *new[hunk.new_start : hunk.new_end]]
        place = hunk.end
    return "".join([*pieces, *old[place:]])


def _hunks(one: Sequence[str], other: Sequence[str]) -> list[_Hunk]:
    """Return what differs; equal ends are set aside first, most edits are short."""
    old, new = _settled(one), _settled(other)
    shortest = min(len(old), len(new))
    head = next((n for n in range(shortest) if old[n] != new[n]), shortest)
    rest = shortest - head
    tail = next((n for n in range(rest) if old[-1 - n] != new[-1 - n]), rest)
    middle, other = old[head : len(old) - tail], new[head : len(new) - tail]
    if max(len(middle), len(other)) > _MOST_TOKENS:
        return [_Hunk(head, len(old) - tail, head, len(new) - tail)]
    matcher = SequenceMatcher(None, middle, other, autojunk=False)
    found = [
        _Hunk(head + a, head + b, head + c, head + d)
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
    ]
    return found if len(found) <= _MOST_HUNKS else _as_one(found)


def _settled(tokens: Sequence[str]) -> list[str]:
    return ["\n" if token == LINE_BREAK_TAG else token for token in tokens]


def _as_one(hunks: Sequence[_Hunk]) -> list[_Hunk]:
    if not hunks:
        return []
    first, last = hunks[0], hunks[-1]
    return [_Hunk(first.start, last.end, first.new_start, last.new_end)]


def _applied(
    texts: list[str],
    old: Sequence[str],
    new: Sequence[str],
    hunks: Sequence[_Hunk],
    gives: Gives,
) -> list[str] | None:
    """Make one edit after the other; each must give what the field is up to there."""
    for hunk in hunks:
        wanted = "".join([*new[: hunk.new_end], *old[hunk.end :]])
        found = next(
            (
                tried
                for tried in _tries(texts, old, new, hunk)
                if shows_the_same(gives(tried), wanted)
            ),
            None,
        )
        if found is None:
            return None
        texts = found
    return texts


def _tries(
    texts: Sequence[str], old: Sequence[str], new: Sequence[str], hunk: _Hunk
) -> Iterator[list[str]]:
    """Yield the texts with the edit made wherever it may have been meant."""
    tried: set[tuple[int, str]] = set()
    for left, right in _CONTEXTS:
        before = "".join(old[max(0, hunk.start - left) : hunk.start])
        behind = "".join(old[hunk.end : hunk.end + right])
        gone = "".join(old[hunk.start : hunk.end])
        came = "".join(new[hunk.new_start : hunk.new_end])
        for written, wanted in _spellings(before, gone, behind, came):
            for number, text in enumerate(texts):
                for place in _places(text, written, hunk.start / max(1, len(old))):
                    edited = text[:place] + wanted + text[place + len(written) :]
                    if (number, edited) in tried:
                        continue
                    if len(tried) >= _MOST_TRIES:
                        return
                    tried.add((number, edited))
                    yield [*texts[:number], edited, *texts[number + 1 :]]


def _spellings(
    before: str, gone: str, behind: str, came: str
) -> Iterator[tuple[str, str]]:
    """Yield how the old words may be written, each with the new ones in their place."""
    seen = set()
    for spell in (html.unescape, _as_marked, str):
        written = spell(before + gone + behind)
        for word in (spell(came), html.unescape(came), literal(came), came):
            pair = (written, spell(before) + word + spell(behind))
            if written and pair not in seen:
                seen.add(pair)
                yield pair


def _as_marked(text: str) -> str:
    """Return HTML as Markdown, where one mark stands for one tag."""
    for tag, mark in _MARKS.items():
        text = text.replace(tag, mark)
    return html.unescape(text)


def literal(text: str) -> str:
    """Return Markdown in which no sign of the text means anything; tags stay tags."""
    return "".join(
        token if token.startswith("<") else _MEANT.sub(r"\\\1", html.unescape(token))
        for token in _TOKEN.findall(text)
    )


def _places(text: str, written: str, share: float) -> list[int]:
    """Return where words stand in a text, those at the same height of it first."""
    found: list[int] = []
    place = text.find(written)
    while place >= 0 and len(found) <= _MOST_TRIES:
        found.append(place)
        place = text.find(written, place + 1)
    return sorted(found, key=lambda one: abs(one - share * len(text)))
