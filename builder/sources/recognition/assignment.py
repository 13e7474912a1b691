"""Which answer of a key belongs to which question: by its number, or by its place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from builder.sources.readers.block import Block
from builder.sources.recognition.answerkey import AnswerKey, KeyEntry, name_of
from builder.sources.recognition.itemise import Span
from builder.sources.recognition.marks import Marking

_OTHERWISE = (
    "the answers from here on are counted otherwise than the questions: put to none"
)
_LEFT = "answer {names} from here on belongs to no question that was found"


@dataclass(frozen=True, slots=True)
class Assignment:
    """The answers of keys by the index of their question's mark.

    ``doubts`` tell of those that belong to no question.
    """

    answers: Mapping[int, tuple[Block, ...]] = field(default_factory=dict)
    doubts: tuple[tuple[int, str], ...] = ()


def assigned(
    keys: Sequence[AnswerKey], spans: Sequence[Span], blocks: Sequence[Block]
) -> Assignment:
    """Give the answers of keys to the questions that stand before them."""
    answers: dict[int, tuple[Block, ...]] = {}
    doubts: list[tuple[int, str]] = []
    for scope, entries, index in _parts(keys, spans):
        line = blocks[index].line
        matched = _matched(scope, entries, blocks)
        taken = {id(entry) for entry in matched.values()}
        left = [entry for entry in entries if id(entry) not in taken]
        if not matched:
            doubts.append((line, _OTHERWISE))
        elif left:
            names = ", ".join(f"`{entry.name}`" for entry in left)
            doubts.append((line, _LEFT.format(names=names)))
        answers |= {at: entry.blocks for at, entry in matched.items()}
    return Assignment(answers, tuple(doubts))


def _parts(
    keys: Sequence[AnswerKey], spans: Sequence[Span]
) -> list[tuple[list[Span], list[KeyEntry], int]]:
    """Return the questions before each key with its answers; keys in a row are one."""
    parts: list[tuple[list[Span], list[KeyEntry], int]] = []
    after = -1
    for key in keys:
        scope = [span for span in spans if after < span.mark.index < key.index]
        if not scope and parts:
            parts[-1][1].extend(key.entries)
        else:
            parts.append((scope, list(key.entries), key.index))
        after = key.index
    return parts


def _matched(
    scope: Sequence[Span], entries: Sequence[KeyEntry], blocks: Sequence[Block]
) -> dict[int, KeyEntry]:
    """Return the answers by their question's mark; nothing where it is doubtful."""
    marks = [span.mark for span in scope]
    asked = [_name(mark, blocks) for mark in marks]
    said = [entry.name for entry in entries]
    if _are_unique(asked) and _are_unique(said):
        return _by_name(marks, asked, entries)
    is_counted = asked == said or _counts(said) or _counts(asked)
    if len(asked) == len(said) and is_counted:
        return {mark.index: entry for mark, entry in zip(marks, entries, strict=True)}
    return _by_group(scope, asked, entries)


def _name(mark: Marking, blocks: Sequence[Block]) -> str:
    """Return how a question is counted, also by a heading that only counts it."""
    if mark.index < 0:
        return ""
    block = blocks[mark.index]
    number = re.search(r"\d{1,3}", block.content) if not mark.title else None
    return name_of(block) or (number[0] if number else "") or str(mark.number or "")


def _are_unique(names: Sequence[str]) -> bool:
    return all(names) and len(set(names)) == len(names)


def _counts(names: Sequence[str]) -> bool:
    return list(names) == [str(number) for number in range(1, len(names) + 1)]


def _by_name(
    marks: Sequence[Marking], asked: Sequence[str], entries: Sequence[KeyEntry]
) -> dict[int, KeyEntry]:
    by_name = {entry.name: entry for entry in entries}
    return {
        mark.index: by_name[name]
        for mark, name in zip(marks, asked, strict=True)
        if name in by_name
    }


def _by_group(
    scope: Sequence[Span], asked: Sequence[str], entries: Sequence[KeyEntry]
) -> dict[int, KeyEntry]:
    """Return the answers below the headings that stand above the questions too."""
    found: dict[int, KeyEntry] = {}
    for group in {entry.group for entry in entries}:
        mine = [entry for entry in entries if entry.group == group]
        theirs = [
            (span.mark, name)
            for span, name in zip(scope, asked, strict=True)
            if _key(group) in {_key(title) for title in span.section}
        ]
        names = [name for _, name in theirs]
        if not _are_unique(names) or not _are_unique([one.name for one in mine]):
            return {}
        found |= _by_name([mark for mark, _ in theirs], names, mine)
    return found


def _key(title: str) -> str:
    return re.sub(r"[\W_]+", "", title).casefold()
