"""A sentence that states a value: the number is a deletion, with its unit.

Yes: `the default is 30 seconds`, `默认 3 次`, `port 6443`.
No: numbers of an example, versions, dates, a number that the question says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.cards.gate import size, weight
from builder.sources.items import Item
from builder.sources.makers.answerblocks import AnswerBlock, blocks_of
from builder.sources.makers.maker import Candidate
from builder.sources.makers.questionnote import can_ask, cloze_note, has_marks

_MOST = 7
_LONGEST_SENTENCE, _SHORTEST_CUE = 110, 4
_NUMBER = (
    r"\d[\d,]*(?:\.\d+)?(?:\s?[-~–到至]\s?\d[\d,.]*)?\s?"
    r"(?:%|万|亿|万个|毫秒|秒|分钟|小时|天|次|个|台|条|倍|字节|位|字符|个节点|MB|GB|KB|TB|"
    r"MiB|GiB|ms"
    r"|seconds?|minutes?|hours?|days?|bytes?|bits?|characters?|Mi|Gi|Ki|[smhGMK](?!\w))?"
)
_LINK = (
    r"(?:[\s:：=]|为|是|值|数量?|间隔|周期|时间|大小|长度|约|大约|一般|通常|支持|限制|"
    r"设置|等于|允许|可以|可|有|只能?|的|"
    r"每|保留|内存|内存值|不|号|就|都|"
    r"(?i:is|are|of|to|the|a|an|value|size|number|length|limit|time|about|around|"
    r"approximately|be|set|set to|port|allows?|has|can be|up to))*?"
)
_VALUE = re.compile(
    rf"(?i)(?P<cue>默认值?|缺省值?|最大值?|最小值?|最多|最少|最低值?|最高值?|至少|上限|"
    rf"下限|端口号?|不超过|"
    rf"\b(?:defaults? (?:to|is|of|value (?:is|of))|by default|maximum(?: \w+)?|"
    rf"minimum(?: \w+)?|at most|at least|up to|"
    rf"limit(?:ed to| of| is)|limit|port))"
    rf"(?P<link>{_LINK}){{0,1}}(?P<value>(?<![A-Za-z0-9_-])-?{_NUMBER})(?![\w:/%-]|\.\d)"
)
_EXAMPLE = re.compile(
    r"例如|比如|譬如|假设|假如|如果|举例|若|(?i:for example|e\.g\.|suppose|assume|such as|"
    r"let's say|for instance|imagine|if )"
)


def candidates(item: Item) -> Iterator[Candidate]:
    """Yield one cloze note on the values that an answer states."""
    if not can_ask(item):
        return
    rows: list[str] = []
    number = 0
    for sentence in _sentences(item):
        found = list(_VALUE.finditer(sentence))
        if number + len(found) <= _MOST and _is_sound(item, sentence, found):
            rows += ["", _with_values(sentence, number)]
            number += len(found)
    if rows:
        yield cloze_note(item, rows[1:])


def _sentences(item: Item) -> Iterator[str]:
    for block in blocks_of(item.answer):
        for text in _texts(block):
            for sentence in re.split(r"(?<=[。;；])|(?<=[.!?])\s+|\n", text):
                yield sentence.strip()


def _texts(block: AnswerBlock) -> list[str]:
    if block.kind == "list":
        return [entry.text for entry in block.entries]
    return [block.text] if block.kind == "paragraph" else []


def _is_sound(item: Item, sentence: str, found: list[re.Match[str]]) -> bool:
    if not found or weight(sentence) > _LONGEST_SENTENCE or has_marks(sentence):
        return False
    if re.search(
        r"(?:^|\s)--?[a-z]|\bas of\b|^\s*(?:kubectl|docker|git|npm) ", sentence
    ):
        return False
    if (
        "](" in sentence
        or _EXAMPLE.search(sentence)
        or re.search(r"`[^`]*\d[^`]*`", sentence)
    ):
        return False
    numbers = re.findall(r"\d+", item.question)
    if any(re.sub(r"\D", "", one["value"]) in numbers for one in found):
        return False
    others = _VALUE.sub("", sentence)
    return size(others) >= _SHORTEST_CUE and len(re.findall(r"\d+", others)) <= len(
        found
    )


def _with_values(sentence: str, number: int) -> str:
    def deleted(match: re.Match[str]) -> str:
        nonlocal number
        number += 1
        value = match["value"].rstrip()
        space = match["value"][len(value) :]
        return f"{match['cue']}{match['link']}{{{{c{number}::{value}}}}}{space}"

    return _VALUE.sub(deleted, sentence)
