"""Two notes that tell nearly the same: found by the words that they share.

Notes are compared with those alone that share one of their rarest words: whoever is
similar enough must (prefix filtering, R. Bayardo and others, "Scaling up all pairs
similarity search", 2007), so a hundred thousand notes take seconds.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import chain
from math import ceil

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic
from builder.cards.note import Note
from builder.check.cardrule import CardRule
from builder.check.plaintext import plain
from builder.check.subject import Subject

_WORD = re.compile(r"[\u3400-\u9fff]+|[^\W\u3400-\u9fff]+")
# With fewer words than these every note is like some other.
_FEWEST = 5
# Rarest words that too many notes share tell nothing, and would cost their square.
_MOST_TOGETHER = 100
# So many of its rarest words a note shares with any that is like it, when so many more
# of them are looked at (J. Wang and others, "Can we beat the prefix filtering?", 2012).
_SHARED = 3


@dataclass(frozen=True, slots=True)
class _Told:
    """The words of a note's question, of its answer, and of both."""

    note: Note
    question: AbstractSet[str]
    answer: AbstractSet[str]
    words: AbstractSet[str]


def _find(subject: Subject, limit: int) -> Iterator[Diagnostic]:
    told = [one for note in subject.notes if len((one := _told(note)).words) >= _FEWEST]
    for one, other in _alike(told, limit / 100):
        message = (
            f"nearly the note at {other.note.location}: keep one, or make them ask for "
            "what differs"
        )
        place = one.note.main_text.location
        yield Diagnostic(place, Code.NEAR_DUPLICATE, message, "warning")


def _told(note: Note) -> _Told:
    main, *others = [text.value for text in note.texts.values()] or [""]
    more = [text.value for texts in note.lists.values() for text in texts]
    options = [text.value for text in note.choices.options] if note.choices else []
    question = _words(main)
    answer = frozenset[str]().union(*map(_words, (*others, *more, *options)))
    return _Told(note, question, answer, question | answer)


def _words(text: str) -> frozenset[str]:
    """Return Latin words, and Chinese by pairs of characters."""
    found: set[str] = set()
    for run in _WORD.findall(plain(text).casefold()):
        if run[0] < "\u3400" or len(run) == 1:
            found.add(run)
        else:
            found.update(run[place : place + 2] for place in range(len(run) - 1))
    return frozenset(found)


def _alike(told: Sequence[_Told], least: float) -> Iterator[tuple[_Told, _Told]]:
    """Yield each note that is like an earlier one, with the first of those."""
    numbers = Counter(word for one in told for word in one.words)
    by_word: defaultdict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(told):
        words = sorted(one.words, key=lambda word: (numbers[word], word))
        rarest = words[: len(words) - ceil(least * len(words)) + _SHARED]
        near = [
            by_word[word] for word in rarest if len(by_word[word]) <= _MOST_TOGETHER
        ]
        together = Counter(chain.from_iterable(near))
        needed = min(_SHARED, len(near))
        earlier = sorted(other for other, times in together.items() if times >= needed)
        first = next(
            (told[other] for other in earlier if _same(one, told[other], least)), None
        )
        if first is not None:
            yield one, first
        for word in rarest:
            by_word[word].append(place)


def _same(one: _Told, other: _Told, least: float) -> bool:
    """Whether both parts of two notes are alike; numbers that differ tell them apart."""
    fewer, more = sorted((len(one.words), len(other.words)))
    if fewer < least * more or _share(one.words, other.words) < least:
        return False
    if _are_of_one_item(one, other):
        return False
    differing = one.words ^ other.words
    if any(word.isdigit() for word in differing):
        return False
    if not (one.answer and other.answer):
        return not (one.answer or other.answer) or one.note.kind != other.note.kind
    # What is asked alike of two things has other things in the question.
    return _share(one.question, other.question) >= least - 0.1 and (
        _share(one.answer, other.answer) >= least - 0.1
    )


def _are_of_one_item(one: _Told, other: _Told) -> bool:
    """Whether an import made one of them beside the other: each asks another way."""
    short, long = sorted((one.note.id, other.note.id), key=len)
    return long.startswith(f"{short}-")


def _share(one: AbstractSet[str], other: AbstractSet[str]) -> float:
    both = len(one & other)
    together = len(one) + len(other) - both
    return both / together if together else 0.0


NEAR_DUPLICATES = CardRule(
    code=Code.NEAR_DUPLICATE,
    find=_find,
    why="A fact asked twice is learnt twice, and a correction reaches one of the two.",
    bad="""\
- front: Which component puts Pods on nodes of the cluster?
  back: The scheduler puts them there.
- front: Which component puts the Pods on nodes of a cluster?
  back: The scheduler puts them there.
""",
    good="""\
- front: Which component puts Pods on nodes of the cluster?
  back: The scheduler puts them there.
- front: Which component starts the containers of a Pod on its node?
  back: The kubelet of the node starts them.
""",
    limit=75,
    unit="of a hundred words that two notes share",
    limit_name="near-duplicate",
)
