"""Sources to blocks: a file for each format and the tables that choose among them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from builder.sources.readers import csv, encoding, json, markdown, plaintext
from builder.sources.readers.block import Block, Document, ReaderError
from builder.sources.readers.html import webpage
from builder.sources.readers.word import docx

__all__ = ["FORMATS", "READERS", "Block", "Document", "ReaderError", "read"]

TEXT_FORMATS: Mapping[str, Callable[[str], Document]] = {
    "markdown": markdown.read,
    "html": webpage.read,
    "text": plaintext.read,
    "csv": csv.read,
    "json": json.read,
}
BINARY_FORMATS: Mapping[str, Callable[[bytes], Document]] = {"docx": docx.read_bytes}
FORMATS = (*TEXT_FORMATS, *BINARY_FORMATS)

READERS: Mapping[str, str] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdx": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".txt": "text",
    ".text": "text",
    ".csv": "csv",
    ".tsv": "csv",
    ".tab": "csv",
    ".json": "json",
    ".jsonl": "json",
    ".ndjson": "json",
    ".docx": "docx",
}


def read(content: bytes, format_name: str) -> Document:
    """Read a source in the format of that name.

    Raises:
        ReaderError: It is not of the format, or a bomb.
    """
    if format_name in BINARY_FORMATS:
        return BINARY_FORMATS[format_name](content)
    if format_name not in TEXT_FORMATS:
        raise ReaderError(f"no format `{format_name}`: one of {', '.join(FORMATS)}")
    return TEXT_FORMATS[format_name](encoding.decode(content))
