"""What the attributes of tags name: files of media/, and what must not stand there."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from urllib.parse import unquote

from builder.base.code import Code
from builder.base.diagnostic import Problem
from builder.text import cloze
from builder.text.markdown.deletions import refuse_in_attribute
from builder.text.markdown.fieldtext import FieldText

# What Anki looks for media in: rslib/src/text.rs, HTML_MEDIA_TAGS. Files that stand
# elsewhere are kept by a name that begins with `_`:
# https://docs.ankiweb.net/templates/styling.html#installing-fonts
_SEEN_TAGS = frozenset({"img", "audio", "video", "source", "object"})
_SEEN = frozenset({"src", "data"})
_LOADING = frozenset({"src", "data", "poster", "background", "href", "xlink:href"})
_LISTS = frozenset({"srcset", "imagesrcset"})
_LINKS = frozenset({"a", "area"})
_REMOTE = re.compile(r"(?i)\s*(?:(?:https?|ftp|file):)?//")
_OTHER_SCHEME = re.compile(r"(?i)\s*(?!file:)[a-z][a-z0-9+.-]+:|\s*#|\s*$")
_URL = re.compile(
    r"(?i)(?P<before>url\(\s*)"
    r"(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\"'()\s]+))(?P<after>\s*\))"
)
_IMPORT = re.compile(
    r"(?i)(?P<before>@import\s+)(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')"
)
_LOADED_BY_STYLE = re.compile(r"(?i)url\(|image-set\(")
_SET = re.compile(r"(?i)image-set\([^()]*(?:\([^()]*\)[^()]*)*\)")
_OF_SET = re.compile(
    r"(?P<before>(?<!type)(?<!url)[(,]\s*)(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')"
)
_PART = re.compile(r"([^?#]*)(.*)", re.DOTALL)
_CANDIDATE = re.compile(
    r"(?P<url>[^\s,][^\s]*[^\s,])(?P<size>(?:\s+[^\s,]+)?\s*(?:,|$))"
)

_VALUE = r"(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s>\"']+))"
_ATTRIBUTE = re.compile(rf"(?P<before>\s+(?P<name>[^\s=>\"'/]+))\s*=\s*{_VALUE}")
_PIECE = re.compile(
    r"(?P<comment><!---?>|<!--.*?-->)"
    r"|(?P<style><style\b[^>]*>)(?P<css>.*?)(?=</style)"
    r"|<(?P<tag>[A-Za-z][\w:-]*)"
    r"(?P<attributes>(?:\s+[^\s=>\"'/]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>\"']+))?)*)"
    r"(?P<end>\s*/?>)|\[sound:(?P<sound>[^\]\n]{1,1000})\]",
    re.DOTALL | re.IGNORECASE,
)


def with_media(markup: str, field: FieldText) -> str:
    """Put the packaged names into raw HTML, wherever it names a file."""

    def piece(match: re.Match[str]) -> str:
        if match["comment"]:
            return _comment(match["comment"], field)
        if match["style"]:
            sheet = _Attribute("style", "url()", match["css"], match["css"])
            return match["style"] + _style(match["css"], sheet, field)
        if match["sound"]:
            return f"[sound:{field.media(html.unescape(match['sound']))}]"
        name = match["tag"].lower()
        attributes = _ATTRIBUTE.sub(
            lambda found: _attribute(found, name, field), match["attributes"]
        )
        return f"<{match['tag']}{attributes}{match['end']}"

    return _PIECE.sub(piece, markup)


def guarded(value: str, field: FieldText) -> str:
    """Return the escaped value of an attribute in which Anki sees no mark of its own."""
    if field.mode == "off":
        return value
    for marker, harmless in _MARKERS.items():
        value = value.replace(marker, harmless)
    return value


_MARKERS = {"{{c": "{&#123;c", "}}": "}&#125;", "::": ":&#58;"}


def _comment(comment: str, field: FieldText) -> str:
    _refuse_deletion(comment, "a comment", field)
    return guarded(comment, field)


def _refuse_deletion(value: str, where: str, field: FieldText) -> None:
    match = cloze.OPEN.search(value) if field.mode == "deletions" else None
    if match:
        refuse_in_attribute(field, match.group(), where)


@dataclass(frozen=True, slots=True)
class _Attribute:
    """An attribute of a tag, its value read and as it is written."""

    tag: str
    name: str
    value: str
    written: str

    @property
    def where(self) -> str:
        return f"`{self.name}` of `<{self.tag}>`"


def _attribute(found: re.Match[str], tag: str, field: FieldText) -> str:
    """Return one attribute as the package has it."""
    written = found["double"] or found["single"] or found["bare"] or ""
    one = _Attribute(tag, found["name"].lower(), html.unescape(written), written)
    _refuse_deletion(one.value, one.where, field)
    packaged = _packaged(one, field)
    is_marked = field.mode != "off" and any(mark in one.value for mark in _MARKERS)
    if packaged == one.value and not is_marked:
        return found.group()
    return f'{found["before"]}="{guarded(html.escape(packaged), field)}"'


def _packaged(one: _Attribute, field: FieldText) -> str:
    """Return the value of an attribute with the packaged names of files."""
    value = one.value
    if one.name in _SEEN and one.tag in _SEEN_TAGS:
        return field.media(value, written=one.written)
    if one.name == "href" and one.tag in _LINKS:
        return linked(value, field)
    if one.name in _LOADING:
        return _loaded(value, one, field)
    if one.name in _LISTS:
        return _CANDIDATE.sub(
            lambda part: _loaded(part["url"], one, field) + part["size"], value
        )
    return _style(value, one, field) if _LOADED_BY_STYLE.search(value) else value


def _style(css: str, one: _Attribute, field: FieldText) -> str:
    for pattern in (_IMPORT, _URL):
        css = pattern.sub(lambda match: _named(match, one, field), css)
    return _SET.sub(
        lambda found: _OF_SET.sub(
            lambda match: _named(match, one, field), found.group()
        ),
        css,
    )


def _named(match: re.Match[str], one: _Attribute, field: FieldText) -> str:
    parts = match.groupdict()
    value = parts["double"] or parts["single"] or parts.get("bare") or ""
    name = _loaded(value, one, field)
    if name == value:
        return match.group()
    return f"{match['before']}'{name}'{parts.get('after') or ''}"


def _loaded(value: str, one: _Attribute, field: FieldText) -> str:
    """Return the packaged name of what a browser would load."""
    if _REMOTE.match(value):
        message = (
            f"{one.where} is remote: a learner offline would see nothing; download it "
            "into media/ and show it with `<img>`, `<audio>` or `<video>`"
        )
        offset = field.place(one.written if value == one.value else value)
        field.problems.append(Problem(offset, Code.MEDIA_REMOTE, message))
        return value
    if _OTHER_SCHEME.match(value):
        return value
    found = _file(value, field)
    if isinstance(found, str):
        return found
    offset = field.place(value, '="', "='")
    field.problems.append(Problem(offset, found.code, found.message, found.severity))
    return value


def linked(value: str, field: FieldText) -> str:
    """Return the packaged name of a file that a link leads to; pages stay."""
    if _REMOTE.match(value) or _OTHER_SCHEME.match(value):
        return value
    found = _file(value, field)
    if isinstance(found, str):
        return found
    meant = found.message.partition(" (did you mean ")[2]
    message = (
        f"the link leads to `{value}`, which is no file of media/: a learner cannot "
        "follow it; put the file there, or write its whole address"
    ) + (f" (did you mean {meant}" if meant else "")
    field.warn(field.place(value, "](", "](<", '="'), Code.MEDIA_LINK, message)
    return value


def _file(value: str, field: FieldText) -> str | Problem:
    """Find a file and keep what stands behind it, such as ``#page=3``."""
    path, rest = _PART.fullmatch(value).groups()  # type: ignore[union-attr]  # it always matches
    found = field.find_media(path, is_unseen=True)
    if isinstance(found, Problem) and unquote(path) != path:
        found = field.find_media(unquote(path), is_unseen=True)
    return found + rest if isinstance(found, str) else found
