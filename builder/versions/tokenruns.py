"""Two lists of tokens side by side: runs that both have, and runs that changed.

The exact comparison is the standard library's; what is here makes its result read well:
spaces match only between words that do, what came begins with its opening tag, and a
chance word in the middle of a change belongs to the change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from builder.versions.fieldtokens import Tokens, is_noise, length, tag_name, tags

# Pairs of words: beyond this the exact comparison takes longer than a person waits.
_EXACT = 4_000_000
_LONGEST = 5_000


@dataclass(frozen=True, slots=True)
class TokenRun:
    """Tokens of both sides; the same ones when nothing changed."""

    old: Tokens
    new: Tokens
    is_same: bool


def token_runs(old: Tokens, new: Tokens) -> list[TokenRun]:
    """Compare two lists of tokens; runs that are the same and runs that changed."""
    runs = list(_merged(_trimmed(old, new, _matched)))
    for number in range(1, len(runs) - 1):
        runs[number - 1 : number + 2] = _slid(*runs[number - 1 : number + 2])
    return _joined(run for run in runs if run.old or run.new)


def _trimmed(
    old: Tokens,
    new: Tokens,
    match: Callable[[Tokens, Tokens], Iterable[TokenRun]],
) -> Iterator[TokenRun]:
    """Yield what is the same at both ends, and in between what ``match`` makes of it."""
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    yield TokenRun(old[:start], old[:start], is_same=True)
    yield from match(old[start : len(old) - end], new[start : len(new) - end])
    yield TokenRun(old[len(old) - end :], old[len(old) - end :], is_same=True)


def _common(old: Tokens, new: Tokens) -> int:
    """Return how many tokens at the start are the same."""
    pairs = enumerate(zip(old, new, strict=False))
    return next(
        (number for number, (one, other) in pairs if one != other),
        min(len(old), len(new)),
    )


def _matched(old: Tokens, new: Tokens) -> Iterator[TokenRun]:
    """Match words, and compare the gaps between them: spaces would match anywhere."""
    old_words = [number for number, token in enumerate(old) if not token.isspace()]
    new_words = [number for number, token in enumerate(new) if not token.isspace()]
    if max(len(old_words), len(new_words)) > _LONGEST:
        yield TokenRun(old, new, is_same=False)
        return
    matcher = SequenceMatcher(
        None,
        [old[number] for number in old_words],
        [new[number] for number in new_words],
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
            yield TokenRun([old[old_end]], [new[new_end]], is_same=True)
            old_start, new_start = old_end + 1, new_end + 1
    yield from _trimmed(old[old_start:], new[new_start:], _replaced)


def _replaced(old: Tokens, new: Tokens) -> list[TokenRun]:
    return [TokenRun(old, new, is_same=False)]


def _merged(runs: Iterable[TokenRun]) -> Iterator[TokenRun]:
    """Yield runs that take turns: the same, changed, the same."""
    present = (run for run in runs if run.old or run.new)
    for is_same, group in groupby(present, key=lambda run: run.is_same):
        yield _flat(list(group), is_same=is_same)


def _flat(runs: Sequence[TokenRun], *, is_same: bool) -> TokenRun:
    old = [token for run in runs for token in run.old]
    new = [token for run in runs for token in run.new]
    return TokenRun(old, new, is_same)


def _slid(
    before: TokenRun, run: TokenRun, after: TokenRun
) -> tuple[TokenRun, TokenRun, TokenRun]:
    """Let what came or went begin with its opening tag: `<b>x</b>`, not `</b><b>x`."""
    tokens = list(run.new or run.old)
    size = next((n for n, token in enumerate(tokens) if not _closes(token)), 0)
    ends = tokens[:size]
    is_loose = not run.is_same and not (run.old and run.new)
    if not is_loose or not any(map(tag_name, ends)) or list(after.old[:size]) != ends:
        return before, run, after
    moved = [*tokens[size:], *ends]
    return (
        _flat([before, TokenRun(ends, ends, is_same=True)], is_same=True),
        TokenRun(moved if run.old else [], moved if run.new else [], is_same=False),
        TokenRun(after.old[size:], after.new[size:], is_same=True),
    )


def _closes(token: str) -> bool:
    return token.isspace() or (token.startswith("</") and tag_name(token) is not None)


def _joined(runs: Iterable[TokenRun]) -> list[TokenRun]:
    """Join changes that only a chance word keeps apart: read whole they say more."""
    joined: list[TokenRun] = []
    for run in runs:
        joined.append(run)
        while _is_chance(parts := joined[-3:]):
            joined[-3:] = [_flat(parts, is_same=False)]
    return joined


def _is_chance(parts: Sequence[TokenRun]) -> bool:
    if [part.is_same for part in parts] != [False, True, False]:
        return False
    before, between, after = parts
    if not all(map(is_noise, tags(between.old))):
        return False
    size = length(between.old)
    return all(size <= max(length(run.old), length(run.new)) for run in (before, after))
