"""A document whose text stands in fences: what these hold, read by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from builder.sources.readers import fences, lines
from builder.sources.readers.block import Block, Document

# What a fence of questions may be called, beside a text.
_CALLED = frozenset({"qa", "q&a", "faq", "quiz", "questions", "cards", "flashcards"})
_ASIDE = frozenset({"rule", "comment", "heading", "noise"})
_NEARLY_ALL = 0.8
_MARKDOWN = frozenset({"markdown", "md"})


def unwrapped(document: Document) -> Document | None:
    """Return a document that is nearly all fences with the text of the fences read.

    None when it is something else, or when they say that they hold code.
    """
    told = [block for block in document.blocks if block.kind not in _ASIDE]
    wrapped = [block for block in told if block.kind == "code"]
    inside = sum(len(block.text) for block in wrapped)
    if not inside or inside < _NEARLY_ALL * sum(len(block.text) for block in told):
        return None
    if not {_info(block) for block in wrapped} <= fences.WRAPPERS | _CALLED:
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
