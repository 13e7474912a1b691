"""Sources to blocks or items: a file for each format and the table that chooses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from builder.sources.readers import (
    csv,
    encoding,
    epub,
    json,
    markdown,
    notebook,
    opml,
    plaintext,
    spreadsheet,
    xmlfile,
)
from builder.sources.readers.asciidoc import reader as asciidoc
from builder.sources.readers.block import Block, Document, ReaderError
from builder.sources.readers.html import webpage
from builder.sources.readers.opendocument import sheets as opensheets
from builder.sources.readers.opendocument import text as opentext
from builder.sources.readers.org import reader as org
from builder.sources.readers.pdf import reader as pdf
from builder.sources.readers.quiz import aiken, gift, h5p
from builder.sources.readers.quiz.qti import package as qti
from builder.sources.readers.rst import reader as rst
from builder.sources.readers.word import docx

__all__ = ["FORMATS", "READERS", "Block", "Document", "ReaderError", "read"]


@dataclass(frozen=True, slots=True)
class SourceFormat:
    """How a format is read, from its text or from its bytes; and its suffixes."""

    suffixes: str
    read: Callable[[str], Document] | None = None
    from_bytes: Callable[[bytes], Document] | None = None


FORMATS: Mapping[str, SourceFormat] = {
    "markdown": SourceFormat(".md .markdown .mdx", markdown.read),
    "html": SourceFormat(".html .htm .xhtml", webpage.read),
    "text": SourceFormat(".txt .text", plaintext.read),
    "org": SourceFormat(".org", org.read),
    "rst": SourceFormat(".rst .rest", rst.read),
    "asciidoc": SourceFormat(".adoc .asciidoc .asc", asciidoc.read),
    "ipynb": SourceFormat(".ipynb", notebook.read),
    "csv": SourceFormat(".csv .tsv .tab", csv.read),
    "json": SourceFormat(".json .jsonl .ndjson", json.read),
    "gift": SourceFormat(".gift", gift.read),
    "aiken": SourceFormat(".aiken", aiken.read),
    "xml": SourceFormat(".xml", from_bytes=xmlfile.read_bytes),
    "opml": SourceFormat(".opml", from_bytes=opml.read_bytes),
    "qti": SourceFormat(".qti .imscc", from_bytes=qti.read_bytes),
    "h5p": SourceFormat(".h5p", from_bytes=h5p.read_bytes),
    "docx": SourceFormat(".docx", from_bytes=docx.read_bytes),
    "odt": SourceFormat(".odt", from_bytes=opentext.read_bytes),
    "epub": SourceFormat(".epub", from_bytes=epub.read_bytes),
    "pdf": SourceFormat(".pdf", from_bytes=pdf.read_bytes),
    "xlsx": SourceFormat(".xlsx .xlsm .xls", from_bytes=spreadsheet.read_bytes),
    "ods": SourceFormat(".ods", from_bytes=opensheets.read_bytes),
}

READERS: Mapping[str, str] = {
    suffix: name for name, one in FORMATS.items() for suffix in one.suffixes.split()
}


def read(content: bytes, format_name: str) -> Document:
    """Read a source in the format of that name.

    Raises:
        ReaderError: It is not of the format, or a bomb.
    """
    one = FORMATS.get(format_name)
    if one is None:
        raise ReaderError(f"no format `{format_name}`: one of {', '.join(FORMATS)}")
    if one.from_bytes is not None:
        return one.from_bytes(content)
    return one.read(encoding.decode(content)) if one.read is not None else Document()
