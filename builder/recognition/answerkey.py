"""A key at the end of a quiz: ``1. B  2. A``, or ``1-5 BACDA``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from builder.readers.block import Block
from builder.recognition import wording

_TITLE = re.compile(
    r"(?i)\W*(?:(?:the\s+)?(?:correct\s+)?answers?(?:\s+(?:key|sheet))?|key|solutions?|(?:参考|正确|标准)?答案)\W*"
)
_RANGE = re.compile(
    r"(\d{1,3})\s*[-~–—到至]\s*(\d{1,3})\s*[.:：、)]?\s*([A-Ha-h][A-Ha-h \t,]*)"
)
_SINGLE = re.compile(
    r"(\d{1,3})\s*[.、:：)）\-–]?\s*([A-Ha-h](?:\s*[,、]?\s*[A-Ha-h]){0,5})(?![A-Za-z])"
)


def find_key(blocks: Sequence[Block]) -> tuple[int, Mapping[int, str]]:
    """Return where the key begins (the end when there is none) and what it says."""
    for place in range(len(blocks) - 1, -1, -1):
        block = blocks[place]
        if block.kind not in {"heading", "paragraph"}:
            continue
        if _TITLE.fullmatch(wording.plain(block.content)):
            key = _read(blocks[place + 1 :])
            return (place, key) if len(key) > 1 else (len(blocks), {})
    return len(blocks), {}


def _read(blocks: Sequence[Block]) -> dict[int, str]:
    key: dict[int, str] = {}
    for block in blocks:
        if block.kind not in {"item", "paragraph", "table"}:
            return {}
        text = wording.plain(block.text.replace("\n", " ; "))
        ranges = list(_RANGE.finditer(text))
        for match in ranges:
            letters = re.findall(r"[A-Ha-h]", match[3])
            first, last = int(match[1]), int(match[2])
            if last - first + 1 == len(letters):
                key |= dict(zip(range(first, last + 1), letters, strict=True))
        singles = [] if ranges else list(_SINGLE.finditer(text))
        key |= {int(match[1]): match[2] for match in singles}
        rest = _SINGLE.sub("", _RANGE.sub("", text))
        if len(re.findall(r"\w", rest)) > 12:
            return {}
    return key
