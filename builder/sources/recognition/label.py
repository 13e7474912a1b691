"""What stands before a title: ``Q1:``, ``12.``, ``一、``, ``问：``; and ``A:``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from builder.sources.language import answerwords, questionwords
from builder.sources.language.wording import examples, phrases

_DIGITS = "零一二三四五六七八九"
_NUMERALS = "一二三四五六七八九十百"
# Behind a bare number they count something: ``3天`` is no third question.
_COUNTED = "年月日个种次天小位级层条步类台章节分秒点元岁名度倍种"
NUMBERS = phrases(
    "number before a title",
    (
        r"(?P<lettered>(?-i:[A-Z]{1,2})-\d{1,3})[.)）:：、]\s+(?=\S)",
        *examples("A-1. Quays | B-2) Quays | AB-12: Quays"),
    ),
    (
        r"(?P<dotted>\d{1,3}(?:\.\d{1,3})+)[.、)）]?[\s、]+(?=\S)",
        *examples("1.2 Quays | 3.1.4) Quays | 2.1、码头"),
    ),
    (
        rf"[(（【\[]\s*(?P<bracketed>\d{{1,4}}|[{_NUMERALS}]{{1,4}})\s*[)）】\]]"
        r"\s*[.、:：]?\s*",
        *examples("(1) Quays | （二）码头 | 【3】码头 | [12]: Quays"),
    ),
    (r"#(?P<hash>\d{1,4})[.:：)]?\s+", "#1 Quays", "#12: Quays"),
    (
        r"(?P<plain>\d{1,4}(?=\s*(?:[.．、)）:：\\]|-\s))|\d{1,2}(?=\s+\D))\s*"
        r"(?P<mark>[.．、)）:：]|\\\.|-(?=\s)|(?<=\s))\s*(?=\S)(?!\d+\s*[%.])",
        *examples(
            "1. Quays | 12) Quays | 3、码头 | 4\\. Quays | 5 - Quays | 6 Quays | "
            "7：码头"
        ),
    ),
    (rf"(?P<chinese>[{_NUMERALS}]{{1,4}})\s*[、.．:：。]\s*", "一、码头", "十二．码头"),
    (r"(?P<circled>[①-⑳])\s*", "① Quays", "⑫码头"),
    (
        r"(?P<keycap>(?:\d\ufe0f?\u20e3)+|\U0001f51f)\s*",
        *("1\ufe0f\u20e3 Quays", "2\u20e3 Quays", "\U0001f51f Quays"),
    ),
    (
        rf"(?P<bare>\d{{1,3}})(?=[\u4e00-\u9fff](?<![{_COUNTED}])"
        r".{4,200}[?？)）]\W*$)",
        *("3码头是什么样的？", "12为何船会浮（重点）"),
    ),
    around=r"\A(?:{})",
)
# It counts, and is no number with a unit: a per cent, a version.
_NO_NUMBER = re.compile(r"\d+(?:\.\d+)?\s*%")
_DECIMAL = re.compile(r"\d+[.．]\d")
_TEN = 10
_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Label:
    """What was taken off a title: how it looked, its number, and the title itself.

    ``form`` is ``q`` for a word that says question, a sample such as ``1.`` for a
    number, or empty.
    """

    form: str
    number: int | None
    title: str


def take_label(text: str) -> Label:
    """Take the label off a title from which emphasis was taken already."""
    text = re.sub(
        "^[\u2600-\u27bf\u2b50\U0001f300-\U0001faff\ufe0f\\s]+(?=\\S)", "", text
    )
    match = questionwords.QUESTION_LABELS.pattern.match(text)
    if match is not None and match.end() < len(text):
        number = _first_number(match["label"])
        rest = text[match.end() :]
        if number is None:
            inner = take_number(rest)
            if inner.form:
                return Label("q", inner.number, inner.title)
        return Label("q", number, rest.strip())
    label = take_number(text)
    if label.form:
        inner_match = questionwords.QUESTION_LABELS.pattern.match(label.title)
        if inner_match is not None and inner_match.end() < len(label.title):
            return Label("q", label.number, label.title[inner_match.end() :].strip())
    return label


def take_number(text: str) -> Label:
    """Take a number off a title."""
    match = NUMBERS.pattern.match(text)
    if (
        match is None
        or match.end() >= len(text)
        or _NO_NUMBER.match(text)
        or (match["plain"] and _DECIMAL.match(text))
    ):
        return Label("", None, text.strip())
    rest = text[match.end() :].strip()
    if match["lettered"]:
        return Label("A-1", _first_number(match["lettered"]), rest)
    if match["dotted"]:
        return Label("1.1", int(match["dotted"].rpartition(".")[2]), rest)
    if match["bracketed"]:
        return Label("(1)", written_number(match["bracketed"]), rest)
    if match["hash"]:
        return Label("#1", int(match["hash"]), rest)
    if match["chinese"]:
        return Label("一", written_number(match["chinese"]), rest)
    if match["circled"]:
        return Label("①", ord(match["circled"]) - ord("①") + 1, rest)
    if match["keycap"]:
        digits = re.sub(r"\D", "", match["keycap"])
        return Label("1️⃣", int(digits or _TEN), rest)
    if match["bare"]:
        return Label("1.", int(match["bare"]), rest)
    mark = match["mark"].replace("．", ".").replace("）", ")").replace("\\", "")
    if not mark and not re.match(r"[\w\"'“`(]", rest):
        return Label("", None, text.strip())
    return Label(f"1{mark}", int(match["plain"]), rest)


def written_number(text: str) -> int | None:
    """Return the number that digits or Chinese numerals write."""
    if text.isdecimal():
        return int(text)
    if not text or any(character not in _DIGITS + "十百" for character in text):
        return None
    total, digit = 0, 0
    for character in text:
        if character in "十百":
            total += (digit or 1) * (_TEN if character == "十" else _HUNDRED)
            digit = 0
        else:
            digit = _DIGITS.index(character)
    return total + digit


def _first_number(text: str) -> int | None:
    match = re.search(r"\d+|[一二三四五六七八九十百]+", text)
    return written_number(match[0]) if match else None


def marker_form(marker: str) -> tuple[str, int | None]:
    """Return the form and number of a list marker."""
    if not re.search(r"[\d一二三四五六七八九十百①-⑳]", marker):
        return "", None
    if re.match(r"[①-⑳]", marker):
        return "①", ord(marker) - ord("①") + 1
    number = _first_number(marker)
    form = re.sub(r"\d+", "1", marker)
    form = re.sub(r"[一二三四五六七八九十百]+", "一", form)
    form = (
        form.replace("．", ".").replace("）", ")").replace("（", "(").replace("\\", "")
    )
    return form, number


_BOLD_LABEL = re.compile(
    r"^(\W*)(\*\*|__|\*|_)([A-Za-z\u4e00-\u9fff ]{1,16}\d{0,3})\2(\s*[:：])"
)


def without_answer_label(text: str) -> str:
    """Return an answer without a leading ``A:``, ``答:`` or ``**Answer:**``."""
    text = _BOLD_LABEL.sub(r"\1\3\4", text, count=1)
    match = re.match(r"(?:[|/;]\s*)?(?:[*_]|<(?:b|strong|em|i|p)>|#{1,6} |\s)*", text)
    start = match.end() if match else 0
    label = answerwords.ANSWER_LABELS.pattern.match(text[start:])
    if label is None:
        return text
    rest = text[start + label.end() :]
    opened = text[:start]
    for mark in ("**", "__", "*", "_"):
        if mark in opened:
            closing = rest.find(mark)
            if closing >= 0:
                rest = rest[:closing] + rest[closing + len(mark) :]
            break
    return re.sub(r"^(?:</(?:b|strong|em|i|p)>|\s|[:：])+", "", rest)


def has_answer_label(text: str) -> bool:
    """Whether a text begins with a word that says answer."""
    text = _BOLD_LABEL.sub(r"\1\3\4", text[:160], count=1)
    bare = re.sub(r"^(?:[|/;]\s*)?(?:[*_]|<[^<>]*>|#{1,6} |[-+]\s|\s)*", "", text[:120])
    return answerwords.ANSWER_LABELS.holds(bare)
