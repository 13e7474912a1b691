"""The pictures and fonts that card templates and style sheets name.

Media of templates is found by Anki only when its name begins with `_`:
https://docs.ankiweb.net/templates/styling.html#installing-fonts
"""

from __future__ import annotations

import html
import re
import urllib.parse
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from builder.anki.media import MediaFile, is_embedded
from builder.base.diagnostic import Problem

FindFile: TypeAlias = Callable[[str], "MediaFile | Problem"]
"""From a reference to the file that it stands for, or what is wrong."""

_REFERENCE = r"""(?:"(?P<double>[^"]+)"|'(?P<single>[^']+)'|(?P<bare>[^"'\s%s]+))"""
_URL = r"url\(\s*" + _REFERENCE % ")"
_ATTRIBUTE = (
    r"<(?:img|audio|video|source|script|link)\b[^>]*?\s(?:src|href)\s*=\s*"
    + re.sub(r"\?P<(\w+)>", r"?P<\1_value>", _REFERENCE % ">")
)
# A comment matches no group: what it names is not looked for.
_IN_STYLE_SHEET = re.compile(rf"/\*.*?\*/|{_URL}", re.IGNORECASE | re.DOTALL)
_IN_TEMPLATE = re.compile(rf"<!--.*?-->|{_URL}|{_ATTRIBUTE}", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class WithMedia:
    """A text with the packaged names of its media, and the files by these names."""

    text: str
    media: Mapping[str, MediaFile]
    problems: tuple[Problem, ...]


def style_sheet_with_media(text: str, find: FindFile) -> WithMedia:
    """Return a style sheet that names its media as the package does."""
    return _with_media(text, _IN_STYLE_SHEET, find)


def template_with_media(text: str, find: FindFile) -> WithMedia:
    """Return a side of a template that names its media as the package does."""
    return _with_media(text, _IN_TEMPLATE, find)


def _with_media(text: str, pattern: re.Pattern[str], find: FindFile) -> WithMedia:
    media: dict[str, MediaFile] = {}
    problems: list[Problem] = []

    def renamed(match: re.Match[str]) -> str:
        group = match.lastgroup
        if group is None:
            return match.group()
        written = match[group]
        reference = html.unescape(written) if pattern is _IN_TEMPLATE else written
        if is_embedded(reference) or reference.startswith("#") or "{{" in written:
            return match.group()
        found = _found(reference, find)
        if isinstance(found, Problem):
            problems.append(replace(found, offset=match.start(group)))
            return match.group()
        name = found.name if found.is_kept else f"_{found.name}"
        media[name] = found
        before = text[match.start() : match.start(group)]
        return before + name + text[match.end(group) : match.end()]

    return WithMedia(pattern.sub(renamed, text), media, tuple(problems))


def _found(reference: str, find: FindFile) -> MediaFile | Problem:
    """Find a file by its name as it is, or written as in an address (``%20``)."""
    plain = urllib.parse.unquote(reference)
    found = find(reference)
    if isinstance(found, Problem) and plain != reference:
        return find(plain)
    return found
