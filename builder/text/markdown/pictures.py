"""Pictures, sound and films of a text: how a picture is sized and where it stands."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from urllib.parse import unquote

from markdown_it.token import Token

from builder.base.code import Code
from builder.text import cloze
from builder.text.markdown.deletions import is_nothing, refuse_in_attribute
from builder.text.markdown.fieldtext import FieldText
from builder.text.markdown.references import guarded, linked
from builder.text.played import PLAYED

# What a browser shows no picture of: a learner can open it at best.
_DOCUMENTS = frozenset(
    """.7z .csv .doc .docx .epub .htm .html .json .key .md .numbers .odp .ods .odt .pages
    .pdf .ppt .pptx .rtf .tex .txt .xls .xlsx .yaml .yml .zip""".split()  # noqa: SIM905 -- a list of words
)
_SIZE = re.compile(r"(?P<width>\d{1,5})(?:x(?P<height>\d{1,5}))?")
_BARE_SIZE = re.compile(r"\d{2,4}(?:x\d{2,4})?")
SIDES = frozenset({"left", "right", "center"})
"""Where a picture may stand."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """What stands behind the bars of a description: ``a pod|300x200|left``."""

    description: str
    width: str = ""
    height: str = ""
    side: str = ""


def picture(token: Token, around: Sequence[Token], alt: str, field: FieldText) -> str:
    """Return the HTML of a picture, or of what plays or is opened instead of one."""
    written = str(token.attrs.get("src", ""))
    marker = cloze.OPEN.search(unquote(written)) if field.mode == "deletions" else None
    if marker:
        refuse_in_attribute(field, marker.group(), "the address of a picture")
        return ""
    shape = _shape(alt)
    reference = unquote(written)
    if PurePosixPath(reference).suffix.lower() in _DOCUMENTS:
        return _document(reference, written, shape, field)
    name = field.media(reference, written=written)
    if PurePosixPath(name).suffix.lower() in PLAYED:
        return f"[sound:{name}]"
    is_alone = all(one is token or is_nothing(one) for one in around)
    classes = [shape.side] if shape.side in {"left", "right"} else []
    if not classes and (is_alone or shape.side):
        classes = ["figure"]
    values = {
        "class": " ".join(classes),
        "src": name,
        "alt": shape.description,
        "title": str(token.attrs.get("title") or ""),
        "width": shape.width,
        "height": shape.height,
    }
    return (
        "<img"
        + "".join(
            f' {key}="{guarded(html.escape(value), field)}"'
            for key, value in values.items()
            if value or key == "alt"
        )
        + ">"
    )


def _shape(alt: str) -> _Shape:
    """Read the size and the side that Obsidian writes behind a description."""
    if "|" not in alt and not _BARE_SIZE.fullmatch(alt):
        return _Shape(alt)
    description, *parts = alt.split("|") if "|" in alt else ("", alt)
    found = _Shape(description)
    for part in map(str.strip, parts):
        size = _SIZE.fullmatch(part)
        if size:
            found = replace(found, width=size["width"], height=size["height"] or "")
        elif part in SIDES:
            found = replace(found, side=part)
        else:
            found = replace(found, description=f"{found.description}|{part}")
    return found


def _document(reference: str, written: str, shape: _Shape, field: FieldText) -> str:
    """Return a link to a file that is no picture, and tell so."""
    message = (
        f"`{reference}` is no picture, sound or film: it is linked; write "
        f"`[{shape.description or 'text'}]({written})` if that is meant"
    )
    field.warn(field.place(written, "](<", "](", "[["), Code.MEDIA_KIND, message)
    address = html.escape(linked(reference, field))
    text = shape.description or PurePosixPath(reference).name
    return f'<a href="{guarded(address, field)}">{html.escape(text)}</a>'
