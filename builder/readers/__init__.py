"""Sources to blocks: a file for each format and the table that chooses among them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from builder.readers import encoding, markdown, plaintext
from builder.readers.block import Block, Document, ReaderError

__all__ = ["FORMATS", "READERS", "Block", "Document", "ReaderError", "read"]

Reader = Callable[[str], Document]

TEXT_FORMATS: Mapping[str, Reader] = {
    "markdown": markdown.read,
    "text": plaintext.read,
}
FORMATS = tuple(TEXT_FORMATS)

READERS: Mapping[str, str] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdx": "markdown",
    ".txt": "text",
    ".text": "text",
}


def read(content: bytes, format_name: str) -> Document:
    """Read a source in the format of that name."""
    return TEXT_FORMATS[format_name](encoding.decode(content))
