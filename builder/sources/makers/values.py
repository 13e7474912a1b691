"""A sentence that states several values: each value is a deletion."""

from __future__ import annotations

import re

from builder.sources.items import Item
from builder.sources.makers import cloze
from builder.sources.makers.cloze import FEWEST, MOST
from builder.sources.makers.maker import Fields

_LONGEST_ROW = 1_500
_NUMBER = (
    r"\d[\d,.]*(?:\s?[-~–到至]\s?\d[\d,.]*)?\s?"
    r"(?:%|秒|分钟|小时|天|次|个|台|条|倍|MB|GB|KB|TB|ms"
    r"|seconds?|minutes?|hours?|days?|bytes?|bits?|Mi|Gi|Ki|[smhGMK](?!\w))?"
)
_VALUE = re.compile(
    rf"(?i)(?P<cue>默认值?|缺省|最大值?|最小值?|最多|最少|最低值?|最高|至少|上限|下限|端口|"
    rf"\b(?:defaults?(?: to| is)?|maximum|minimum|at most|at least|up to|limit(?: of| is)?|port))"
    rf"(?P<link>[^\d\n。.;；,，<>`]{{0,8}}?)(?P<value>{_NUMBER})(?![\w.:/])"
)


def fields(item: Item) -> Fields:
    """Return the fields of a cloze note, when the answer states values."""
    return cloze.fields(item, with_values_deleted)


def with_values_deleted(answer: str) -> str:
    """Return the first sentence that states several values, with them deleted."""
    if cloze.has_marks(answer):
        return ""
    outside = re.sub(r"(?ms)^ *(`{3,}|~{3,}).*?(?:^ *\1 *$|\Z)", "", answer)
    for row in outside.split("\n"):
        if row.lstrip().startswith(("|", ">", "<", "#")) or len(row) > _LONGEST_ROW:
            continue
        for sentence in re.split(r"(?<=[。;；])|(?<=[.!?])\s+", row):
            values = list(_VALUE.finditer(sentence))
            if (
                FEWEST <= len(values) <= MOST
                and "`" not in sentence
                and "](" not in sentence
            ):
                return _with_values(sentence.strip())
    return ""


def _with_values(sentence: str) -> str:
    sentence = re.sub(r"^(?:[-*+]|\d{1,2}[.)])\s+", "", sentence)
    number = 0

    def deleted(match: re.Match[str]) -> str:
        nonlocal number
        number += 1
        return (
            f"{match['cue']}{match['link']}{{{{c{number}::{match['value'].strip()}}}}}"
        )

    return _VALUE.sub(deleted, sentence)
