"""What is almost a picture or a sound in a text, and shown as text: told of."""

from __future__ import annotations

import re

from builder.base.code import Code
from builder.text.markdown.fieldtext import FieldText

_PICTURE_ATTRIBUTES = re.compile(r"\{[^{}\n]*\b(?:width|height)=\"?(\d+)?[^{}\n]*\}")
_PICTURE = re.compile(r"!\[[^\]\[]*\]\(([^()\n]*)\)")
_PICTURE_SIZE = re.compile(r"(.*?)\s+=(\d*x?\d*)")
_ALMOST_SOUND = re.compile(
    r"(?i)\[(?!(?-i:sound:)) ?(?:sound|audio|play) ?[:=] ?([^\]\n:=]{1,200}\.[a-z0-9]{2,4}) ?\]"
)


def check_picture(content: str, field: FieldText) -> None:
    """Tell of a picture that is none because of the spaces in its name."""
    match = _PICTURE.search(content)
    if match is None or match.group() not in field.text or " " not in match[1].strip():
        return
    size = _PICTURE_SIZE.fullmatch(match[1])
    if size:
        message = (
            f"the size of a picture stands behind a bar: `![|{size[2]}]({size[1]})`"
        )
    else:
        message = f"a name with spaces stands in `<…>`: `![](<{match[1]}>)`"
    field.report(match.group(), Code.MEDIA_LINK, message)


def check_sounds(content: str, field: FieldText) -> None:
    """Tell of what is almost Anki's mark of a sound."""
    for match in _ALMOST_SOUND.finditer(content):
        message = (
            f"`{match.group()}` plays nothing (did you mean `[sound:{match[1]}]`?)"
        )
        field.report(match.group(), Code.MEDIA_LINK, message, "warning")


def check_size(content: str, field: FieldText) -> None:
    """Tell of attributes behind a picture, which are Pandoc's."""
    match = _PICTURE_ATTRIBUTES.match(content)
    if match:
        message = (
            f"`{match.group()}` is shown as text: the size of a picture stands behind a "
            f"bar: `![|{match[1] or 300}](…)`"
        )
        field.report(match.group(), Code.MEDIA_LINK, message, "warning")
