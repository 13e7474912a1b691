"""Word documents to blocks: the only module that knows defusedxml.

Nothing is unpacked to disk, entities are refused, and sizes are checked before reading.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from builder.readers import markdown
from builder.readers.block import Document, ReaderError
from builder.readers.encoding import printable
from builder.readers.plaintext import escape

MAXIMUM_PART = 40 * 1024 * 1024
MAXIMUM_ENTRIES = 5_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MAXIMUM_NESTING = 100


def read_bytes(content: bytes) -> Document:
    """Read a Word document.

    Raises:
        ReaderError: It is none, damaged, or a bomb.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = _Parts.of(archive)
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        EOFError,
        KeyError,
        ValueError,
        OSError,
    ) as error:
        raise ReaderError(f"not a Word document (.docx): {error}") from error
    lines: list[tuple[int, str]] = []
    was_item = False
    for number, rows in enumerate(_paragraphs(parts), start=1):
        is_item = bool(rows) and re.match(r" *(?:-|\d+\.) ", rows[0]) is not None
        if not (is_item and was_item):
            lines.append((number, ""))
        lines += [(number, row) for row in rows]
        was_item = is_item
    blocks, remarks = markdown.read_lines(lines)
    return Document(blocks, remarks=remarks, images=tuple(sorted(parts.images.items())))


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a document is made of: its body, lists, styles, links and pictures."""

    body: Element
    lists: dict[str, dict[str, str]]
    styles: dict[str, str]
    targets: dict[str, str]
    images: dict[str, bytes]

    @staticmethod
    def of(archive: zipfile.ZipFile) -> _Parts:
        if len(archive.infolist()) > MAXIMUM_ENTRIES:
            raise ReaderError("too many files in it to be a document")
        document = _xml(archive, "word/document.xml")
        if document is None:
            raise ReaderError("not a Word document (.docx): no word/document.xml in it")
        body = document.find(f"{_W}body")
        targets = _targets(_xml(archive, "word/_rels/document.xml.rels"))
        return _Parts(
            document if body is None else body,
            _lists(_xml(archive, "word/numbering.xml")),
            _styles(_xml(archive, "word/styles.xml")),
            targets,
            _images(archive, targets),
        )


def _xml(archive: zipfile.ZipFile, name: str) -> Element | None:
    if name not in archive.namelist():
        return None
    content = _part(archive, name)
    try:
        root: Element = fromstring(content)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise ReaderError(
            f"{name} cannot be read: {str(error) or type(error).__name__}"
        ) from error
    return root


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """Read a part; a size that its head denies is a bomb as well."""
    info = archive.getinfo(name)
    if info.file_size > MAXIMUM_PART:
        raise ReaderError(f"{name} is larger than {MAXIMUM_PART // 2**20} MiB")
    with archive.open(info) as stream:
        content = stream.read(MAXIMUM_PART + 1)
    if len(content) > MAXIMUM_PART:
        raise ReaderError(f"{name} is larger than {MAXIMUM_PART // 2**20} MiB")
    return content


def _targets(root: Element | None) -> dict[str, str]:
    if root is None:
        return {}
    return {one.get("Id", ""): one.get("Target", "") for one in root}


def _images(archive: zipfile.ZipFile, targets: dict[str, str]) -> dict[str, bytes]:
    names = set(archive.namelist())
    found: dict[str, bytes] = {}
    total = 0
    for target in targets.values():
        path = f"word/{target}"
        suffix = PurePosixPath(target).suffix.lower()
        if (
            not target.startswith("media/")
            or path not in names
            or suffix not in {".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".bmp"}
        ):
            continue
        content = _part(archive, path)
        total += len(content)
        if total > MAXIMUM_PART * 2:
            raise ReaderError("its pictures are too large")
        found[target] = content
    return found


def _lists(root: Element | None) -> dict[str, dict[str, str]]:
    """Return, by list and level, whether a list has bullets or numbers."""
    if root is None:
        return {}
    abstract = {
        one.get(f"{_W}abstractNumId", ""): {
            level.get(f"{_W}ilvl", "0"): _value(level.find(f"{_W}numFmt"))
            for level in one.iter(f"{_W}lvl")
        }
        for one in root.iter(f"{_W}abstractNum")
    }
    return {
        one.get(f"{_W}numId", ""): abstract.get(
            _value(one.find(f"{_W}abstractNumId")), {}
        )
        for one in root.iter(f"{_W}num")
    }


def _styles(root: Element | None) -> dict[str, str]:
    if root is None:
        return {}
    return {
        one.get(f"{_W}styleId", ""): _value(one.find(f"{_W}name")).lower()
        for one in root.iter(f"{_W}style")
    }


def _value(element: Element | None) -> str:
    return "" if element is None else element.get(f"{_W}val", "")


def _paragraphs(parts: _Parts) -> Iterator[list[str]]:
    """Return each paragraph and table as lines of Markdown."""
    numbers: dict[tuple[str, int], int] = {}
    code: list[str] = []
    for element in _top(parts.body):
        if element.tag == f"{_W}tbl":
            yield from _flushed(code)
            yield _table(element, parts)
            continue
        text = _text(element, parts)
        style = _style(element, parts)
        if re.search(r"code|source|preformatted|verbatim", style):
            code.append(_plain(element))
            continue
        yield from _flushed(code)
        heading = re.match(r"(?:heading|标题)\s*(\d)", style)
        if not text.strip():
            yield []
        elif heading or style in {"title", "标题"}:
            level = min(6, int(heading[1]) if heading else 1)
            yield [f"{'#' * level} {text.strip().strip('*')}"]
        else:
            yield _listed(element, parts, numbers, text)
    yield from _flushed(code)


def _top(body: Element) -> Iterator[Element]:
    """Return paragraphs and tables, those in frames and content controls as well."""
    stack = [(body, 0)]
    while stack:
        element, depth = stack.pop()
        if element.tag in {f"{_W}p", f"{_W}tbl"}:
            yield element
        elif depth < _MAXIMUM_NESTING:
            stack += [(child, depth + 1) for child in reversed(list(element))]


def _flushed(code: list[str]) -> Iterator[list[str]]:
    if code:
        yield ["```", *code, "```"]
        code.clear()


def _style(element: Element, parts: _Parts) -> str:
    found = _value(element.find(f"{_W}pPr/{_W}pStyle"))
    return parts.styles.get(found, found).lower()


def _listed(
    element: Element, parts: _Parts, numbers: dict[tuple[str, int], int], text: str
) -> list[str]:
    """Write a list item with its marker; Word keeps the numbers to itself."""
    rows = text.split("\n")
    properties = element.find(f"{_W}pPr/{_W}numPr")
    if properties is None:
        style = _style(element, parts)
        if style.startswith("list bullet"):
            return [f"- {rows[0]}", *(f"  {row}" for row in rows[1:])]
        return rows
    name = _value(properties.find(f"{_W}numId"))
    level = _value(properties.find(f"{_W}ilvl"))
    depth = int(level) if level.isdecimal() and len(level) < 3 else 0
    form = parts.lists.get(name, {}).get(str(depth), "bullet")
    for key in [key for key in numbers if key[0] == name and key[1] > depth]:
        del numbers[key]
    numbers[name, depth] = numbers.get((name, depth), 0) + 1
    marker = "-" if form in {"bullet", "none", ""} else f"{numbers[name, depth]}."
    pad = "   " * min(depth, 6)
    return [f"{pad}{marker} {rows[0]}", *(f"{pad}  {row}" for row in rows[1:])]


def _text(element: Element, parts: _Parts) -> str:
    """Return the text of a paragraph with bold, code, links and pictures as Markdown."""
    pieces: list[tuple[str, str]] = []
    for run in element.iter(f"{_W}r"):
        mark = _mark(run)
        for child in run:
            if child.tag == f"{_W}t":
                pieces.append((mark, escape(printable(child.text or ""))))
            elif child.tag in {f"{_W}br", f"{_W}cr"}:
                pieces.append(("", "\n"))
            elif child.tag == f"{_W}tab":
                pieces.append(("", " "))
            elif child.tag == f"{_W}drawing":
                pieces += [("", picture) for picture in _pictures(child, parts)]
    return _marked(pieces)


def _mark(run: Element) -> str:
    properties = run.find(f"{_W}rPr")
    if properties is None:
        return ""
    bold = properties.find(f"{_W}b")
    if bold is not None and _value(bold) not in {"0", "false"}:
        return "**"
    return ""


def _marked(pieces: Sequence[tuple[str, str]]) -> str:
    """Join runs of one kind: Word splits a bold phrase into many."""
    joined: list[list[str]] = []
    for mark, text in pieces:
        if joined and joined[-1][0] == mark:
            joined[-1][1] += text
        else:
            joined.append([mark, text])
    result = ""
    for mark, text in joined:
        bare = text.strip()
        if mark and bare and "\n" not in bare:
            lead = text[: len(text) - len(text.lstrip())]
            trail = text[len(text.rstrip()) :]
            result += f"{lead}{mark}{bare}{mark}{trail}"
        else:
            result += text
    return result


def _pictures(drawing: Element, parts: _Parts) -> Iterator[str]:
    for one in drawing.iter(f"{_A}blip"):
        target = parts.targets.get(one.get(f"{_R}embed", ""), "")
        if target:
            yield f"![](<{target}>)"


def _plain(element: Element) -> str:
    return printable(
        "".join(
            "\n" if one.tag == f"{_W}br" else one.text or ""
            for one in element.iter()
            if one.tag in {f"{_W}t", f"{_W}br"}
        )
    )


def _table(table: Element, parts: _Parts) -> list[str]:
    rows = [
        [
            " ".join(
                _text(one, parts).replace("\n", " ").replace("|", "\\|").strip()
                for one in cell.iter(f"{_W}p")
            )
            for cell in row.findall(f"{_W}tc")
        ]
        for row in table.iter(f"{_W}tr")
    ]
    rows = [row for row in rows if row]
    width = max((len(row) for row in rows), default=0)
    if not width:
        return []
    shown = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows]
    return [shown[0], f"|{' --- |' * width}", *shown[1:]]
