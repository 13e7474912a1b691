"""Spreadsheets of OpenDocument (`.ods`) to questions, sheet by sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from builder.sources.items import LeftOut
from builder.sources.readers import sheet, xmltree
from builder.sources.readers.block import Document, ReaderError
from builder.sources.readers.encoding import printable
from builder.sources.readers.sheet import NamedSheet, Row
from builder.sources.readers.zipped import Archive

_MOST_REPEATED = 1_000
_MAXIMUM_CELLS = 4_000_000


def read_bytes(content: bytes) -> Document:
    """Read a spreadsheet, all of its sheets.

    Raises:
        ReaderError: It is none, damaged, a bomb, or holds no questions.
    """
    seen, left = _sheets(content)
    document = sheet.document_of_all(seen)
    return replace(document, left_out=(*document.left_out, *left))


def tables(content: bytes) -> list[NamedSheet]:
    """Return the sheets that are seen, as they stand.

    Raises:
        ReaderError: It is none, damaged or a bomb.
    """
    return _sheets(content)[0]


def _sheets(content: bytes) -> tuple[list[NamedSheet], list[LeftOut]]:
    """Return the sheets that are seen, and word of those that are not."""
    archive = Archive(content, "an OpenDocument spreadsheet (.ods)")
    root = archive.xml("content.xml")
    body = None if root is None else next(xmltree.below(root, "spreadsheet"), None)
    if root is None or body is None:
        raise ReaderError("not an OpenDocument spreadsheet (.ods): no sheet in it")
    hidden = set(_hidden_styles(root))
    seen: list[NamedSheet] = []
    left: list[LeftOut] = []
    for table in xmltree.children(body, "table"):
        one = NamedSheet(xmltree.attribute(table, "name"), list(_rows(table)))
        if xmltree.attribute(table, "style-name") not in hidden:
            seen.append(one)
        elif one.rows:
            left.append(LeftOut(1, one.name, "hidden sheet"))
    return seen, left


def _hidden_styles(root: Element) -> Iterator[str]:
    for style in xmltree.below(root, "style"):
        properties = xmltree.child(style, "table-properties")
        if (
            properties is not None
            and xmltree.attribute(properties, "display") == "false"
        ):
            yield xmltree.attribute(style, "name")


def _rows(table: Element) -> Iterator[Row]:
    """Return the rows that hold something, as often as they are repeated."""
    number = 1
    cells = 0
    for row in xmltree.below(table, "table-row"):
        times = _times(row, "number-rows-repeated")
        texts = list(_texts(row))
        if any(texts):
            for further in range(min(times, _MOST_REPEATED)):
                cells += len(texts)
                if cells > _MAXIMUM_CELLS:
                    raise ReaderError(
                        "a sheet is too large: keep the questions together"
                    )
                yield number + further, texts
        number += times


def _texts(row: Element) -> Iterator[str]:
    """Return the cells of a row without the blank ones at its end."""
    blank = 0
    for cell in xmltree.children(row, "table-cell", "covered-table-cell"):
        text = "\n".join(
            _text(one) for one in xmltree.children(cell, "p") if _text(one).strip()
        )
        times = _times(cell, "number-columns-repeated")
        if not text:
            blank += times
            continue
        yield from [""] * min(blank, _MOST_REPEATED)
        blank = 0
        yield from [printable(text)] * min(times, _MOST_REPEATED)


def _text(paragraph: Element) -> str:
    """Return a paragraph of a cell; notes at it are none of its text."""
    parts = [paragraph.text or ""]
    for child in paragraph:
        name = xmltree.local(child)
        if name == "line-break":
            parts.append("\n")
        elif name in {"s", "tab"}:
            parts.append(" ")
        elif name not in {"annotation", "note"}:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _times(element: Element, name: str) -> int:
    value = xmltree.attribute(element, name)
    return max(1, int(value)) if value.isdecimal() and len(value) < 9 else 1
