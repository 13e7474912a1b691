"""What stands beside a title and is no part of it: remarks, points, a verdict."""

from __future__ import annotations

import re
from collections.abc import Iterable

from builder.sources.language.wording import examples, phrases

# How important, how hard, how often asked: what an author notes in brackets.
REMARKS = phrases(
    "remark",
    "重点",
    ("常(?:考|问|见|用)", *examples("常考 | 高频常问 | 常见 | 常用")),
    "经常",
    ("会问", "大厂会问"),
    (
        "必(?:问|会|须|考|背|看|记|知)",
        *examples("必问 | 必会 | 必须掌握 | 必考 | 必背 | 必看 | 必记 | 必知"),
    ),
    ("牢记|记住", "牢记", "请记住"),
    ("[高中低]频", "高频", "中频", "低频"),
    ("了解|熟悉|掌握", "了解即可", "熟悉", "掌握"),
    ("更新|补充", "已更新", "补充"),
    ("简单|困难|中等", "简单", "困难", "中等难度"),
    ("基础|进阶", "基础题", "进阶"),
    ("难点|难$|易$|易错", *examples("难点 | 较难 | 容易 | 易错题")),
    ("选做|可选", "选做", "可选"),
    ("背诵|热门|概率", "背诵", "热门题", "大概率"),
    (
        "^(?:very )?important$",
        "important",
        "Very important",
    ),
    (
        "^(?:frequently asked|asked (?:often|frequently)|often asked)$",
        *examples("frequently asked | asked often | asked frequently | often asked"),
    ),
    ("^(?:common|popular|must know)$", "common", "popular", "must know"),
    (
        "^(?:easy|medium|hard|tricky|difficult)$",
        *examples("Easy | medium | hard | tricky | difficult"),
    ),
    (
        "^(?:beginner|basic|junior|intermediate|advanced|senior)$",
        *examples("beginner | basic | junior | intermediate | advanced | senior"),
    ),
    ("^(?:optional|bonus|new|updated)$", *examples("optional | bonus | NEW | updated")),
    ("^[★☆⭐*]+$", *examples("★★★ | ☆ | ⭐ | ***")),
)
# All of these say one thing: it is asked often.
FREQUENT = phrases(
    "asked often",
    (
        "^(?:经常|常|高频|必|大厂)[会被]?(?:问|考|问到|考到|考点|面)?题?$",
        *examples(
            "经常问 | 经常会问 | 常问 | 常考 | 必考 | 必问 | 高频 | 高频题 | 高频考点"
        ),
    ),
    ("^(?:热门|大概率|高频常问|大厂常问|常见面试题)题?$", *examples("热门 | 大概率")),
    (
        "^(?:very )?(?:frequently asked|asked (?:often|frequently)|often asked|frequent|"
        "common|popular|must know)$",
        *examples("frequently asked | asked often | often asked | frequent | common"),
    ),
)
_LONGEST_TAG, _MOST_WORDS = 8, 3
_TRAILING = re.compile(r"\s*(?:[(（\[【]([^()（）\[\]【】]{1,40})[)）\]】])\s*$")
_LEADING = re.compile(r"^\s*[【\[(（]([^()（）\[\]【】]{1,20})[)）\]】]\s*")
_PARTS = re.compile(r"[,，、;；/|]+")
_STARS = re.compile(r"\s*[★☆⭐]+\s*$")
KINDS_OF_QUESTION = "单选|多选|不定项选择|选择|判断|填空|简答|问答"
_POINTS = re.compile(
    rf"^\s*(?:[(（【\[](?!\s*[)）】\]])\s*(?:(?:{KINDS_OF_QUESTION})题?)?[,，\s]*"
    r"(?:\d+(?:\.\d+)?\s*分)?\s*[)）】\]]\s*)+(?=\S)"
)


def taken_off(title: str) -> tuple[str, tuple[str, ...]]:
    """Return a title without remarks such as ``(重点,经常问)``, and the remarks."""
    found: list[str] = []
    points = _POINTS.match(title)
    if points is not None and re.search(r"题|分", points[0]):
        title = title[points.end() :]
    for pattern in (_TRAILING, _LEADING):
        match = pattern.search(title)
        if match is None:
            continue
        parts = [part.strip() for part in _PARTS.split(match[1])]
        parts = [part for part in parts if part]
        if any(REMARKS.holds(part) for part in parts):
            found += parts
            title = title[: match.start()] + title[match.end() :]
    stars = _STARS.search(title)
    if stars:
        title = title[: stars.start()]
    return title.strip(), tuple(found)


def is_tag(remark: str) -> bool:
    """Whether a remark is a word or two; a sentence is no tag."""
    return len(remark) <= _LONGEST_TAG or (
        remark.isascii() and len(remark.split()) <= _MOST_WORDS
    )


def few_tags(tags: Iterable[str], language: str) -> tuple[str, ...]:
    """Return tags with one for all that say that a question is asked often.

    ``language`` is that of the deck; without it the tag's own tells.
    """
    found = []
    for tag in tags:
        if FREQUENT.holds(tag.replace("-", " ")):
            is_chinese = language.startswith("zh") if language else not tag.isascii()
            tag = "高频" if is_chinese else "frequent"  # noqa: PLW2901 -- said otherwise
        found.append(tag)
    return tuple(dict.fromkeys(found))


def without_remarks(title: str) -> str:
    """Return a title without its remarks."""
    return taken_off(title)[0]


_JUDGED = re.compile(
    r"\s*(?:[(（]\s*(?P<mark>√|×|✓|✗|✔|✘|对|错|正确|错误|T|F|True|False)\s*[)）]"
    r"|(?<=[.。?？])\s*(?P<word>True|False))[\s.。]*$"
)
_SPELT_OUT = {"T": "True", "F": "False", "√": "对", "✓": "对", "✔": "对"}
_SPELT_OUT |= {"×": "错", "✗": "错", "✘": "错"}


def judgement(title: str) -> tuple[str, str]:
    """Return a statement without the judgement behind it, and the judgement."""
    match = _JUDGED.search(title)
    if match is None or not title[: match.start()].strip():
        return title, ""
    said = match["mark"] or match["word"]
    return title[: match.start()].strip(), _SPELT_OUT.get(said, said)
