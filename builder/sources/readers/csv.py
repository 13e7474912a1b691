"""CSV, TSV and other separated rows to questions."""

from __future__ import annotations

import re

from builder.sources.readers import ankitext, separated, sheet
from builder.sources.readers.block import Document, ReaderError
from builder.sources.readers.sheet import NamedSheet, Row

_SEPARATOR_LINE = re.compile(r"sep=(?P<mark>.?)[ \t]*(?:\n|$)")


def read(text: str, separator: str = "") -> Document:
    """Read rows separated by a mark, or by the one that parts them best.

    Raises:
        ReaderError: It has no rows of at least two columns, or none of questions.
    """
    if ankitext.is_export(text):
        return ankitext.read(text)
    rows, separator = _rows(text, separator)
    return sheet.document_of(rows, separator=separator)


def tables(text: str) -> list[NamedSheet]:
    """Return the rows as they stand, for an author who knows the columns.

    Raises:
        ReaderError: It has no rows of at least two columns.
    """
    if ankitext.is_export(text):
        return [NamedSheet("", ankitext.rows_of(text))]
    return [NamedSheet("", _rows(text)[0])]


def _rows(text: str, separator: str = "") -> tuple[list[Row], str]:
    told = _SEPARATOR_LINE.match(text)
    if told is not None:
        text = f"\n{text[told.end() :]}"
    if told is not None:
        separator = told["mark"] or "\t"
    separator = separator or separated.separator_of(text)
    rows = separated.read_rows(text, separator)
    if not any(len(cells) > 1 for _, cells in rows):
        raise ReaderError("no rows of at least two columns")
    return rows, separator
