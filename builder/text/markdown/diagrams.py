"""Fences that describe a diagram: the picture that ``decks draw`` made, or how to."""

from __future__ import annotations

import html

from builder.base.code import Code
from builder.base.diagnostic import Problem
from builder.text import cloze
from builder.text.drawings import drawing_name
from builder.text.markdown.deletions import refuse_in_attribute
from builder.text.markdown.fieldtext import FieldText


def diagram(source: str, field: FieldText) -> str:
    """Return the picture of a diagram; nothing when it is not drawn yet."""
    marker = cloze.OPEN.search(source) if field.mode == "deletions" else None
    if marker:
        refuse_in_attribute(field, marker.group(), "a diagram")
    name = field.find_media(drawing_name(source))
    if isinstance(name, Problem):
        message = (
            "this diagram is not drawn yet: run `decks draw` and commit the picture; "
            "until then its text is shown"
        )
        field.warn(field.place(source.split("\n", 1)[0]), Code.DIAGRAM, message)
        return ""
    kind = html.escape(source.split(maxsplit=1)[0] if source.strip() else "diagram")
    return f'<img class="figure" src="{html.escape(name)}" alt="{kind}">\n'
