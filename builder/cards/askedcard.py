"""What each card of a note asks: what is seen, what is to be said, and what helps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TypeAlias

CardFields: TypeAlias = Mapping[str, str | Sequence[str] | Mapping[str, str]]

GAP = "\N{WHITE VERTICAL RECTANGLE}"
"""What stands for a deletion that is hidden."""
_DELETION = re.compile(
    r"\{\{c(?P<number>\d+)::(?P<text>(?:(?!\{\{c\d|\}\}).)*?)(?:::(?P<hint>[^{}]*))?\}\}"
    r"|==(?=\S)(?P<short>[^=\n]+?)(?:::(?P<tip>[^=\n]*))?(?<=\S)==",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class AskedCard:
    """What one card asks.

    ``question`` is what stands above all of it, ``prompt`` everything that is seen.
    ``cue`` is the line of the deletion without deletions, and the head of its table;
    ``sisters`` are what the other cards of the note ask for, ``numbers`` how many cards
    there are. ``around`` is the text without any deletion, ``hint`` what stands in the
    gap, and ``place`` where the deletion begins.
    """

    kind: str
    question: str
    prompt: str
    answer: str
    cue: str = ""
    sisters: tuple[str, ...] = ()
    numbers: int = 1
    around: str = ""
    hint: str = ""
    place: int = 0


def asked_cards(kind: str, fields: CardFields) -> tuple[AskedCard, ...]:
    """Return what the cards of a note ask; nothing where a kind says it otherwise."""
    match kind:
        case "cloze":
            return tuple(_of_deletions(_text(fields, "cloze")))
        case "basic":
            return tuple(_both_ways(fields))
        case "steps" | "spoken":
            key = "steps" if kind == "steps" else "points"
            return tuple(_of_members(kind, _text(fields, "front"), _texts(fields, key)))
        case _:
            return ()


def _text(fields: CardFields, key: str) -> str:
    value = fields.get(key, "")
    return value if isinstance(value, str) else "\n".join(_texts(fields, key))


def _texts(fields: CardFields, key: str) -> tuple[str, ...]:
    value = fields.get(key, ())
    if isinstance(value, Mapping):
        return tuple(value.values())
    return (value,) if isinstance(value, str) else tuple(value)


@dataclass(frozen=True, slots=True)
class _Deletion:
    number: str
    text: str
    start: int
    end: int
    hint: str


def _deletions(text: str) -> Iterator[_Deletion]:
    for place, match in enumerate(_DELETION.finditer(text)):
        number = match["number"] or f"short {place}"
        said = match["text"] if match["number"] else match["short"]
        hint = match["hint"] or match["tip"] or ""
        yield _Deletion(number, said.strip(), match.start(), match.end(), hint)


def _of_deletions(text: str) -> Iterator[AskedCard]:
    found = list(_deletions(text))
    texts = {one.number: one.text for one in reversed(found)}
    question = text.partition("\n\n")[0] if "\n\n" in text else ""
    if _DELETION.search(question):
        question = ""
    around = _DELETION.sub(GAP, text)
    for number, answer in reversed(texts.items()):
        own = next(one for one in found if one.number == number)
        first = text.rfind("\n", 0, own.start) + 1
        last = text.find("\n", own.end)
        line = text[first : last if last >= 0 else len(text)]
        head = _head_of_table(text, first) if line.lstrip().startswith("|") else ""
        yield AskedCard(
            "cloze",
            question,
            _seen(text, found, number),
            answer,
            _DELETION.sub("", f"{head} {line}"),
            tuple(said for other, said in texts.items() if other != number),
            len(texts),
            around,
            own.hint,
            own.start,
        )


def _head_of_table(text: str, place: int) -> str:
    """Return the first row of the table that a line stands in: it is in sight."""
    rows = text[:place].rstrip("\n").split("\n")
    above = list(takewhile(lambda row: "|" in row, reversed(rows)))
    return above[-1] if above else ""


def _seen(text: str, found: Sequence[_Deletion], hidden: str) -> str:
    """Return what a card shows: one number is hidden, the others are not."""
    pieces, position = [], 0
    for one in found:
        shown = GAP if one.number == hidden else one.text
        pieces += [text[position : one.start], shown]
        position = one.end
    return "".join([*pieces, text[position:]])


def _both_ways(fields: CardFields) -> Iterator[AskedCard]:
    front, back = _text(fields, "front"), _text(fields, "back")
    kind = "typed" if fields.get("typed") else "basic"
    card = AskedCard(kind, front, front, back, front)
    yield card
    if fields.get("reversed"):
        yield replace(card, question=back, prompt=back, answer=front, cue=back)


def _of_members(kind: str, front: str, members: Sequence[str]) -> Iterator[AskedCard]:
    for place, member in enumerate(members):
        before = members[:place] if kind == "steps" else ()
        yield AskedCard(
            kind,
            front,
            "\n".join((front, *before)),
            member,
            front,
            tuple(members[:place]) + tuple(members[place + 1 :]),
            len(members),
        )
