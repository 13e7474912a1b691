"""Sources to blocks or items: a file for each format and the table that chooses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

from builder.sources.readers import chosencolumns, encoding
from builder.sources.readers.block import Block, Document, ReaderError
from builder.sources.readers.chosencolumns import ChosenColumns, UnknownColumnError
from builder.sources.readers.sheet import NamedSheet

__all__ = [
    "FORMATS",
    "READERS",
    "Block",
    "Document",
    "ReaderError",
    "read",
    "read_chosen",
]


_UNCHOSEN = (
    "no table in it has the columns of --map: read as if there were no such option"
)


@dataclass(frozen=True, slots=True)
class SourceFormat:
    """How a format is read; and its suffixes.

    ``module`` has the function ``read`` for its text or, when the format ``is_bytes``,
    ``read_bytes``. It is loaded when a source needs it: together they take seconds.
    """

    suffixes: str
    module: str
    is_bytes: bool = False
    has_tables: bool = False

    def read(self, content: bytes) -> Document:
        """Read a source of this format."""
        document: Document = self._called("read", content)
        return document

    def tables(self, content: bytes) -> list[NamedSheet]:
        """Return the tables of a format that is made of such, as they stand."""
        tables: list[NamedSheet] = self._called("tables", content)
        return tables

    def _called(self, what: str, content: bytes) -> Any:
        module = import_module(f"{__name__}.{self.module}")
        if self.is_bytes:
            return getattr(module, {"read": "read_bytes"}.get(what, what))(content)
        return getattr(module, what)(encoding.decode(content))


FORMATS: Mapping[str, SourceFormat] = {
    "markdown": SourceFormat(".md .markdown .mdx", "markdownfile"),
    "html": SourceFormat(".html .htm .xhtml", "html.webpage"),
    "text": SourceFormat(".txt .text", "plaintext", has_tables=True),
    "org": SourceFormat(".org", "org.reader"),
    "rst": SourceFormat(".rst .rest", "rst.reader"),
    "asciidoc": SourceFormat(".adoc .asciidoc .asc", "asciidoc.reader"),
    "ipynb": SourceFormat(".ipynb", "notebook"),
    "csv": SourceFormat(".csv .tsv .tab", "csv", has_tables=True),
    "json": SourceFormat(".json .jsonl .ndjson", "json", has_tables=True),
    "yaml": SourceFormat(".yaml .yml", "yaml", has_tables=True),
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
    "xlsx": SourceFormat(
        ".xlsx .xlsm .xls", "spreadsheet", is_bytes=True, has_tables=True
    ),
    "ods": SourceFormat(".ods", "opendocument.sheets", is_bytes=True, has_tables=True),
}

READERS: Mapping[str, str] = {
    suffix: name for name, one in FORMATS.items() for suffix in one.suffixes.split()
}


def read(content: bytes, format_name: str) -> Document:
    """Read a source in the format of that name.

    Raises:
        ReaderError: It is not of the format, or a bomb.
    """
    return _format(format_name).read(content)


def read_chosen(content: bytes, format_name: str, chosen: ChosenColumns) -> Document:
    """Read the tables of a source, whose columns the author has chosen.

    A document that is more than tables is read as it is when none of them has any.

    Raises:
        ReaderError: It is not of the format, or its tables have no such columns.
    """
    one = _format(format_name)
    if one.has_tables:
        return chosencolumns.document_of(one.tables(content), chosen)
    document = one.read(content)
    try:
        return chosencolumns.document_in(document, chosen)
    except ReaderError as error:
        is_meant = isinstance(error, UnknownColumnError) and error.is_found_in_part
        if is_meant or chosen.note_type:
            raise
    return replace(document, remarks=((1, _UNCHOSEN), *document.remarks))


def _format(name: str) -> SourceFormat:
    one = FORMATS.get(name)
    if one is None:
        raise ReaderError(f"no format `{name}`: one of {', '.join(FORMATS)}")
    return one
