"""An answer that stands nowhere on its card before it is told."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic
from builder.cards import gate
from builder.cards.yamltree import Text
from builder.check.asked import WrittenCard, stands_in_code, written_cards
from builder.check.cardrule import CardRule
from builder.check.plaintext import length, plain
from builder.check.sides import Sides, sides
from builder.check.subject import Subject

_SHORTEST = 4
# A question that offers answers holds the right one: `two-ways` tells of that.
_CHOOSES = re.compile(r"还是|或者|\bor\b|\boder\b|\bou\b|\bили\b", re.IGNORECASE)


def _find(subject: Subject, limit: int) -> Iterator[Diagnostic]:
    for one in sides(subject):
        place = _where_it_stands(one, limit)
        if place:
            text, where = place
            message = f"the answer stands in the {where}: ask without it"
            yield Diagnostic(text.location, Code.GIVEN_AWAY, message, "warning")
    for card in written_cards(subject):
        where = _where_a_deletion_stands(card)
        if where:
            message = f"the hidden `{card.card.answer}` stands {where}: ask without it"
            yield Diagnostic(card.place, Code.GIVEN_AWAY, message, "warning")


def _where_it_stands(one: Sides, limit: int) -> tuple[Text, str] | None:
    """Return the text that holds the one answer of a note, and what it is called."""
    if one.note.kind.name in {"cloze", "choice", "occlusion"} or len(one.told) != 1:
        return None
    told = _said(one.told[0]).strip(" .。!！")
    if not _SHORTEST <= length(told) <= limit:
        return None
    for text in one.asked:
        asked = _said(text)
        if _stands_in(told, asked) and not _is_offered(told, asked):
            return text, "question"
    hint = one.note.common.get("hint")
    return (hint, "hint") if hint and _stands_in(told, _said(hint)) else None


def _is_offered(told: str, asked: str) -> bool:
    """Whether the answer is one of several that the question names."""
    if _CHOOSES.search(asked):
        return True
    beside = re.search(
        rf"(?:[,、/(（和与或]|\b(?:and|und|et|y|и))\s*{re.escape(told)}"
        rf"|{re.escape(told)}\s*[,、/]",
        asked,
    )
    return beside is not None


def _said(text: Text) -> str:
    return " ".join(plain(text.value).casefold().split())


def _stands_in(told: str, asked: str) -> bool:
    if told not in asked:
        return False
    return not told.isascii() or bool(
        re.search(rf"(?<!\w){re.escape(told)}(?!\w)", asked)
    )


def _where_a_deletion_stands(one: WrittenCard) -> str:
    """Return where the card of a deletion shows it, or nothing."""
    card = one.card
    if card.kind != "cloze" or gate.is_one_of_two(card) or stands_in_code(card):
        return ""
    hint = one.note.common.get("hint")
    hints = {"in its own gap": card.hint, "in the hint": hint.value if hint else ""}
    for where, told in hints.items():
        is_word = gate.size(card.answer) and not gate.NUMERIC.fullmatch(card.answer)
        if is_word and gate.stands_in(card.answer, told):
            return where
    return next((where for where, holds in _SHOWN.items() if holds(card)), "")


_SHOWN = {
    "beside the gap, or in the question": gate.is_shown,
    "elsewhere on the card": gate.is_shown_elsewhere,
    "open on its card, as the deletion of another card": gate.is_shown_by_a_sister,
}

GIVEN_AWAY = CardRule(
    code=Code.GIVEN_AWAY,
    find=_find,
    why="Who reads the answer on the card learns nothing, and believes to know it. The "
    "question, the rest of the text, the hint and what the note's other cards ask for are "
    "all in sight.",
    bad="""\
- front: Which command of kubectl apply creates what a file describes?
  back: kubectl apply
""",
    good="""\
- front: Which command of kubectl creates what a file describes?
  back: kubectl apply
""",
    limit=40,
    unit="letters of an answer that is looked for",
    limit_name="given-away",
)
