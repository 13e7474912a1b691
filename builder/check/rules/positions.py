"""What a card refers to stands on it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic
from builder.cards.yamltree import Text
from builder.check.cardrule import CardRule
from builder.check.plaintext import without_code
from builder.check.sides import Sides, sides
from builder.check.subject import Subject

_ELSEWHERE = re.compile(
    r"前者|后者|上述|上文|如上所述|同上|上一题|上题|下一题|见上|如前所述|第[一二三四五六七八九十0-9]+[行列](?=[^数是为]|$)"
    r"|(?:最后|倒数第[一二三])[一]?(?:种|行|列)(?![一-龥]{0,4}[，,]?[由是为:：])"
    r"|\bthe (?:former|latter)\b|\b(?:as|see) (?:mentioned )?above\b|\bthe (?:previous|next) "
    r"(?:question|card)\b|\bmentioned (?:above|earlier|before)\b"
    r"|\bthe (?:first|second|third|fourth|last) (?:row|column) "
    r"(?:above|below|of the(?: \w+)? table)\b"
    r"|\b(?:erster|letzter)(?:e|en|em|es)\b(?=\s*[?!.,]|\s+[a-zäöü]+\s+als\s)"
    r"|\b(?:wie|siehe) (?:weiter )?oben\b|\boben (?:genannt|erwähnt|beschrieben)\w*"
    r"|\b(?:ersten|zweiten|dritten|vierten|letzten) (?:zeile|spalte) der tabelle\b",
    re.IGNORECASE,
)
# One of two that the sentence may name itself.
_PAIR = {"前者", "后者", "the former", "the latter"} | {
    word + end for word in ("erster", "letzter") for end in ("e", "en", "em", "es")
}
_ROW = re.compile(r"^[ \t]*(?:[-*+|]|\d+[.)]).*(?:\{\{c\d|==)", re.MULTILINE)


def _find(subject: Subject, _limit: int) -> Iterator[Diagnostic]:
    for one in sides(subject):
        for text in (*one.asked, *_beside_rows(one)):
            found = _ELSEWHERE.search(without_code(text.value))
            if found is None or _is_named(text.value, found):
                continue
            message = (
                f"`{found.group()}` points to what this card need not show: say what is "
                "meant"
            )
            yield Diagnostic(text.at(found.start()), Code.POSITION, message, "warning")


def _beside_rows(one: Sides) -> Iterator[Text]:
    """Yield what a cloze note of several rows adds: a card asks for one of them."""
    extra = one.note.common.get("extra")
    rows = _ROW.findall(one.asked[0].value) if one.note.kind.name == "cloze" else ()
    if extra is not None and len(rows) > 1:
        yield extra


def _is_named(text: str, found: re.Match[str]) -> bool:
    """Whether the sentence itself names what is meant, before it says `the latter`."""
    if found.group().lower() not in _PAIR:
        return False
    sentence = re.split(r"[。！？!?\n]|\.\s", text[: found.start()])[-1]
    return "|" not in sentence and bool(
        re.search(
            r"\w[^，,；;]*[，,；;]|和|与|或|及|、|\b(?:and|or|both|und|oder)\b",
            sentence,
        )
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
