"""Answers that only say that there is none yet."""

from __future__ import annotations

import re

from builder.sources.language.plain import plain
from builder.sources.language.wording import examples, phrases

# More than a line of this length is an answer.
_LONGEST = 59
# Some say it twice: ``待补充 todo``.
_AGAIN = r"(?:[\s\W_]*(?:未完|待补充|待完善|todo|tbd|soon|yet))*[\W_]*\Z"

PLACEHOLDERS = phrases(
    "placeholder",
    (
        "to[- ]?do",
        *examples("TODO | to do | To-do | TODO soon | todo: tbd | todo 待补充"),
    ),
    ("tb[dac]", *examples("TBD | tba | TBC | tbd (todo) | tbd 待完善 | tbd 未完")),
    "wip",
    ("n/?a", "n/a", "NA"),
    "fixme",
    "pending",
    ("(?:work )?in progress", "in progress", "Work in progress"),
    "coming soon",
    "placeholder",
    "under construction",
    "unanswered",
    ("none", "None", "none yet"),
    "help wanted",
    (
        "to be (?:completed|done|added|continued|determined|written|updated|filled)"
        "(?: in| later| out)?",
        *examples(
            "To be completed | to be done later | to be added | To be continued… | "
            "to be determined | to be written soon | to be updated | "
            "to be filled in | to be filled out"
        ),
    ),
    (
        "(?:add|write|fill|insert|put|your)(?: in)?(?: (?:your|the|an))? answer(?: here)?",
        *examples(
            "Your answer here | add your answer | Write the answer here | "
            "fill in the answer | insert an answer | Put your answer here"
        ),
    ),
    (
        "(?:no|not) (?:answer(?:ed)?|available)",
        "No answer yet",
        "not answered",
        "not available",
    ),
    (
        "not yet (?:written|answered|available)",
        "not yet written",
        "Not yet answered",
        "not yet available",
    ),
    (
        "answer (?:coming soon|pending|needed|me|here)",
        *examples(
            "Answer coming soon | answer pending | answer needed | Answer me | "
            "Answer here"
        ),
    ),
    (r"\?+|-+|\.+|…+", *examples("??? | --- | ... | ……")),
    around=rf"\A[\W_]*(?:{{}}){_AGAIN}",
)
PLACEHOLDERS_CHINESE = phrases(
    "Chinese placeholder",
    (
        "未完(?:成|待续)?",
        *examples("未完 | 未完成 | 未完待续 | 不会，未完 | 暂时未完成"),
    ),
    (
        "待(?:补充|完善|更新|续|完成|整理|解答|回答|定)",
        *examples(
            "待补充 | 待完善 | 待更新 | 待续 | 待完成 | 待整理 | 待解答 | 待回答 | "
            "还待定 | 不懂，待补充 | 暂待补充"
        ),
    ),
    (
        "暂?无|暂无(?:答案|内容|解答|回答)",
        *examples("无 | 暂无 | 暂无答案 | 暂无内容 | 暂无解答 | 暂无回答"),
    ),
    "暂缺",
    "略",
    "没有答案",
    ("(?:补充|整理|更新)中", "补充中", "整理中", "更新中"),
    ("持续更新中?", "持续更新", "持续更新中"),
    "占位",
    "空",
    ("不懂|不会|不知道", "不懂", "不会", "不知道"),
    ("先占个?坑", "先占坑", "先占个坑"),
    ("稍后(?:补充|更新)", "稍后补充", "稍后更新"),
    around=rf"\A[\W_]*(?:不懂|不会|暂时?|还)?[\s,，。、]*(?:{{}}){_AGAIN}",
)
# ``TODO: find the paper``, ``To be completed (waiting for …)``.
EXPLAINED_PLACEHOLDERS = phrases(
    "explained placeholder",
    ("todo", "TODO: find the chart", "todo（see below"),
    ("tbd", "TBD (see the chart)"),
    ("fixme", "FIXME, see the chart"),
    ("未完成?", "未完：看海图", "未完成，看海图"),
    ("待(?:补充|完善)", "待补充：看海图", "待完善（看海图"),
    (
        "to be (?:completed|done|added|written)",
        *examples(
            "To be completed (waiting for the tide) | to be done: see below | "
            "to be added, see below | To be written: see below"
        ),
    ),
    around=r"\A[\W_]*(?:{})\s*[:：(（,，]",
)


_LIST_MARKS = re.compile(r"(?i)</?(?:ul|ol|li|p|div|br)\b[^<>]*>|(?m:^\s*[-*+]\s+)")


def is_placeholder(text: str) -> bool:
    """Whether an answer only says that there is none yet."""
    text = _LIST_MARKS.sub("", text).strip()
    bare = plain(text).strip()
    if "\n" in text or len(bare) > _LONGEST:
        return False
    return any(
        table.holds(bare)
        for table in (PLACEHOLDERS, PLACEHOLDERS_CHINESE, EXPLAINED_PLACEHOLDERS)
    )
