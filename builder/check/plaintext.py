"""What a learner reads of a text: without marks, code blocks and addresses."""

from __future__ import annotations

import functools
import re

_FENCE = re.compile(
    r"^([ \t>]*)(`{3,}|~{3,}).*?(?:^[ \t>]*\2[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL
)
_PICTURE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)|!\[\[[^\]\n]*\]\]")
_LINK = re.compile(r"\[([^\]\n]*)\]\([^)\n]*\)")
_DELETION = re.compile(r"\{\{c[0-9,]+::|(?:::[^{}]*)?\}\}")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,200}>")
_MARK = re.compile(
    r"\*\*|__|==|`+|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|^\s*#{1,6} ", re.MULTILINE
)
_ITEM = re.compile(r"^[ \t>]*(?:[-*+]|[0-9]{1,3}[.)])[ \t]+", re.MULTILINE)
_WIDE = re.compile(
    r"[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]"
)


@functools.lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return a text of Markdown as it is read aloud; code blocks are left out."""
    for pattern, shown in (
        (_FENCE, ""),
        (_PICTURE, ""),
        (_LINK, r"\1"),
        (_DELETION, ""),
        (_TAG, ""),
        (_MARK, ""),
        (_ITEM, ""),
    ):
        text = pattern.sub(shown, text)
    return text.strip()


def items(text: str) -> list[str]:
    """Return what stands behind the markers of the outer list of a text."""
    outside = _FENCE.sub("", text)
    found = re.findall(r"^(?:[-*+]|[0-9]{1,3}[.)])[ \t]+(.+)$", outside, re.MULTILINE)
    return [plain(one) for one in found]


def length(text: str) -> int:
    """Return how long a text is to read: a Chinese character counts as two letters."""
    words = " ".join(text.split())
    return len(words) + len(_WIDE.findall(words))
