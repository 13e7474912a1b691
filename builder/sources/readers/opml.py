"""OPML, the outlines of mind maps, outliners and feed readers, to blocks."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from builder.sources.readers import markdown, markup, xmltree
from builder.sources.readers.block import Document, ReaderError
from builder.sources.readers.lines import NumberedLine

_FEW = 2


def is_outline(root: Element) -> bool:
    """Whether XML is an outline."""
    return xmltree.local(root) == "opml"


def read_bytes(content: bytes) -> Document:
    """Read an outline.

    Raises:
        ReaderError: It is none.
    """
    root = xmltree.parsed(content, "the file")
    if not is_outline(root):
        raise ReaderError("not an outline (OPML)")
    return document_of(root)


def document_of(root: Element) -> Document:
    """Return an outline as the list of bullets that it is.

    Where the first level only has a few entries with more below, these are titles.
    """
    body = xmltree.child(root, "body")
    head = xmltree.child(root, "head")
    title = (
        "" if head is None else xmltree.text_of(xmltree.child(head, "title")).strip()
    )
    entries = [] if body is None else list(xmltree.children(body, "outline"))
    rows: list[NumberedLine] = []
    if _are_titles(entries):
        for entry in entries:
            rows += [
                (len(rows) + 1, ""),
                (len(rows) + 2, f"## {_text(entry)}"),
                (len(rows) + 3, ""),
            ]
            rows += _numbered(entry, len(rows))
    else:
        for entry in entries:
            rows += [
                (len(rows) + 1 + place, row)
                for place, row in enumerate(_rows(entry, 0))
            ]
    blocks, remarks = markdown.read_lines(rows)
    return Document(blocks, title, remarks=remarks)


def _are_titles(entries: list[Element]) -> bool:
    """Whether the entries of a level all hold lists that hold more."""
    return bool(entries) and all(
        any(
            len(list(xmltree.children(one, "outline"))) > 0
            for one in xmltree.children(entry, "outline")
        )
        for entry in entries
    )


def _numbered(entry: Element, start: int) -> list[NumberedLine]:
    rows = [row for one in xmltree.children(entry, "outline") for row in _rows(one, 0)]
    return [(start + 1 + place, row) for place, row in enumerate(rows)]


def _rows(entry: Element, depth: int) -> Iterator[str]:
    """Return an entry, its note and what is below it, as bullets."""
    pad = "  " * depth
    first, *more = _text(entry).split("\n")
    yield f"{pad}- {first}"
    note = markup.rich_text(xmltree.attribute(entry, "_note"))
    for row in (*more, *(note.split("\n") if note else ())):
        yield f"{pad}  {row}" if row else ""
    for child in xmltree.children(entry, "outline"):
        yield from _rows(child, depth + 1)


def _text(entry: Element) -> str:
    raw = xmltree.attribute(entry, "text") or xmltree.attribute(entry, "title")
    return markup.rich_text(raw.strip()) or "…"
