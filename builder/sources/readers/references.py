"""Links whose addresses stand elsewhere: ``[text][1]`` with ``[1]: https://…`` below.

An answer goes its own way, so the address has to go with it.
https://spec.commonmark.org/0.31.2/#link-reference-definitions
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from builder.sources.readers.block import Block

_DEFINITION = re.compile(
    r" {0,3}\[(?!\^)(?P<label>[^\[\]\n]{1,200})\]:[ \t]*<?(?P<address>[^\s<>]+)>?"
    r"(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*$"
)
_USE = re.compile(
    r"(?<!\\)\[(?P<text>(?:[^\[\]\n]|\\.|!\[[^\[\]]*\]\([^()]*\)){1,300})\]"
    r"(?:\[(?P<label>[^\[\]\n]{0,200})\])?(?![(\[:])"
)


def resolved(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks whose links have their addresses; definitions become comments."""
    addresses: dict[str, str] = {}
    kept: list[Block] = []
    for block in blocks:
        found = _definitions(block)
        addresses |= {
            key: value for key, value in found.items() if key not in addresses
        }
        kept.append(Block("comment", block.text, block.line) if found else block)
    if not addresses:
        return kept
    return [_linked(block, addresses) for block in kept]


def _definitions(block: Block) -> dict[str, str]:
    """Return the addresses that a paragraph of nothing else defines."""
    if block.kind != "paragraph" or not block.text.startswith("["):
        return {}
    matches = [_DEFINITION.match(row) for row in block.text.split("\n")]
    if not all(matches):
        return {}
    return {_key(match["label"]): match["address"] for match in matches if match}


def _linked(block: Block, addresses: Mapping[str, str]) -> Block:
    if block.kind in {"code", "comment", "html"} or "[" not in block.text:
        return block

    def link(match: re.Match[str]) -> str:
        address = addresses.get(_key(match["label"] or match["text"]))
        return match[0] if address is None else f"[{match['text']}]({address})"

    return replace(
        block, text=_USE.sub(link, block.text), content=_USE.sub(link, block.content)
    )


def _key(label: str) -> str:
    return " ".join(label.split()).casefold()
