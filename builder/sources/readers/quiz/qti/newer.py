"""Items of QTI 2.0 to 3.0: an interaction in a text, and the responses that are right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from builder.sources.readers import deletions
from builder.sources.readers.quiz.qti import marks
from builder.sources.readers.quiz.qti.marks import attribute, below, first, name_of
from builder.sources.readers.quiz.question import (
    QuizOption,
    QuizQuestion,
    ordered,
    pairs_of,
)

_CHOICES = (
    "simplechoice",
    "inlinechoice",
    "hottext",
    "simpleassociablechoice",
    "gaptext",
)
_BLOCKS = ("choiceinteraction", "orderinteraction", "associateinteraction")
_MATCHES = ("matchinteraction",)
_INLINE = ("textentryinteraction", "inlinechoiceinteraction")
_LONG = ("extendedtextinteraction", "uploadinteraction", "drawinginteraction")
_GAPS = ("gapmatchinteraction",)
_HOT = ("hottextinteraction",)
# What is shown to some only, or afterwards.
_ASIDE = frozenset(
    {"rubricblock", "feedbackinline", "feedbackblock", "endattemptinteraction"}
)
# Stands where an interaction in a text is, while the text is read.
_GAP = "\ue013"


def is_random(item: Element) -> bool:
    """Whether an item takes other numbers for everybody."""
    return first(item, "templatedeclaration") is not None


def questions(item: Element, number: int) -> Iterator[QuizQuestion]:
    """Return the questions of an item: one for each of its interactions that asks."""
    body = first(item, "itembody")
    if body is None:
        return
    reader = _Reader(item, number)
    for names, write in _WRITERS.items():
        found = list(below(body, *names))
        if found:
            yield from write(reader, body, found)
            return
    text = marks.rich_text(body)
    if text:
        yield QuizQuestion(text, number, explanation=reader.explanation)


@dataclass(frozen=True, slots=True)
class _Reader:
    """What an item says of the responses to its interactions."""

    item: Element
    number: int

    def right(self, interaction: Element) -> list[str]:
        """Return the responses that are right."""
        ident = attribute(interaction, "responseidentifier")
        for one in below(self.item, "responsedeclaration"):
            if attribute(one, "identifier") == ident:
                correct = first(one, "correctresponse")
                values = [] if correct is None else list(below(correct, "value"))
                return [(value.text or "").strip() for value in values] or _best_mapped(
                    one
                )
        return []

    def question(self, text: str) -> QuizQuestion:
        """Return the question of the item."""
        named = text or attribute(self.item, "title")
        return QuizQuestion(named, self.number, explanation=self.explanation)

    @property
    def explanation(self) -> str:
        """What is said of the question afterwards, but to who was wrong."""
        texts = []
        for one in below(self.item, "modalfeedback", "feedbackblock", "rubricblock"):
            ident = attribute(one, "identifier").lower()
            view = attribute(one, "view").lower()
            if "incorrect" not in ident and "wrong" not in ident and view != "scorer":
                texts.append(marks.rich_text(one))
        return "\n\n".join(dict.fromkeys(text for text in texts if text))


def _best_mapped(declaration: Element) -> list[str]:
    """Return the responses that give points, where none is called correct."""
    found = []
    for entry in below(declaration, "mapentry"):
        try:
            value = float(attribute(entry, "mappedvalue"))
        except ValueError:
            continue
        if value > 0:
            found.append(attribute(entry, "mapkey"))
    return found


def _asked(body: Element, interactions: Sequence[Element]) -> Iterator[str]:
    """Return for each interaction the text around all of them, and what it asks."""
    copy = deepcopy(body)
    _drop(copy, {name_of(one) for one in interactions})
    text = marks.rich_text(copy)
    for one in interactions:
        prompt = marks.rich_text(first(one, "prompt"))
        yield "\n\n".join(part for part in (text, prompt) if part)


def _drop(element: Element, names: set[str]) -> None:
    for parent in list(element.iter()):
        for child in list(parent):
            if name_of(child) in names or name_of(child) in _ASIDE:
                tail = child.tail or ""
                place = list(parent).index(child)
                before = parent[place - 1] if place else None
                if before is None:
                    parent.text = f"{parent.text or ''}{tail}"
                else:
                    before.tail = f"{before.tail or ''}{tail}"
                parent.remove(child)


def _options(interaction: Element) -> list[tuple[str, str]]:
    return [
        (attribute(one, "identifier"), marks.rich_text(one))
        for one in below(interaction, *_CHOICES)
    ]


def _chosen(
    reader: _Reader, body: Element, found: Sequence[Element]
) -> Iterator[QuizQuestion]:
    """Return choices; what is to be ordered or paired is asked for whole."""
    for one, text in zip(found, _asked(body, found), strict=True):
        question = reader.question(text)
        options = _options(one)
        right = reader.right(one)
        texts = dict(options)
        name = name_of(one)
        if name == "orderinteraction":
            rows = [texts[ident] for ident in right if ident in texts]
            yield replace(question, answers=[ordered(rows)] if rows else ())
        elif name == "associateinteraction":
            yield replace(question, answers=[pairs_of(_pairs(right, texts))])
        else:
            chosen = [QuizOption(shown, ident in right) for ident, shown in options]
            yield replace(question, options=chosen)


def _pairs(right: Sequence[str], texts: Mapping[str, str]) -> list[tuple[str, str]]:
    pairs = [value.split() for value in right]
    return [
        (texts.get(pair[0], ""), texts.get(pair[1], ""))
        for pair in pairs
        if len(pair) == 2
    ]


def _matched(
    reader: _Reader, body: Element, found: Sequence[Element]
) -> Iterator[QuizQuestion]:
    for one, text in zip(found, _asked(body, found), strict=True):
        pairs = _pairs(reader.right(one), dict(_options(one)))
        answers = [pairs_of(pairs)] if pairs else ()
        yield replace(reader.question(text), answers=answers)


def _typed(
    reader: _Reader, body: Element, found: Sequence[Element]
) -> Iterator[QuizQuestion]:
    """Return a text with blanks: with one at its end a question, else with gaps."""
    copy = deepcopy(body)
    _drop(copy, set())
    answers: list[str] = []
    for one in below(copy, *_INLINE):
        right = reader.right(one)
        texts = dict(_options(one))
        answers.append(texts.get(right[0], right[0]) if right else "")
        tail = one.tail
        one.clear()
        one.tail = tail
        one.tag = "span"
        one.text = _GAP
    text = marks.rich_text(copy)
    before, _, after = text.partition(_GAP)
    if len(answers) == 1 and not re.search(r"\w", after):
        every = reader.right(found[0])
        texts = dict(_options(found[0]))
        yield replace(
            reader.question(before.strip()),
            answers=[texts.get(one, one) for one in every],
        )
        return
    for place, answer in enumerate(answers, start=1):
        shown = deletions.marker(place, answer) if answer else "\\_\\_\\_"
        text = text.replace(_GAP, shown, 1)
    yield reader.question(text)


def _long(
    reader: _Reader, body: Element, found: Sequence[Element]
) -> Iterator[QuizQuestion]:
    for one, text in zip(found, _asked(body, found), strict=True):
        yield replace(reader.question(text), answers=reader.right(one))


def _filled(
    reader: _Reader, body: Element, found: Sequence[Element]
) -> Iterator[QuizQuestion]:
    """Return a text whose gaps are filled with words that are given."""
    one = found[0]
    words = dict(_options(one))
    filled = {
        pair[1]: words.get(pair[0], "")
        for value in reader.right(one)
        if len(pair := value.split()) == 2
    }
    copy = deepcopy(body)
    _drop(copy, {"gaptext", "gapimg", "prompt"})
    for place, gap in enumerate(list(below(copy, "gap")), start=1):
        answer = filled.get(attribute(gap, "identifier"), "")
        gap.tag, gap.text = "span", deletions.marker(place, answer) if answer else "___"
    prompt = first(one, "prompt")
    yield replace(
        reader.question(marks.rich_text(copy)), explanation=marks.rich_text(prompt)
    )


def _hot(
    reader: _Reader, body: Element, found: Sequence[Element]
) -> Iterator[QuizQuestion]:
    one = found[0]
    right = reader.right(one)
    chosen = [QuizOption(text, ident in right) for ident, text in _options(one)]
    yield replace(reader.question(marks.rich_text(body)), options=chosen)


_WRITERS: Mapping[
    tuple[str, ...],
    Callable[[_Reader, Element, Sequence[Element]], Iterator[QuizQuestion]],
] = {
    _BLOCKS: _chosen,
    _MATCHES: _matched,
    _GAPS: _filled,
    _HOT: _hot,
    _INLINE: _typed,
    _LONG: _long,
}
