"""What a learner reads of a text: without marks, code blocks and addresses."""

from __future__ import annotations

import functools
import html
import re

_FENCE = re.compile(
    r"^([ \t>]*)(`{3,}|~{3,}).*?(?:^[ \t>]*\2[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL
)
_PICTURE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)|!\[\[[^\]\n]*\]\]|\[sound:[^\]\n]*\]")
_LINK = re.compile(r"\[([^\]\n]*)\]\([^)\n]*\)")
_DELETION = re.compile(r"\{\{c[0-9,]+::|(?:::[^{}]*)?\}\}")
_PREFORMATTED = re.compile(r"(?is)<(pre|script|style)\b.*?(?:</\1\s*>|\Z)|<!--.*?-->")
_BREAK = re.compile(r"(?i)<br ?/?>|</(?:p|div|li|tr|h[1-6])>")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,400}>")
_MARK = re.compile(
    r"\*\*|__|==|`+|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|^\s*#{1,6} ", re.MULTILINE
)
_ITEM = re.compile(r"^[ \t>]*(?:[-*+]|[0-9]{1,3}[.)])[ \t]+", re.MULTILINE)
_WIDE = re.compile(
    r"[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]"
)
_CODE = re.compile(
    r"^[ \t]*(`{3,}|~{3,}).*?^[ \t]*\1|`[^`\n]*`|<(pre|code)\b.*?</\2>",
    re.MULTILINE | re.DOTALL,
)


@functools.lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return a text as it is read aloud; code blocks are left out.

    Markdown, or HTML of a note that came with a deck.
    """
    if "``" in text or "~~" in text:
        text = _FENCE.sub("", text)
    if "[" in text:
        text = _LINK.sub(r"\1", _PICTURE.sub("", text))
    if "{{" in text:
        text = _DELETION.sub("", text)
    if "<" in text:
        text = _BREAK.sub("\n", _PREFORMATTED.sub("", text))
        text = _TAG.sub("", text)
    if "&" in text:
        text = html.unescape(text)
    return _ITEM.sub("", _MARK.sub("", text)).strip()


def without_code(text: str) -> str:
    """Return a text with code blanked out: every other character stays in its place."""
    return _CODE.sub(lambda found: " " * len(found.group()), text)


def items(text: str) -> list[str]:
    """Return what stands behind the markers of the outer list of a text."""
    outside = _FENCE.sub("", text)
    found = re.findall(r"^(?:[-*+]|[0-9]{1,3}[.)])[ \t]+(.+)$", outside, re.MULTILINE)
    found += re.findall(r"(?is)<li\b[^>]*>(.*?)(?=</li|<li|</[ou]l|\Z)", outside)
    return [plain(one) for one in found]


def length(text: str) -> int:
    """Return how long a text is to read: a Chinese character counts as two letters."""
    words = " ".join(text.split())
    return len(words) + (0 if words.isascii() else len(_WIDE.findall(words)))
