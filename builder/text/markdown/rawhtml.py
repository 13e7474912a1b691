"""Raw HTML in Markdown: the files that its attributes name."""

from __future__ import annotations

import html
import re

from builder.base.code import Code
from builder.base.diagnostic import Problem
from builder.text.markdown.fieldtext import FieldText


def with_media(markup: str, field: FieldText) -> str:
    """Put the packaged names into the tags that Anki looks for media in."""

    def tag(match: re.Match[str]) -> str:
        name = match["tag"].lower()
        attributes = _ATTRIBUTE.sub(
            lambda found: _attribute(found, name, field), match["attributes"]
        )
        return f"<{match['tag']}{attributes}{match['end']}"

    return _TAG.sub(tag, markup)


def _attribute(found: re.Match[str], tag: str, field: FieldText) -> str:
    """Return one attribute, with the packaged name where Anki takes it for media."""
    written = found["double"] or found["single"] or found["bare"] or ""
    value = html.unescape(written)
    name = found["name"].lower()
    if tag in _MEDIA_TAGS and name in {"src", "data"}:
        packaged = field.media(value, written=written)
        return f'{found["before"]}="{html.escape(packaged)}"'
    is_shown = name in _SHOWN or (tag == "link" and name == "href")
    if is_shown and _REMOTE.search(value):
        message = (
            f"`{name}` of `<{tag}>` is remote: a learner offline would see nothing; "
            "download it into media/ and show it with `<img>`, `<audio>` or `<video>`"
        )
        offset = field.place(written)
        field.problems.append(Problem(offset, Code.MEDIA_REMOTE, message))
    return found.group()


# What Anki looks for media in: rslib/src/text.rs, HTML_MEDIA_TAGS.
_MEDIA_TAGS = frozenset({"img", "audio", "video", "source", "object"})
_SHOWN = frozenset({"src", "srcset", "poster", "data", "style", "background"})
_REMOTE = re.compile(r"(?i)(?:^|[\s,(\"'])(?:https?:|ftp:|file:)?//")
_VALUE = r"(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s>\"']+))"
_ATTRIBUTE = re.compile(rf"(?P<before>\s+(?P<name>[^\s=>\"'/]+))\s*=\s*{_VALUE}")
_TAG = re.compile(
    r"<(?P<tag>[A-Za-z][\w-]*)"
    r"(?P<attributes>(?:\s+[^\s=>\"'/]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>\"']+))?)*)"
    r"(?P<end>\s*/?>)"
)
