"""A field as Anki keeps it, taken as it is: only its media are looked up.

What Anki itself takes for a reference to media: rslib/src/text.rs of ankitects/anki.
"""

from __future__ import annotations

import html
import re
import urllib.parse
from collections.abc import Callable, Iterator
from dataclasses import replace

from builder.anki.media import MediaFile, is_embedded
from builder.base.code import Code
from builder.base.diagnostic import Problem

_REFERENCES = re.compile(
    r"""<(?:img|audio|video|object|source)\b[^<>]*?\b(?:src|data)\s*=\s*
    (?:"(?P<double>[^"<>]+)"|'(?P<single>[^'<>]+)'|(?P<bare>[^"'\s<>]+))
    |\[sound:(?P<sound>[^\[\]]+)\]""",
    re.IGNORECASE | re.VERBOSE,
)
# What is elsewhere on purpose, or on the computer of somebody else: nothing to pack.
_ELSEWHERE = frozenset({Code.MEDIA_REMOTE, Code.MEDIA_OUTSIDE})

FindReference = Callable[[str], "MediaFile | Problem"]


def references(text: str) -> Iterator[tuple[int, str]]:
    """Yield what a field shows or plays, as it is written, each with its offset."""
    if "<" not in text and "[sound:" not in text:
        return
    for match in _REFERENCES.finditer(text):
        group = match.lastgroup or ""
        if not is_embedded(match[group]):
            yield match.start(group), match[group]


def with_packaged_names(
    text: str, find: FindReference
) -> tuple[str, list[MediaFile], list[Problem]]:
    """Return a field with the packaged names of its media, these, and what is missing."""
    pieces: list[str] = []
    files: list[MediaFile] = []
    problems: list[Problem] = []
    position = 0
    for offset, written in references(text):
        file = _found(written, find)
        if isinstance(file, Problem):
            if file.code not in _ELSEWHERE:
                problems.append(replace(file, offset=offset))
            continue
        files.append(file)
        if not file.is_kept:
            pieces += [text[position:offset], html.escape(file.name)]
            position = offset + len(written)
    return "".join([*pieces, text[position:]]), files, problems


def _found(written: str, find: FindReference) -> MediaFile | Problem:
    """Find a file by its name as it is, unescaped, or written as in an address."""
    plain = html.unescape(written)
    first = find(written)
    for name in (plain, urllib.parse.unquote(plain)):
        if isinstance(first, MediaFile):
            break
        found = find(name)
        if isinstance(found, MediaFile):
            return found
    return first
