"""The programs of a page, of which no card gets any: told, so that none is missed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.base.phrases import counted

_SCRIPT = re.compile(r"<script(?=[\s>/])[^<>]{0,999}>", re.IGNORECASE)
_DATA = re.compile(
    r"type\s*=\s*[\"']?[\w./+-]*(?:json|template|x-|math)", re.IGNORECASE
)


def told(text: str) -> Iterator[tuple[int, str]]:
    """Yield that a page has programs, of which no card gets any; data are none."""
    found = [one for one in _SCRIPT.finditer(text) if not _DATA.search(one[0])]
    if found:
        line = text.count("\n", 0, found[0].start()) + 1
        yield line, f"{counted(len(found), 'script')} of the page left out"
