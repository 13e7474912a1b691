"""What a card refers to stands on it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic
from builder.check.cardrule import CardRule
from builder.check.subject import Subject

_ELSEWHERE = re.compile(
    r"前者|后者|上述|上文|如上所述|同上|上一题|上题|下一题|见上|如前所述|第[一二三四五六七八九十0-9]+[行列](?=[^数是为]|$)"
    r"|\bthe (?:former|latter)\b|\b(?:as|see) (?:mentioned )?above\b|\bthe (?:previous|next) "
    r"(?:question|card)\b|\bmentioned (?:above|earlier|before)\b"
    r"|\bthe (?:first|second|third|fourth|last) (?:row|column) (?:above|below)\b",
    re.IGNORECASE,
)


def _find(subject: Subject, _limit: int) -> Iterator[Diagnostic]:
    for note in subject.notes:
        for key in ("front", "cloze"):
            text = note.texts.get(key)
            found = _ELSEWHERE.search(text.value) if text else None
            if text is None or found is None or _is_named(text.value, found):
                continue
            message = (
                f"`{found.group()}` points to what this card need not show: say what is "
                "meant"
            )
            yield Diagnostic(text.at(found.start()), Code.POSITION, message, "warning")


def _is_named(text: str, found: re.Match[str]) -> bool:
    """Whether the sentence itself names what is meant, before it says `the latter`."""
    if found.group().lower() not in {"前者", "后者", "the former", "the latter"}:
        return False
    sentence = re.split(r"[。！？!?\n]|\.\s", text[: found.start()])[-1]
    return "|" not in sentence and bool(
        re.search(r"\w[^，,；;]*[，,；;]|和|与|或|及|、|\b(?:and|or|both)\b", sentence)
    )


POSITIONS = CardRule(
    code=Code.POSITION,
    find=_find,
    why="A card shows one question of many: what stood above it in the article, or on "
    "the card before, is not there.",
    bad="""\
- front: What does the latter cost?
  back: One more network hop.
""",
    good="""\
- front: What does a proxy cost?
  back: One more network hop.
""",
)
