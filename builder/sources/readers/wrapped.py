"""A document whose text stands in fences: what these hold, read by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from builder.sources.readers import fences, lines
from builder.sources.readers.block import Block, Document

_MARKDOWN = frozenset({"markdown", "md"})


def unwrapped(document: Document) -> Document | None:
    """Return a document of headings and fences with the text of the fences read.

    None when it holds something else, or fences that say that they hold code.
    """
    blocks = [
        block for block in document.blocks if block.kind not in {"rule", "comment"}
    ]
    wrapped = [block for block in blocks if block.kind == "code"]
    if not wrapped or any(block.kind not in {"code", "heading"} for block in blocks):
        return None
    infos = {_info(block) for block in wrapped}
    if not infos <= fences.WRAPPERS:
        return None
    inner = [_read(block) for block in wrapped]
    items = tuple(item for one in inner for item in one.items)
    return replace(
        document,
        blocks=() if items else tuple(_blocks(document, inner)),
        items=items,
        is_prose=any(one.is_prose for one in inner),
        remarks=(*document.remarks, *(told for one in inner for told in one.remarks)),
    )


def _info(block: Block) -> str:
    match = lines.FENCE.match(block.text.split("\n", maxsplit=1)[0])
    return "" if match is None else match["info"].strip().lower()


def _read(block: Block) -> Document:
    """Read what a fence holds, its lines numbered as in the document."""
    # Few documents are wrapped: the others need not wait for these readers.
    from builder.sources.readers import markdown, plaintext  # noqa: PLC0415

    text = "\n" * block.line + block.content
    if _info(block) in _MARKDOWN:
        return markdown.read(text)
    return plaintext.read(text)


def _blocks(document: Document, inner: list[Document]) -> Iterator[Block]:
    texts = iter(inner)
    for block in document.blocks:
        if block.kind == "code":
            yield from next(texts).blocks
        else:
            yield block
