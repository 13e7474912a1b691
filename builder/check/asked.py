"""The cards of notes as the gate of made cards sees them, each with its text."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic, Location
from builder.cards.askedcard import GAP, AskedCard, asked_cards
from builder.cards.note import Note
from builder.cards.yamltree import Text
from builder.check.cardrule import Find
from builder.check.subject import Subject

_ENDS_LINE = re.compile(r"(?i)<br|</(?:p|div|li|tr|h[1-6]|center|table)\b")
_TAG = re.compile(r"<[^<>\n]{1,300}>")


@dataclass(frozen=True, slots=True)
class WrittenCard:
    """A card with the text that it is made of."""

    note: Note
    text: Text
    card: AskedCard

    @property
    def place(self) -> Location:
        """Where the deletion begins, or the text."""
        if self.card.kind == "cloze":
            return self.text.at(self.card.place)
        return self.text.location


def written_cards(subject: Subject) -> Iterator[WrittenCard]:
    """Yield the cards of all notes that the gate knows of, kept note types too."""
    for note in subject.notes:
        for text in _cloze_texts(note, subject):
            for card in _of_cloze(text.value):
                yield WrittenCard(note, text, card)
        if note.kind.name == "basic" and "back" in note.texts:
            front, back = note.texts["front"], note.texts["back"]
            for card in _of_basic(front.value, back.value, note.flags):
                yield WrittenCard(note, front, card)


def finding(
    code: Code,
    message: str,
    holds: Callable[[AskedCard], bool],
    kinds: frozenset[str] = frozenset({"cloze"}),
) -> Find:
    """Return what finds the cards of these kinds of which a claim of the gate holds."""

    def find(subject: Subject, _limit: int) -> Iterator[Diagnostic]:
        for one in written_cards(subject):
            if one.card.kind in kinds and holds(one.card):
                yield Diagnostic(one.place, code, message, "warning")

    return find


def stands_in_code(card: AskedCard) -> bool:
    """Whether a deletion stands in a block of code, or in a span of it."""
    before = card.prompt.partition(GAP)[0]
    fences = len(re.findall(r"^[ \t]*(?:`{3,}|~{3,})", before, re.MULTILINE))
    line = before.rsplit("\n", 1)[-1]
    return fences % 2 == 1 or line.count("`") % 2 == 1


def _cloze_texts(note: Note, subject: Subject) -> Iterator[Text]:
    if "cloze" in note.texts and note.kind.name == "cloze":
        yield note.texts["cloze"]
    elif note.kind.name == "own":
        note_type = subject.note_types.get(note.note_type)
        names = note_type.cloze_fields if note_type else frozenset()
        yield from (text for name, text in note.texts.items() if name in names)


@functools.lru_cache(maxsize=2048)
def _of_cloze(text: str) -> tuple[AskedCard, ...]:
    if "<" in text:
        text = _TAG.sub(_blanked, text)
    return asked_cards("cloze", {"cloze": text})


def _blanked(tag: re.Match[str]) -> str:
    """Return blanks for a tag, and a line end for what ends a line."""
    blanks = " " * len(tag.group())
    return f"\n{blanks[1:]}" if _ENDS_LINE.match(tag.group()) else blanks


@functools.lru_cache(maxsize=2048)
def _of_basic(front: str, back: str, flags: frozenset[str]) -> tuple[AskedCard, ...]:
    fields: Mapping[str, str] = {
        "front": front,
        "back": back,
        **dict.fromkeys(flags, "true"),
    }
    return asked_cards("basic", fields)
