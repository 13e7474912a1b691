"""What a learner has to type on a card that asks for it.

https://docs.ankiweb.net/templates/fields.html#checking-your-answer
"""

from __future__ import annotations

import re

from builder.anki.cardsides import CardSource
from builder.text.clozereveal import answer_to_type
from builder.text.htmltext import text_of

_TYPED = re.compile(r"\{\{\s*type:(?P<form>cloze:|nc:)?(?P<field>[^{}:]+?)\s*\}\}")
_BREAK = re.compile(r"<br ?/?>|</?div>", re.IGNORECASE)


def expected_answer(card: CardSource) -> str:
    """Return the text that is right; nothing on a card that asks for none."""
    match = _TYPED.search(card.front) or _TYPED.search(card.back)
    if match is None:
        return ""
    value = card.fields.get(match["field"].strip(), "")
    if match["form"] == "cloze:":
        value = answer_to_type(value, card.ordinal + 1)
    return text_of(_BREAK.sub(" ", value)).strip()
