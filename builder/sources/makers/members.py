"""An enumeration: each member is a deletion, with its company in sight.

Yes: `有启动、存活、就绪三种`, `consists of a manager, a worker and a store`, a list of names.
No: examples (`如 A、B`), lists that go on (`等`), members that are clauses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from builder.cards.gate import size, stands_in, weight
from builder.sources.items import Item
from builder.sources.language.plain import plain
from builder.sources.makers.answerblocks import AnswerBlock, blocks_of
from builder.sources.makers.labelled import is_name, lead_of
from builder.sources.makers.maker import Candidate
from builder.sources.makers.questionnote import (
    can_ask,
    cloze_note,
    has_marks,
    is_loose,
    is_open,
)

_WIDE = r"\u3400-\u9fff"
_FEWEST, _MOST = 3, 7
_LONGEST_SENTENCE, _MOST_WIDE, _MOST_WORDS = 90, 10, 4
_MEMBER = r"[^、，,。；;:：()（）\n*\[\]<>|]{1,24}?"
_CHINESE = re.compile(
    rf"(?:分为|分成|包括|包含|组成部分有|主要有|分别是|分别为|分别有|可以是|可选值有|支持|"
    rf"提供了?|共有|一般有|"
    rf"(?<![所没拥含只具特还都])有|(?<![自缘])由|[:：])\s*"
    rf"(?P<run>{_MEMBER}(?:、{_MEMBER})+(?:(?:和|与|及|以及|或){_MEMBER})?)"
    rf"(?P<end>(?:这|等)?\s*(?:[0-9一二两三四五六七八九十]\s*)?(?:种|个|类|大类|部分|层|"
    rf"级|方面|阶段|组成|构成|策略|模式|方式|状态|组件)"
    rf"|[。；;，,]|\s*$)",
    re.MULTILINE,
)
_ENGLISH = re.compile(
    r"(?i)\b(?:consists? of|comprises?|composed of|made up of|divided into|classified into|"
    r"(?:types|kinds|parts|components|layers|levels|phases|stages|states|modes|values|"
    r"properties|principles|members|methods|options)"
    r"(?:\s+\w+){0,4}?\s+(?:are|is|include)|namely)"
    r"\s*:?\s+(?P<run>[^,.;:()\n]{1,40}(?:,\s+[^,.;:()\n]{1,40})+,?\s+(?:and|"
    r"or)\s+[^,.;:()\n]{1,40}?)(?P<end>[.;\n]|$)"
)
_EXAMPLE = re.compile(
    r"例如|比如|譬如|诸如|[如像]\s*$|等等|(?i:such as|e\.g|for example|like|etc)"
)
_ASKS = re.compile(
    r"哪|什么|几|组成|包括|包含|分类|种类|(?i:\b(?:what|which|list|name|types)\b)"
)
_COUNTED = re.compile(
    r"[0-9一二两三四五六七八九十]\s*(?:大)?(?:种|个|类|部分|层|级|方面|阶段|策略|模式|"
    r"方式|状态|组件)|分为|分成|组成|构成|分别|包括|包含"
)


def candidates(item: Item) -> Iterator[Candidate]:
    """Yield a cloze note for each enumeration of an answer."""
    if not can_ask(item):
        return
    blocks = blocks_of(item.answer)
    told = 0
    for place, block in enumerate(blocks):
        for rows, part in _enumerations(item, blocks, place, block):
            yield cloze_note(item, rows, part=part if told else "")
            told += 1


def _enumerations(
    item: Item, blocks: Sequence[AnswerBlock], place: int, block: AnswerBlock
) -> Iterator[tuple[list[str], str]]:
    if block.kind == "list":
        lead = lead_of(blocks, place)
        is_asked = lead or _ASKS.search(item.question)
        is_sure = is_asked and not is_loose(lead) and not is_loose(item.question)
        rows = _of_list(block) if is_sure else []
        if rows:
            is_new = lead and weight(lead) < _LONGEST_SENTENCE and not has_marks(lead)
            above = (
                [lead, ""] if is_new and lead.strip(" :：") not in item.question else []
            )
            yield [*above, *rows], lead or rows[0]
    texts = (
        [block.text]
        if block.kind == "paragraph"
        else [one.text for one in block.entries]
    )
    for text in texts:
        for sentence in re.split(r"(?<=[。；;])|(?<=[.!?])\s+|\n", text):
            row = _of_sentence(item, sentence.strip())
            if row:
                yield [row], row


def _of_list(block: AnswerBlock) -> list[str]:
    """Return a list of bare names with each of them deleted, or nothing."""
    if not _FEWEST <= len(block.entries) <= _MOST:
        return []
    texts = [_member(entry.text) for entry in block.entries]
    if any(entry.below for entry in block.entries) or not all(map(_is_member, texts)):
        return []
    return [
        f"{entry.mark if block.is_ordered else '-'} {_deletion(place, text)}"
        for place, (entry, text) in enumerate(
            zip(block.entries, texts, strict=True), start=1
        )
    ]


def _member(text: str) -> str:
    bare = re.sub(r"\s+", " ", text).strip().rstrip("。；;，,")
    return re.sub(r"(?:,? and|<br\s*/?>|\\)$|(?<!\.)\.$", "", bare).rstrip("，, ")


def _deletion(number: int, text: str) -> str:
    inner = re.fullmatch(r"(?P<a>\*\*|`)(?P<t>[^*`]+)(?P<b>\*\*|`)", text)
    return (
        f"{{{{c{number}::{text}}}}}"
        if inner is None
        else f"{inner['a']}{{{{c{number}::{inner['t']}}}}}{inner['b']}"
    )


def _is_member(text: str) -> bool:
    bare = plain(text).strip("`* ")
    if (
        not is_name(text)
        or has_marks(text)
        or re.match(r"[的了着过]|自己|各自|相关|一[些个]", bare)
    ):
        return False
    if re.search(r"[:：=？?]|\.\.|…|(?i:\betc\b)|等$|`.*`.*`|`\S+ \S.*`", text):
        return False
    return (
        len(bare.split()) <= _MOST_WORDS
        and len(re.findall(f"[{_WIDE}]", bare)) <= _MOST_WIDE
    )


def _of_sentence(item: Item, sentence: str) -> str:
    """Return a sentence with the members of its enumeration deleted, or nothing."""
    if not sentence or weight(sentence) > _LONGEST_SENTENCE or has_marks(sentence):
        return ""
    for pattern in (_CHINESE, _ENGLISH):
        for match in pattern.finditer(sentence):
            members = _members(match["run"], is_chinese=pattern is _CHINESE)
            if _is_sound(item, sentence, match, members):
                return _with_members(sentence, match.start("run"), members)
    return ""


def _members(run: str, *, is_chinese: bool) -> list[str]:
    marks = (
        r"、|以及|(?<=\w)(?:和|与|及|或)(?=\w)"
        if is_chinese
        else r",\s+(?:and\s+|or\s+)?|\s+(?:and|or)\s+"
    )
    parts = [part.strip() for part in re.split(marks, run)]
    if not is_chinese:
        parts = [re.sub(r"^(?:the|a|an)\s+", "", part) for part in parts]
    return [part for part in parts if part]


def _is_sound(
    item: Item, sentence: str, match: re.Match[str], members: Sequence[str]
) -> bool:
    before = sentence[: match.start("run")]
    if not _FEWEST <= len(members) <= _MOST or not all(map(_is_member, members)):
        return False
    if (
        _EXAMPLE.search(before[-8:])
        or _EXAMPLE.search(match["run"])
        or "等" in match["end"]
    ):
        return False
    if "等" in sentence[match.end("run") :][:12] or not size(before):
        return False
    if is_loose(sentence) or is_open(item.question):
        return False
    if re.search(r"[\u3400-\u9fff]", sentence) and not _COUNTED.search(sentence):
        return False
    return not any(stands_in(member, item.question) for member in members)


def _with_members(sentence: str, start: int, members: Sequence[str]) -> str:
    done, position = sentence[:start], start
    for number, member in enumerate(members, start=1):
        at = sentence.index(member, position)
        done += f"{sentence[position:at]}{_deletion(number, member)}"
        position = at + len(member)
    return done + sentence[position:]
