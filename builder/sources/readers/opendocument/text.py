"""Texts of OpenDocument (`.odt`) to blocks: headings, lists and tables as they are seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element

from builder.sources.items import LeftOut
from builder.sources.readers import markdown, richtext, xmltree
from builder.sources.readers.block import Document, ReaderError
from builder.sources.readers.opendocument.styles import Styles, TextStyle
from builder.sources.readers.richtext import Piece
from builder.sources.readers.zipped import Archive

_UNSEEN = frozenset(
    {
        "tracked-changes",
        "annotation",
        "forms",
        "sequence-decls",
        "script",
        "soft-page-break",
    }
)
_INDEXES = frozenset({"table-of-content", "alphabetical-index", "illustration-index"})
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".bmp"})
_WEB = re.compile(r"(?i)(?:https?://|mailto:)[^\s<>()]+")
_MOST_BLANKS = 100


def read_bytes(content: bytes) -> Document:
    """Read a text.

    Raises:
        ReaderError: It is none, damaged, or a bomb.
    """
    archive = Archive(content, "an OpenDocument text (.odt)")
    root = archive.xml("content.xml")
    body = None if root is None else next(xmltree.below(root, "text"), None)
    if root is None or body is None:
        raise ReaderError("not an OpenDocument text (.odt): no text in it")
    writer = _Writer(Styles.of(archive, root))
    blocks, remarks = markdown.read_lines(richtext.numbered(writer.paragraphs(body)))
    return Document(
        blocks,
        remarks=remarks,
        images=tuple(_images(archive)),
        left_out=tuple(writer.left),
    )


def _images(archive: Archive) -> Iterator[tuple[str, bytes]]:
    for name in sorted(archive):
        if PurePosixPath(name).suffix.lower() in _PICTURES and "/" in name:
            yield name, archive.read(name)


@dataclass(slots=True)
class _Writer:
    """Writes elements as lines; ``counters`` count the items of numbered lists."""

    styles: Styles
    left: list[LeftOut] = field(default_factory=list)
    counters: dict[tuple[str, int], int] = field(default_factory=dict)

    def paragraphs(self, parent: Element) -> Iterator[list[str]]:
        """Return each paragraph, item and table as lines of Markdown."""
        code: list[str] = []
        for element in parent:
            name = xmltree.local(element)
            if name == "p" and self.style(element).is_code:
                code += self.text(element, is_code=True).split("\n")
                continue
            yield from richtext.fenced(code)
            if name == "h":
                yield [f"{'#' * _level(element)} {self.line(element)}"]
            elif name == "p":
                yield from self.paragraph(element)
            elif name == "list":
                yield from self.items(element, "", 0)
            elif name == "table":
                yield from richtext.table(list(self.rows(element)))
            elif name in _INDEXES:
                text = " ".join(xmltree.text_of(element).split())
                self.left.append(LeftOut(1, text, "table of contents"))
            elif name not in _UNSEEN:
                yield from self.paragraphs(element)
        yield from richtext.fenced(code)

    def paragraph(self, element: Element) -> Iterator[list[str]]:
        text = self.text(element)
        if self.style(element).is_title and text.strip():
            yield [f"# {' '.join(text.split()).strip('*')}"]
        else:
            yield text.split("\n") if text.strip() else []
        for box in xmltree.below(element, "text-box"):
            yield from self.paragraphs(box)

    def items(self, element: Element, outer: str, depth: int) -> Iterator[list[str]]:
        """Return the items of a list, those of lists in it as well."""
        name = xmltree.attribute(element, "style-name") or outer
        level = self.styles.level(name, depth)
        goes_on = xmltree.attribute(element, "continue-numbering") == "true" or (
            xmltree.attribute(element, "continue-list") != ""
        )
        if not goes_on:
            self.counters[name, depth] = level.start - 1
        for item in xmltree.children(element, "list-item", "list-header"):
            start = xmltree.attribute(item, "start-value")
            if start.isdecimal() and len(start) < 6:
                self.counters[name, depth] = int(start) - 1
            yield from self.item(item, name, depth)

    def item(self, item: Element, name: str, depth: int) -> Iterator[list[str]]:
        is_first = xmltree.local(item) == "list-item"
        for element in item:
            kind = xmltree.local(element)
            if kind == "list":
                yield from self.items(element, name, depth + 1)
            elif kind == "h":
                yield [f"{'#' * _level(element)} {self.line(element)}"]
            elif kind == "p":
                rows = self.text(element).split("\n")
                if not any(row.strip() for row in rows):
                    continue
                if is_first:
                    yield richtext.listed(self.marker(name, depth), rows, depth)
                else:
                    pad = "   " * min(depth + 1, 6)
                    yield [f"{pad}{row}" for row in rows]
                is_first = False
            else:
                yield from self.paragraphs(element)

    def marker(self, name: str, depth: int) -> str:
        number = self.counters.get((name, depth), 0) + 1
        self.counters[name, depth] = number
        return self.styles.level(name, depth).marker(number)

    def rows(self, table: Element) -> Iterator[list[list[list[str]]]]:
        """Return the rows of a table, each cell as its paragraphs."""
        for one in table:
            name = xmltree.local(one)
            if name == "table-row":
                cells = xmltree.children(one, "table-cell", "covered-table-cell")
                yield [self.cell(cell) for cell in cells]
            elif name.startswith("table-") and "row" in name:
                yield from self.rows(one)

    def cell(self, cell: Element) -> list[list[str]]:
        found = (
            [row.strip() for row in lines if row.strip()]
            for lines in self.paragraphs(cell)
        )
        return [lines for lines in found if lines]

    def style(self, element: Element) -> TextStyle:
        return self.styles.text(xmltree.attribute(element, "style-name"))

    def line(self, element: Element) -> str:
        return " ".join(self.text(element).split()).strip("*")

    def text(self, element: Element, *, is_code: bool = False) -> str:
        """Return the text of a paragraph, with its looks unless it is code."""
        is_bold = self.style(element).is_bold
        pieces = list(self.pieces(element, "**" if is_bold else "", ""))
        if is_code:
            return "".join(richtext.bare(piece[2]) for piece in pieces)
        return richtext.marked(pieces)

    def pieces(self, element: Element, mark: str, address: str) -> Iterator[Piece]:
        """Return the runs of a paragraph in their order."""
        if element.text:
            yield mark, address, _run(element.text)
        for child in element:
            yield from self.inline(child, mark, address)
            if child.tail:
                yield mark, address, _run(child.tail)

    def inline(self, child: Element, mark: str, address: str) -> Iterator[Piece]:
        name = xmltree.local(child)
        if name == "s":
            count = xmltree.attribute(child, "c")
            number = int(count) if count.isdecimal() and len(count) < 4 else 1
            yield mark, address, " " * min(number, _MOST_BLANKS)
        elif name in {"tab", "line-break"}:
            yield mark, address, " " if name == "tab" else "\n"
        elif name == "span":
            is_bold = self.style(child).is_bold
            yield from self.pieces(child, "**" if is_bold else mark, address)
        elif name == "a":
            target = xmltree.attribute(child, "href")
            is_web = _WEB.fullmatch(target) is not None
            yield from self.pieces(child, mark, target if is_web else address)
        elif name == "note":
            body = " ".join(xmltree.text_of(xmltree.child(child, "note-body")).split())
            yield "", "", f" ({richtext.shown(body)})" if body else ""
        elif name == "frame":
            yield from self.frame(child)
        elif name not in _UNSEEN and name != "text-box":
            yield from self.pieces(child, mark, address)

    def frame(self, frame: Element) -> Iterator[Piece]:
        image = xmltree.child(frame, "image")
        target = "" if image is None else xmltree.attribute(image, "href")
        title = " ".join(xmltree.text_of(xmltree.child(frame, "title", "desc")).split())
        if target:
            alt = title.replace("[", " ").replace("]", " ")
            yield "", "", f"![{alt}](<{target}>)"


def _level(heading: Element) -> int:
    level = xmltree.attribute(heading, "outline-level")
    return max(1, min(6, int(level))) if level.isdecimal() and len(level) < 3 else 1


def _run(text: str) -> str:
    return richtext.shown(re.sub(r"\s+", " ", text))
