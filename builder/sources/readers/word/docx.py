"""Word documents to blocks: paragraphs, lists and tables as they are seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from builder.sources.items import LeftOut
from builder.sources.readers import markdown, richtext
from builder.sources.readers.block import Document, ReaderError
from builder.sources.readers.richtext import Piece
from builder.sources.readers.word.numbering import W, small_number, value_of
from builder.sources.readers.word.parts import (
    CHARACTERS,
    LEFT_BEHIND,
    ParagraphStyle,
    Parts,
    plain_text,
    seen,
)
from builder.sources.readers.zipped import Archive

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V = "{urn:schemas-microsoft-com:vml}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MAXIMUM_NESTING = 100
_HEADING = re.compile(
    r"(?:heading|标题|überschrift|titre|título|titulo|titolo|заголовок|kop|rubrik|nagłówek|"
    r"başlık|見出し|제목)\s*(\d)"
)
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
_CODE_STYLE = re.compile(r"code|source|preformatted|verbatim")
_WEB = re.compile(r"(?i)(?:https?://|mailto:)[^\s<>()]+")


def read_bytes(content: bytes) -> Document:
    """Read a Word document.

    Raises:
        ReaderError: It is none, damaged, or a bomb.
    """
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise ReaderError("an old or locked Word document: save it as .docx, unlocked")
    parts = Parts.of(Archive(content, "a Word document (.docx)"))
    blocks, remarks = markdown.read_lines(richtext.numbered(_paragraphs(parts)))
    return Document(
        blocks,
        remarks=remarks,
        images=tuple(sorted(parts.images.items())),
        left_out=tuple(
            LeftOut(1, text, "header or footer of the pages") for text in parts.margins
        ),
    )


def _paragraphs(parts: Parts) -> Iterator[list[str]]:
    """Return each paragraph and table as lines of Markdown."""
    code: list[str] = []
    for element in _top(parts.body):
        if element.tag == f"{W}tbl":
            yield from richtext.fenced(code)
            yield from _table(element, parts)
            continue
        style = _style(element, parts)
        if _CODE_STYLE.search(style.name):
            code.append(plain_text(element))
            continue
        yield from richtext.fenced(code)
        text = _text(element, parts)
        level = _heading_level(element, style)
        if not text.strip():
            yield []
        elif level:
            yield [f"{'#' * level} {' '.join(text.split()).strip('*')}"]
        else:
            yield _listed(element, parts, text)
    yield from richtext.fenced(code)


def _heading_level(element: Element, style: ParagraphStyle) -> int:
    """Return the level of a heading, whatever the language of its style."""
    own = value_of(element.find(f"{W}pPr/{W}outlineLvl"))
    named = _HEADING.match(style.name)
    if named:
        return max(1, min(6, int(named[1])))
    if style.name in {"title", "标题", "titel", "titre", "título", "titolo"}:
        return 1
    level = small_number(own, 9) + 1 if own else style.level
    return level if level <= 6 else 0


def _top(body: Element) -> Iterator[Element]:
    """Return paragraphs and tables, those in frames and content controls as well.

    The paragraphs of a text box follow the one it hangs on.
    """
    stack = [(body, 0)]
    while stack:
        element, depth = stack.pop()
        if element.tag in LEFT_BEHIND or depth > _MAXIMUM_NESTING:
            continue
        if element.tag == f"{W}p":
            yield element
            boxes = [one for one in seen(element) if one.tag == f"{W}txbxContent"]
            stack += [(one, depth + 1) for one in reversed(boxes)]
        elif element.tag == f"{W}tbl":
            yield element
        else:
            stack += [(child, depth + 1) for child in reversed(list(element))]


def _style(element: Element, parts: Parts) -> ParagraphStyle:
    found = value_of(element.find(f"{W}pPr/{W}pStyle"))
    return parts.styles.get(found) or ParagraphStyle(found.lower())


def _listed(element: Element, parts: Parts, text: str) -> list[str]:
    """Write a list item with the marker that Word shows before it."""
    rows = text.split("\n")
    style = _style(element, parts)
    properties = element.find(f"{W}pPr/{W}numPr")
    own = "" if properties is None else value_of(properties.find(f"{W}numId"))
    level = "" if properties is None else value_of(properties.find(f"{W}ilvl"))
    name = own or style.list_name
    depth = small_number(level or style.list_depth)
    if not name and style.name.startswith("list bullet"):
        return [f"- {rows[0]}", *(f"  {row}" for row in rows[1:])]
    if not name or name == "0":
        return rows
    return richtext.listed(parts.numbering.marker(name, depth), rows, depth)


def _text(element: Element, parts: Parts) -> str:
    """Return the text of a paragraph with bold, code, links and pictures as Markdown."""
    pieces: list[Piece] = []
    addresses = _addresses(element, parts)
    mark = address = ""
    for one in seen(element):
        if one.tag == f"{W}r":
            mark, address = _mark(one), addresses.get(id(one), "")
        elif one.tag == f"{W}t":
            pieces.append((mark, address, richtext.shown(one.text or "")))
        elif one.tag == f"{_M}t":
            pieces.append(("", "", richtext.shown(one.text or "")))
        elif one.tag in CHARACTERS:
            pieces.append(("", address, CHARACTERS[one.tag]))
        elif one.tag in {f"{_A}blip", f"{_V}imagedata"}:
            target = parts.targets.get(
                one.get(f"{_R}embed") or one.get(f"{_R}id") or ""
            )
            pieces.append(("", "", f"![](<{target}>)" if target else ""))
        elif one.tag in _NOTES:
            note = parts.notes.get((_NOTES[one.tag], one.get(f"{W}id", "")), "")
            pieces.append(("", "", f" ({note})" if note else ""))
    return richtext.marked(pieces)


def _addresses(element: Element, parts: Parts) -> dict[int, str]:
    """Return where each run of a link leads."""
    found: dict[int, str] = {}
    for link in element.iter(f"{W}hyperlink"):
        address = parts.targets.get(link.get(f"{_R}id", ""), "")
        if _WEB.fullmatch(address):
            found |= {id(run): address for run in link.iter(f"{W}r")}
    return found


def _mark(run: Element) -> str:
    properties = run.find(f"{W}rPr")
    if properties is None:
        return ""
    bold = properties.find(f"{W}b")
    if bold is not None and value_of(bold) not in {"0", "false"}:
        return "**"
    return ""


def _table(table: Element, parts: Parts) -> Iterator[list[str]]:
    """Write a table as one; one that only frames its text as that text."""
    rows = [
        [list(_cell(cell, parts)) for cell in row if cell.tag == f"{W}tc"]
        for row in _rows(table)
    ]
    yield from richtext.table([row for row in rows if row])


def _rows(table: Element) -> Iterator[Element]:
    """Return the rows of a table, not those of tables in it."""
    stack = list(reversed(list(table)))
    while stack:
        one = stack.pop()
        if one.tag == f"{W}tr":
            yield one
        elif one.tag not in LEFT_BEHIND and one.tag != f"{W}tbl":
            stack += reversed(list(one))


def _cell(cell: Element, parts: Parts) -> Iterator[list[str]]:
    """Return the paragraphs of a cell, those of tables in it as well."""
    for element in _top(cell):
        if element.tag == f"{W}tbl":
            for inner in element.iter(f"{W}p"):
                text = _text(inner, parts)
                if text.strip():
                    yield text.split("\n")
            continue
        text = _text(element, parts)
        if text.strip():
            yield [row.strip() for row in _listed(element, parts, text)]
