"""The marks that begin a line: list markers, numbers, fences, headings, HTML tags."""

from __future__ import annotations

import re
from collections.abc import Sequence

from builder.sources.language import answerwords, questionwords

NumberedLine = tuple[int, str]

FENCE = re.compile(r"(?P<fence>`{3,}|~{3,})(?P<info>[^`]*)$")
HEADING = re.compile(
    r"(?P<marks>#{1,6})(?:[ \t]+|(?<=##)(?=[^\s#!.;,:/\-]))(?P<text>.*)$"
)
WIKI_HEADING = re.compile(
    r"(?P<marks>={2,6})(?P<gap>[ \t]*)(?P<text>[^\s=](?:[^=]*[^\s=])?)[ \t]*(?P=marks)$"
)
EMPTY_HEADING = re.compile(r"#{1,6}\s*$")
RULE = re.compile(r"(?:[-*_=—─][ \t]*){3,}$|[⸻⎯]{1,9}$|--$|~~$")
UNDERLINE = re.compile(r"(?:={2,}|-{3,})\s*$")
BULLET = re.compile(r"(?P<marker>[-*+•·●▪◦○➤►])(?P<space>[ \t]+|$)(?=(?P<text>.*))")
NUMBER = re.compile(
    r"(?P<marker>\d{1,4}(?:[.．](?=[\s\u3000]|[^\d\s.．/])|[)）、]|\\\.)"
    r"|[(（](?:\d{1,3}|[一二三四五六七八九十]{1,3})[)）]"
    r"|[一二三四五六七八九十百]{1,4}[、.．。](?=\S|\s)"
    r"|[①-⑳])(?P<space>[ \t\u3000]*)(?=(?P<text>.*))"
)
# A decimal, a version or an address is no list number.
NOT_NUMBER = re.compile(r"\d+\.[\w.]*[\w]*\.(?:com|io|org|net)|\d+[.)]\d")
TABLE_RULE = re.compile(r"\|?\s*:?-{1,}:?\s*(?:\|\s*:?-{1,}:?\s*)*\|?\s*$")
STRUCTURE = re.compile(
    r"</?(?:details|summary|dl|dt|dd)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
HTML_HEADING = re.compile(r"(?i)<h([1-6])\b[^>]*>(.*?)</h\1>\s*$")
HTML_START = re.compile(r"</?[A-Za-z][\w-]*(?:\s[^<>]*)?/?>|</?[A-Za-z]+\s*$")
RAW_TABLE = re.compile(r"(?i)<(table|pre|script|style|svg|iframe)\b")
OPTION = re.compile(
    r"(?:[-*+]\s+)?(?:\*\*)?[(（\[]?(?P<letter>[A-Ha-hＡ-Ｈ])(?:[)）\]]|[.．、:：])"
    r"(?:\*\*)?\s*(?P<text>\S.*)$"
)
INLINE_OPTION = re.compile(r"(?:^|(?<=\s))[(（]?([A-HＡ-Ｈ])[)）.．、:：]\s*(?=\S)")
CHECKBOX = re.compile(r"(?:[-*+]\s+)?[\[［](?P<state>[ xX√✓✔*])[\]］]\s*(?P<text>.*)$")
_HALF_WIDTH = {ord("Ａ") + index: ord("A") + index for index in range(8)}
EMPHASIS = re.compile(r"(\*\*|__|\*|_)+")


def half_width(text: str) -> str:
    """Return a text with the full-width letters of options as Latin ones."""
    return text.translate(_HALF_WIDTH)


_LONE_MARKER = re.compile(r"\s*(?:[•●▪◦○➤►]|\d{1,2}[.)、])\s*$")


def with_markers(numbered: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Put a marker that a copied PDF left alone on its line before the next one."""
    joined: list[tuple[int, str]] = []
    marker = ""
    for number, line in numbered:
        if _LONE_MARKER.match(line):
            marker = line.strip()
            joined.append((number, ""))
        elif marker and line.strip():
            joined.append((number, f"{marker} {line.strip()}"))
            marker = ""
        else:
            joined.append((number, line))
    return joined


def starts_anew(line: str) -> bool:
    """Whether a line inside a paragraph is a piece of its own."""
    bare = EMPHASIS.sub("", line[:40]) + line[40:60]
    return bool(
        questionwords.QUESTION_LABELS.holds(bare)
        or answerwords.ANSWER_LABELS.holds(bare)
        or CHECKBOX.match(bare)
        or (OPTION.match(bare) and not re.match(r"[a-h][:：]|[aA]\.\w\.", bare))
    )


_GOES_ON = re.compile(r"(?P<marker>\d{1,4}[.．])(?P<space>[ \t]*)(?=(?P<text>\d.*))")


def number_match(line: str, last: int = 0) -> re.Match[str] | None:
    """Return the number a line begins with, when it numbers the line.

    After the number 4, ``5.502 errors`` is the fifth line and no decimal.
    """
    if last and line.startswith(f"{last + 1}."):
        following = _GOES_ON.match(line)
        if following is not None and not re.match(r"\d+\.\d+[\W分%]*$", line):
            return following
    match = NUMBER.match(line)
    if match is None or NOT_NUMBER.match(line):
        return None
    if not match["text"].strip() and not match["marker"].endswith((".", ")", "、")):
        return None
    return match
