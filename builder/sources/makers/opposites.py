"""Two things that a sentence sets against each other: what it says of both is asked at once.

Yes: `TCP is connection-oriented, while UDP is connectionless` below a question for the two.
No: sentences about things that the question does not name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.cards.gate import stands_in, weight
from builder.sources.items import Item
from builder.sources.makers.answerblocks import blocks_of
from builder.sources.makers.maker import Candidate
from builder.sources.makers.questionnote import can_ask, cloze_note, has_marks

_CHINESE = re.compile(
    r"^(?P<one>[A-Za-z\u3400-\u9fff][\w .-]{0,18}?)\s?(?P<link>是|使用|采用|支持|基于|"
    r"属于|只能|需要|可以)(?P<a>[^，,。；;、:：]{2,14}?)[，,；;]\s?(?:而|但)?\s?"
    r"(?P<other>[A-Za-z\u3400-\u9fff][\w .-]{0,18}?)\s?(?P<links>则?(?P=link)|"
    r"则?是)(?P<b>[^，,。；;、:：]{2,14}?)[。；;]?$"
)
_ENGLISH = re.compile(
    r"^(?:The |An? )?(?P<one>[A-Za-z][\w .-]{0,24}?) (?P<link>is|are|uses?|supports?|has|"
    r"have) (?P<a>[^,.;]{3,40}?),? (?:while|whereas|but) (?:the |an? )?"
    r"(?P<other>[A-Za-z][\w .-]{0,24}?) (?P<links>is|are|uses?|supports?|has|"
    r"have) (?P<b>[^,.;]{3,40}?)\.?$"
)
_LONGEST, _MOST = 14, 7


def candidates(item: Item) -> Iterator[Candidate]:
    """Yield a cloze note for sentences that tell two things of a question apart."""
    if not can_ask(item):
        return
    rows: list[str] = []
    for block in blocks_of(item.answer):
        texts = [entry.text for entry in block.entries] or [block.text]
        if block.kind in {"paragraph", "list"}:
            for text in texts:
                for sentence in re.split(r"(?<=[。])|(?<=[.!?])\s+|\n", text):
                    rows += _row(item, sentence.strip(), len(rows) // 2 + 1)
    if rows:
        yield cloze_note(item, rows[1:])


def _row(item: Item, sentence: str, number: int) -> list[str]:
    match = _CHINESE.match(sentence) or _ENGLISH.match(sentence)
    if match is None or has_marks(sentence) or number > _MOST:
        return []
    are_asked = all(stands_in(match[key], item.question) for key in ("one", "other"))
    are_short = all(weight(match[key]) <= _LONGEST for key in ("a", "b"))
    if (
        not are_asked
        or not are_short
        or match["one"].casefold() == match["other"].casefold()
    ):
        return []
    a, b = match.span("a"), match.span("b")
    text = (
        f"{sentence[: a[0]]}{{{{c{number}::{match['a']}}}}}{sentence[a[1] : b[0]]}"
        f"{{{{c{number}::{match['b']}}}}}{sentence[b[1] :]}"
    )
    return ["", text]
