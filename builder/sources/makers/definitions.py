"""A definition, asked the other way round: from what is said of it to the name.

Yes: `什么是 Pod?` answered by `Pod 是…`, `What is a mutex?` by `A mutex is a lock that …`.
No: sentences about anything but what the question asks for, definitions that say the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.cards.gate import size, stands_in, weight
from builder.sources.items import Item
from builder.sources.language.plain import plain
from builder.sources.makers.answerblocks import blocks_of
from builder.sources.makers.labelled import as_line, first_sentence, is_name
from builder.sources.makers.maker import Candidate
from builder.sources.makers.phrases import phrase
from builder.sources.makers.questionnote import can_ask, has_marks

_SHORTEST, _LONGEST = 7, 90
_ASKED = (
    re.compile(
        r"(?i)^(?:请?(?:简单|简要)?(?:说明|解释|介绍|谈谈|说说|说一下|"
        r"讲一下)?(?:一下)?)?什么(?:是|叫做?)\s*(?P<name>[^?？，,。]{1,30}?)\s*[?？。]?$"
    ),
    re.compile(r"^(?P<name>[^?？，,。]{1,30}?)\s*是什么(?:意思)?\s*[?？。]?$"),
    re.compile(
        r"(?i)^(?:what(?: is|'s| are)|explain|define|describe)\s+(?:an? |"
        r"the )?(?P<name>[^?,.]{1,40}?)\s*[?.]?$"
    ),
)
_LINK = re.compile(
    r"^\s?(?P<said>(?:是(?:指|一[种个类款套组项门张份台]|(?=[\u3400-\u9fffA-Za-z]))|就是|"
    r"指的?是?|(?:is|are) (?=(?:an?|the|used|one|any|how|when)\b))\S?.*)$",
    re.DOTALL,
)
_ARTICLE = re.compile(r"(?i)^(?:an?|the) ")
_GLOSS = re.compile(r"^\s?[(（][^()（）]*[)）]|^[,，]")
_VAGUE = re.compile(
    r"(?i)^(?:是|就是)?(?:什么|这|那|一个?(?:很|非常|比较)|不|否|非常|很)|^(?:is|"
    r"are) (?:not|very|also|one of the most)\b"
)


def candidates(item: Item) -> Iterator[Candidate]:
    """Yield the definition that answers a question for one, asking for the name."""
    if not can_ask(item):
        return
    name = _asked_for(item.question)
    blocks = blocks_of(item.answer)
    if not name or not blocks or blocks[0].kind != "paragraph":
        return
    said = _said_of(name, plain(first_sentence(as_line(blocks[0].text))))
    if said and not has_marks(said):
        fields = {"front": phrase("what", said, like=said), "back": name}
        if fields["front"]:
            is_typed = re.fullmatch(r"[A-Za-z][\w.+#-]{1,15}", name)
            yield Candidate("basic", fields | ({"typed": "true"} if is_typed else {}))


def _asked_for(question: str) -> str:
    """Return the one name that a question asks the meaning of."""
    bare = plain(question).strip()
    for pattern in _ASKED:
        match = pattern.match(bare)
        if match is not None:
            name = match["name"].strip(" `\"'“”")
            return (
                name
                if is_name(name)
                and not re.search(r"和|与|、|的| and | or | vs | of | between |/", name)
                else ""
            )
    return ""


def _said_of(name: str, sentence: str) -> str:
    """Return what a sentence says of a name that it begins with."""
    bare = _ARTICLE.sub("", sentence).lstrip('`"“')
    if not bare.casefold().startswith(name.casefold()):
        return ""
    rest = _GLOSS.sub("", bare[len(name) :].lstrip('`"”'), count=1)
    link = _LINK.match(rest)
    if link is None:
        return ""
    said = link["said"].strip().rstrip("。.；;:：")
    is_sound = size(said) >= _SHORTEST and weight(said) <= _LONGEST
    if (
        not is_sound
        or stands_in(name, said)
        or _VAGUE.match(said)
        or re.search(r"[:：]$|\bfollowing\b|如下|以下", link["said"].strip())
        or _spells_out(name, said)
    ):
        return ""
    return said


def _spells_out(name: str, said: str) -> bool:
    """Whether a definition holds the words whose first letters a name is."""
    letters = re.sub(r"[^A-Z]", "", name)
    starts = "".join(re.findall(r"\b[A-Za-z]", said)).upper()
    return len(letters) > 1 and letters in starts
