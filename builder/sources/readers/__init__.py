"""Sources to blocks or items: a file for each format and the table that chooses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module

from builder.sources.readers import encoding
from builder.sources.readers.block import Block, Document, ReaderError

__all__ = ["FORMATS", "READERS", "Block", "Document", "ReaderError", "read"]


@dataclass(frozen=True, slots=True)
class SourceFormat:
    """How a format is read; and its suffixes.

    ``module`` has the function ``read`` for its text or, when the format ``is_bytes``,
    ``read_bytes``. It is loaded when a source needs it: together they take seconds.
    """

    suffixes: str
    module: str
    is_bytes: bool = False

    def read(self, content: bytes) -> Document:
        """Read a source of this format."""
        module = import_module(f"{__name__}.{self.module}")
        read = getattr(module, "read_bytes" if self.is_bytes else "read")
        document: Document = read(
            content if self.is_bytes else encoding.decode(content)
        )
        return document


FORMATS: Mapping[str, SourceFormat] = {
    "markdown": SourceFormat(".md .markdown .mdx", "markdown"),
    "html": SourceFormat(".html .htm .xhtml", "html.webpage"),
    "text": SourceFormat(".txt .text", "plaintext"),
    "org": SourceFormat(".org", "org.reader"),
    "rst": SourceFormat(".rst .rest", "rst.reader"),
    "asciidoc": SourceFormat(".adoc .asciidoc .asc", "asciidoc.reader"),
    "ipynb": SourceFormat(".ipynb", "notebook"),
    "csv": SourceFormat(".csv .tsv .tab", "csv"),
    "json": SourceFormat(".json .jsonl .ndjson", "json"),
    "gift": SourceFormat(".gift", "quiz.gift"),
    "aiken": SourceFormat(".aiken", "quiz.aiken"),
    "xml": SourceFormat(".xml", "xmlfile", is_bytes=True),
    "opml": SourceFormat(".opml", "opml", is_bytes=True),
    "qti": SourceFormat(".qti .imscc", "quiz.qti.package", is_bytes=True),
    "h5p": SourceFormat(".h5p", "quiz.h5p", is_bytes=True),
    "docx": SourceFormat(".docx", "word.docx", is_bytes=True),
    "odt": SourceFormat(".odt", "opendocument.text", is_bytes=True),
    "epub": SourceFormat(".epub", "epub", is_bytes=True),
    "pdf": SourceFormat(".pdf", "pdf.reader", is_bytes=True),
    "xlsx": SourceFormat(".xlsx .xlsm .xls", "spreadsheet", is_bytes=True),
    "ods": SourceFormat(".ods", "opendocument.sheets", is_bytes=True),
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
    return one.read(content)
