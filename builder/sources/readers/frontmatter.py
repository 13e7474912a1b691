"""What a Markdown document says of itself before its first line: title and tags."""

from __future__ import annotations

import re
from dataclasses import dataclass

from builder.cards import yamltree
from builder.cards.yamltree import Items, Table, Text

MARKER = "front matter"
"""The marker of the piece that a document says of itself."""
_HEAD = re.compile(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_TOML_NAME = re.compile(r'(?m)^(?:name|title)[ \t]*=[ \t]*"([^"\n]*)"')


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Title and tags of a document, and how many rows they take."""

    title: str = ""
    tags: tuple[str, ...] = ()
    rows: int = 0


def read(text: str) -> FrontMatter:
    """Return the front matter of a document, which may have none."""
    match = _HEAD.match(text)
    if match is None or not re.search(r"(?m)^[\w-]+\s*[:=]", match[1]):
        return FrontMatter()
    rows = match[0].rstrip("\n").count("\n") + 1
    named = _TOML_NAME.search(match[1])
    if named is not None:
        return FrontMatter(named[1].strip(), (), rows)
    tree, _ = yamltree.parse(match[1], "")
    if not isinstance(tree, Table):
        return FrontMatter(rows=rows)
    title = next(
        (
            node.value
            for key in ("question", "title")
            if isinstance(node := tree.values.get(key), Text)
        ),
        "",
    )
    tags = [
        tag
        for key in ("tags", "categories", "category")
        for tag in _texts(tree.values.get(key))
    ]
    return FrontMatter(title.strip(), tuple(dict.fromkeys(tags)), rows)


def _texts(node: yamltree.Node | None) -> list[str]:
    if isinstance(node, Text):
        return [part.strip() for part in re.split(r"[,，]", node.value) if part.strip()]
    if isinstance(node, Items):
        return [value.value for value in node.values if isinstance(value, Text)]
    return []
