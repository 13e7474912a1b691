"""Two notes that tell nearly the same: found by the words that they share.

Notes are compared with those alone that share two of their rarest words: whoever is
similar enough must (prefix filtering, R. Bayardo and others, "Scaling up all pairs
similarity search", 2007), so a hundred thousand notes take seconds. A word that many
notes have counts with its neighbour in rarity as one word, which few have.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from math import ceil

from builder.base.cjk import is_wide
from builder.base.code import Code
from builder.base.diagnostic import Diagnostic
from builder.cards.gate import ONE_OF_TWO
from builder.cards.note import Note
from builder.check.cardrule import CardRule
from builder.check.sides import Sides, sides
from builder.check.subject import Subject
from builder.check.wordsets import Words, WordSet, word_sets

_DELETION = re.compile(
    r"\{\{c[\d,]+::((?:(?!\{\{c|\}\}|::).)*)|==(?=\S)([^=\n]+?)(?=::|==)", re.DOTALL
)
# A picture, or a link that has a line to itself.
_SHOWN = re.compile(
    r"(?:!|^[ \t]*(?=\[[^\]\n]*\]\([^)\n]*\)[ \t]*$))\[[^\]\n]*\]\(<?([^)>\s]+)",
    re.MULTILINE,
)
_SIGN = re.compile(r"[-+*/=<>^]")
# With fewer words than these every note is like some other.
_FEWEST = 5
# A word that more notes have than these tells little by itself.
_COMMON = 40
# So many notes are looked at for each word, and so many words of each note.
_MOST_TOGETHER, _FEWEST_MARKS, _MOST_MARKS = 40, 10, 24
_SHARED = 2
# Words up to this length hold a sentence together; words of one root begin alike.
_SHORT, _ROOT = 3, 2
# So much of two notes is one that no word tells them apart.
_ALL_BUT = 0.92
# Two notes that are answered alike ask for one fact, when they are so alike besides.
_ONE_FACT, _ONE_QUESTION, _ONE_ANSWER = 0.35, 0.2, 0.95


@dataclass(frozen=True, slots=True)
class _Told:
    """The words of a note's question, of its answer, and of both; ``numbers`` are some.

    ``signs`` are those of formulas: ``1+x`` and ``1-x`` have the same words.
    """

    note: Note
    question: WordSet
    answer: WordSet
    words: WordSet
    numbers: WordSet
    signs: str


def _find(subject: Subject, limit: int) -> Iterator[Diagnostic]:
    every = [one for one in sides(subject) if one.asked]
    known, sets = word_sets(map(_texts, every))
    numbers = {place for place, name in enumerate(known.names) if name.isdigit()}
    told = [
        _Told(
            one.note,
            question,
            answer,
            words,
            tuple([word for word in words if word in numbers]),
            _signs(one),
        )
        for one, (question, answer) in zip(every, sets, strict=True)
        if len(words := tuple(sorted({*question, *answer}))) >= _FEWEST
    ]
    for one, other in _alike(told, known, limit / 100):
        message = (
            f"nearly the note at {other.note.location}: keep one, or make them ask for "
            "what differs"
        )
        place = one.note.main_text.location
        yield Diagnostic(place, Code.NEAR_DUPLICATE, message, "warning")


def _texts(one: Sides) -> tuple[str, str]:
    """Return all that a note asks, and all that it tells."""
    asked = "\n".join(text.value for text in one.asked)
    options = one.note.choices.options if one.note.choices else ()
    told = "\n".join(text.value for text in (*one.told, *options))
    return _with_shown(asked), _with_shown(told) or "\n".join(_hidden(asked))


def _with_shown(text: str) -> str:
    """Return a text with the names of its pictures, which tell it from another."""
    if "](" not in text:
        return text
    names = [
        name.rpartition("/")[2].rpartition(".")[0] for name in _SHOWN.findall(text)
    ]
    return "\n".join((text, *names))


def _signs(one: Sides) -> str:
    said = "".join(text.value for text in (*one.asked, *one.told))
    is_formula = "\\" in said or "$" in said
    return "".join(_SIGN.findall(said)) if is_formula else ""


def _hidden(text: str) -> Iterator[str]:
    for numbered, short in _DELETION.findall(text):
        yield numbered or short


def _alike(
    told: Sequence[_Told], known: Words, least: float
) -> Iterator[tuple[_Told, _Told]]:
    """Yield each note that is like an earlier one, with the first of those."""
    by_mark: defaultdict[int, list[int]] = defaultdict(list)
    for place, one in enumerate(told):
        marks = _marks(one.words, known, least)
        near = [by_mark[mark] for mark in marks]
        together = Counter(chain.from_iterable(near))
        needed = min(_SHARED, max(1, len(marks) - 1))
        earlier = sorted(other for other, times in together.items() if times >= needed)
        first = next(
            (
                told[other]
                for other in earlier
                if _is_same(one, told[other], known, least)
            ),
            None,
        )
        if first is not None:
            yield one, first
        for found in near:
            if len(found) < _MOST_TOGETHER:
                found.append(place)


def _marks(words: WordSet, known: Words, least: float) -> list[int]:
    """Return what a note is found by: its rarest words, or pairs of common ones."""
    needed = len(words) - ceil(least * len(words)) + _SHARED
    shared = [word for word in words if known.counts[word] > 1]
    rarest = shared[: min(max(needed, _FEWEST_MARKS), _MOST_MARKS)]
    total = len(known.counts)
    return [
        word
        if known.counts[word] <= _COMMON or following is None
        else (following + 1) * total + word
        for word, following in zip(rarest, (*shared[1:], None), strict=False)
    ]


def _is_same(one: _Told, other: _Told, known: Words, least: float) -> bool:
    """Whether two notes tell the same; numbers that differ tell them apart."""
    if one.numbers != other.numbers or one.signs != other.signs:
        return False
    if _are_of_one_item(one, other):
        return False
    mine, its = set(one.words), set(other.words)
    if _are_of_two_things(one, other, known):
        return False
    share = _share(mine, its)
    if share >= least:
        return share >= _ALL_BUT or (
            _has_like_parts(one, other, least) and not _differ_in_both(one, other)
        )
    return known.likeness(mine, its) >= _ONE_FACT and _asks_one_fact(one, other, known)


def _has_like_parts(one: _Told, other: _Told, least: float) -> bool:
    """Whether the questions are alike as well as the answers.

    What is asked alike of two things has other things in the question.
    """
    if not (one.answer and other.answer):
        return not (one.answer or other.answer) or one.note.kind != other.note.kind
    return _share(set(one.question), set(other.question)) >= least - 0.1 and (
        _share(set(one.answer), set(other.answer)) >= least - 0.1
    )


def _are_of_two_things(one: _Told, other: _Told, known: Words) -> bool:
    """Whether two questions differ in the one word that says what they are about."""
    mine = set(one.question) - set(other.question)
    its = set(other.question) - set(one.question)
    if len(mine) != 1 or len(its) != 1:
        return False
    word, another = known.names[mine.pop()], known.names[its.pop()]
    are_names = all(
        len(name) > _SHORT if name.isascii() else not is_wide(name[0])
        for name in (word, another)
    )
    return are_names and word[:_ROOT] != another[:_ROOT]


def _differ_in_both(one: _Told, other: _Told) -> bool:
    """Whether each question has a word of its own, and each answer too."""
    return all(
        set(mine) - set(its) and set(its) - set(mine)
        for mine, its in ((one.question, other.question), (one.answer, other.answer))
    )


def _asks_one_fact(one: _Told, other: _Told, known: Words) -> bool:
    """Whether one answer is within the other, and the questions are about one thing."""
    if {one.note.kind.name, other.note.kind.name} != {"basic"}:
        return False
    fewer, more = sorted((set(one.answer), set(other.answer)), key=len)
    if {known.names[word] for word in fewer} <= ONE_OF_TWO:
        return False
    if known.weight(fewer & more) < _ONE_ANSWER * known.weight(fewer):
        return False
    asked = known.likeness(set(one.question), set(other.question))
    return asked >= _ONE_QUESTION


def _are_of_one_item(one: _Told, other: _Told) -> bool:
    """Whether an import made one of them beside the other: each asks another way."""
    short, long = sorted((one.note.id, other.note.id), key=len)
    name = long.removeprefix(f"{short}-")
    return bool(short) and name != long and not name.isdigit()


def _share(one: set[int], other: set[int]) -> float:
    both = len(one & other)
    together = len(one) + len(other) - both
    return both / together if together else 0.0


NEAR_DUPLICATES = CardRule(
    code=Code.NEAR_DUPLICATE,
    find=_find,
    is_of_deck=True,
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
