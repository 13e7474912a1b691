"""Right options that are told before a question, put behind it: ``（C）1. Which?``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from builder.sources.language.plain import plain
from builder.sources.readers.block import Block
from builder.sources.recognition import choices, confirmation

_TEXTS = frozenset({"paragraph", "item", "heading"})
_BEFORE = re.compile(
    r"(?P<head>(?:\*\*)?(?:(?:Q(?:uestion)?\s*)?\d{1,4}\s*[.．、:：)）]\s*)?)"
    r"[(（\[【][\s\u3000]*(?P<key>[A-H]{0,6})[\s\u3000]*[)）\]】]\s*"
    r"(?P<number>\d{1,3}\s*[.．、]\s*)?(?P<text>[^\s\[\](].*)",
    re.DOTALL,
)
_NAMED = re.compile(
    r"[A-Z]{0,3}\d{1,4}[A-Z]?\d{0,3}\s*[-.:]?\s*[(（]\s*(?P<key>[A-H])\s*[)）]"
    r"(?:\s*[\[(（][^\[\]()（）]{1,40}[\])）])?"
)


def put_behind(blocks: Sequence[Block]) -> Iterator[Block]:
    """Return the blocks, with the letters before questions behind these."""
    options = choices.option_rows(blocks)
    key = ""
    for index, block in enumerate(blocks):
        if key and block.kind in _TEXTS:
            yield _with(block, block.text, key)
            key = ""
            continue
        if index in options or block.kind not in _TEXTS:
            yield block
            continue
        named = _NAMED.fullmatch(plain(block.content))
        if named is not None and _asks_next(blocks, index):
            key = named["key"]
            yield replace(block, kind="noise", marker="name of a question")
        elif confirmation.offers_options(blocks, index + 1):
            yield _turned(block)
        else:
            yield block


def _asks_next(blocks: Sequence[Block], index: int) -> bool:
    """Whether the next text has options behind it."""
    stem = next(
        (at for at in range(index + 1, len(blocks)) if blocks[at].kind in _TEXTS), None
    )
    return stem is not None and confirmation.offers_options(blocks, stem + 1)


def _turned(block: Block) -> Block:
    """Return a question with the letters before it, if there are, behind it."""
    match = _BEFORE.match(block.content)
    if match is None:
        return block
    head = match["head"] or match["number"] or ""
    text = f"{head}{match['text']}"
    marker = block.text[: len(block.text) - len(block.content)]
    return _with(replace(block, content=text), f"{marker}{text}", match["key"])


def _with(block: Block, text: str, key: str) -> Block:
    told = f" ({key})" if key else ""
    return replace(
        block, text=f"{text.rstrip()}{told}", content=f"{block.content.rstrip()}{told}"
    )
