"""Readable ids of questions and names of files: the only module that knows pypinyin."""

from __future__ import annotations

import re
import unicodedata

_MAXIMUM_LENGTH = 60
_QUIET = frozenset("的了呢吗吧啊呀地得是")


def slug(text: str) -> str:
    """Return a readable id: Latin words as they are, Chinese as pinyin."""
    text = re.sub(r"```.*?```|[`*_]", " ", text.partition("\n")[0], flags=re.DOTALL)
    kept = "".join(character for character in text if character not in _QUIET)
    spaced = re.sub(r"([\u4e00-\u9fff]+)", _pinyin, kept)
    words = re.findall(r"[a-z0-9]+", _folded(spaced))
    result = ""
    for word in words:
        longer = f"{result}-{word}" if result else word[:_MAXIMUM_LENGTH]
        if len(longer) > _MAXIMUM_LENGTH:
            break
        result = longer
    return result or "note"


def _pinyin(match: re.Match[str]) -> str:
    # Its dictionaries take a quarter of a second: only Chinese has to wait for them.
    from pypinyin import lazy_pinyin  # noqa: PLC0415

    return f" {' '.join(lazy_pinyin(match[0], errors='ignore'))} "


def _folded(text: str) -> str:
    plain = unicodedata.normalize(
        "NFKD", text.replace("C++", "cpp").replace("C#", "csharp")
    )
    return "".join(one for one in plain if not unicodedata.combining(one)).lower()
