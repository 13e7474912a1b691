"""The numbers of cloze deletions over the years: which text had which.

Anki ties a learner's schedule to the number of a deletion and to nothing else, so a
number must not move to other text. https://docs.ankiweb.net/editing.html#cloze-deletion
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import count
from typing import TypeAlias

from builder.text import cloze

Numbered: TypeAlias = tuple[int, str]
"""The number of a deletion and its text, as the author wrote it."""

# More of a text than this is not needed to know it again.
_LONGEST_TEXT = 120


def keep_numbers(
    texts: Sequence[str],
    taken: frozenset[int],
    remembered: Sequence[Numbered],
    gone: Sequence[Numbered],
) -> list[int]:
    """Number short-form deletions so that those of earlier builds keep theirs.

    A deletion with the text of an earlier one keeps that number, also when its hint is
    another now; one that stands between the same neighbours as an earlier one was
    edited and keeps it too; every other gets a number that was never used in the note.
    """
    same, edited = _aligned([text for _, text in remembered], texts)
    numbers = {index: remembered[old][0] for old, index in same}
    used = set(numbers.values()) | taken
    earlier = [pair for pair in (*remembered, *gone) if pair[0] not in used]
    _bring_back(numbers, texts, earlier)
    # Only what is left was edited: its old text must be nowhere else, nor its new one.
    free = {number for number, _ in earlier}
    for old, index in edited:
        if index not in numbers and remembered[old][0] in free:
            numbers[index] = remembered[old][0]
    known = {number for number, _ in (*remembered, *gone)}
    used = set(numbers.values()) | taken | known
    fresh = (number for number in count(1) if number not in used)
    return [
        numbers[index]
        if numbers.get(index, 0) not in taken and index in numbers
        else next(fresh)
        for index in range(len(texts))
    ]


_Pairs: TypeAlias = list[tuple[int, int]]


def _aligned(old: Sequence[str], new: Sequence[str]) -> tuple[_Pairs, _Pairs]:
    """Return which old text became which new one: the same ones, then the edited ones."""
    same: _Pairs = []
    edited: _Pairs = []
    matcher = SequenceMatcher(None, old, list(new), autojunk=False)
    for operation, old_start, old_end, start, end in matcher.get_opcodes():
        if old_end - old_start == end - start:
            pairs = zip(range(old_start, old_end), range(start, end), strict=True)
            (same if operation == "equal" else edited).extend(pairs)
    return same, edited


def _bring_back(
    numbers: dict[int, int], texts: Sequence[str], earlier: list[Numbered]
) -> None:
    """Give a text that moved past a neighbour, or was away for a while, its number."""
    for is_like in (_is_same, _is_same_but_for_the_hint):
        for index, text in enumerate(texts):
            if index in numbers:
                continue
            found = next((pair for pair in earlier if is_like(pair[1], text)), None)
            if found:
                earlier.remove(found)
                numbers[index] = found[0]


def _is_same(old: str, new: str) -> bool:
    return old == new


def _is_same_but_for_the_hint(old: str, new: str) -> bool:
    return without_hint(old) == without_hint(new)


def without_hint(text: str) -> str:
    """Return the text of a short-form deletion without its ``::hint``."""
    return text.partition("::")[0]


def explicit_deletions(text: str) -> list[Numbered]:
    """Return the numbers of ``{{c1::…}}`` deletions with what each hides.

    In the order in which they end, without hints, nested ones as they are written;
    ``{{c1,2::…}}`` counts for both.
    """
    found: list[Numbered] = []
    opened: list[tuple[list[int], int, int]] = []
    position = 0
    while position < len(text):
        marker = cloze.OPEN.match(text, position)
        if marker:
            opened.append((cloze.numbers_of(marker[1]), marker.end(), -1))
            position = marker.end()
        elif opened and text.startswith("::", position):
            numbers, start, hint = opened.pop()
            opened.append((numbers, start, position if hint < 0 else hint))
            position += 2
        elif opened and text.startswith("}}", position):
            numbers, start, hint = opened.pop()
            hidden = text[start : hint if hint >= 0 else position]
            shown = " ".join(hidden.split())[:_LONGEST_TEXT]
            found += [(number, shown) for number in numbers]
            position += 2
        else:
            position += 1
    return found


def moved(
    before: Sequence[Numbered], now: Sequence[Numbered]
) -> list[tuple[str, int, int]]:
    """Return the texts that have another number now: text, old number, new number.

    A text that stands under several numbers, then or now, cannot be told to have moved.
    """
    old, new = _once(before), _once(now)
    return [
        (text, old[text], number)
        for text, number in new.items()
        if text in old and old[text] != number
    ]


def reused(
    gone: Sequence[Numbered],
    before: Sequence[Numbered],
    now: Sequence[Numbered],
    shown: str,
) -> list[tuple[int, str, str]]:
    """Return the numbers of removed deletions that hide other text now.

    Each with the text it had and the one it has. ``gone`` were removed in an earlier
    build, so their numbers were free for a while: whoever takes one takes a schedule.
    One of ``before`` was removed in this edit when its text still stands on the card
    (``shown``), open, and its number hides something else.
    """
    hidden = " ".join(text for _, text in now)
    uncovered = {
        number: text
        for number, text in before
        if text and text in shown and text not in hidden
    }
    texts = {**uncovered, **dict(gone)}
    return [
        (number, texts[number], text)
        for number, text in now
        if texts.get(number) and not _is_edited(texts[number], text)
    ]


def _is_edited(old: str, new: str) -> bool:
    """Whether a text is another with words added or taken away."""
    return old in new or new in old


def _once(deletions: Sequence[Numbered]) -> dict[str, int]:
    """Return the number of each text that has just one."""
    numbers: dict[str, set[int]] = {}
    for number, text in deletions:
        numbers.setdefault(text, set()).add(number)
    return {text: min(found) for text, found in numbers.items() if len(found) == 1}
