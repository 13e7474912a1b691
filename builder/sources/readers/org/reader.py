"""Org files to blocks, or to the cards that their headings are."""

from __future__ import annotations

from builder.sources.items import LeftOut
from builder.sources.readers import markdown
from builder.sources.readers.block import Document
from builder.sources.readers.org import cards, inline, outline, writing


def read(text: str) -> Document:
    """Read an Org file; headings that are marked as cards are all that it holds."""
    file = outline.parsed(text)
    title = file.keywords.get("title", "")
    tags = tuple(
        tag for tag in file.keywords.get("filetags", "").split(":") if tag.strip()
    )
    found = list(cards.items(file.root))
    if found:
        told = {id(one) for _, card in found for one in (card, *_inside(card))}
        titles = {id(one) for one, _ in file.root.walk() if one.children}
        left = [
            LeftOut(one.line, inline.as_markdown(one.title), "no card")
            for one, _ in file.root.walk()
            if id(one) not in told and id(one) not in titles
        ]
        items = tuple(item for item, _ in found)
        return Document(title=title, tags=tags, items=items, left_out=tuple(left))
    blocks, remarks = markdown.read_lines(list(writing.document_rows(file.root)))
    untold = [
        LeftOut(one.line, f":{':'.join(one.tags)}:", "tags of a heading")
        for one, _ in file.root.walk()
        if one.tags
    ]
    return Document(blocks, title, tags, remarks=remarks, left_out=tuple(untold))


def _inside(heading: outline.Heading) -> list[outline.Heading]:
    return [one for one, _ in heading.walk()]
