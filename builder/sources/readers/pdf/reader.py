"""PDF to blocks: lines to paragraphs, without the headers and footers of the pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from builder.sources.items import LeftOut
from builder.sources.readers import markdown, richtext
from builder.sources.readers.block import Document, ReaderError
from builder.sources.readers.lines import NumberedLine
from builder.sources.readers.pdf import columns, pages
from builder.sources.readers.pdf.piece import PdfPage, TextPiece

_MARGIN = 0.12
_SAME_HEIGHT = 4
_FEWEST_PAGES = 3
_FEWEST_CHARACTERS = 20
_LARGE = 1.12
_LONGEST_HEADING = 200
_STARTS = re.compile(
    r"[-•*●▪◦○➤►–]\s|\(?\d{1,4}[.)、:：]|\(?[A-Ha-h][.)]\s|[①-⑳]|#|"
    r"(?:q|a|question|answer|问|答|frage|antwort|pregunta|respuesta)\s?\d{0,4}\s?[.:：)]",
    re.IGNORECASE,
)
_BULLET = re.compile(r"[-•*●▪◦○➤►–]\s+")
_ENDS = re.compile(r"[.?!:;。？！：；]['\"”’)\]]*$")
_WIDE_SCRIPT = re.compile(r"[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]")
_SCANNED = (
    "its pages are pictures of text: recognise the text first "
    "(for example `ocrmypdf scan.pdf text.pdf`), then import the result"
)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a page: its text, and how it looks and lies."""

    text: str
    page: int
    left: float
    right: float
    top: float
    bottom: float
    size: float
    is_bold: bool
    is_code: bool


def read_bytes(content: bytes) -> Document:
    """Read a file with a text layer.

    Raises:
        ReaderError: It is none, locked, endless, or its pages are pictures.
    """
    found = list(pages.read_pages(content))
    characters = sum(len(one.text) for page in found for one in page.pieces)
    if characters < _FEWEST_CHARACTERS * max(1, len(found)):
        raise ReaderError(_SCANNED if found else "a PDF without pages")
    margins = _margins(found)
    lines = [line for page in found for line in _page_lines(page, margins)]
    blocks, remarks = markdown.read_lines(list(_rows(lines)))
    pictures = sum(page.pictures for page in found)
    told = f"{pictures} pictures are not on the cards: add those that they need"
    return Document(
        blocks,
        remarks=(*remarks, (1, told)) if pictures else remarks,
        left_out=tuple(
            LeftOut(number, text, "header or footer of the pages")
            for text, number in margins.items()
        ),
    )


def _key(text: str) -> str:
    """Return a text of a margin without what differs from page to page."""
    return re.sub(r"\d+|\b[ivxlc]+\b", "#", text.strip().lower())


def _margins(found: Sequence[PdfPage]) -> dict[str, int]:
    """Return the texts that come again at the top or bottom of pages, with a page.

    They stand at one height; what differs in them are numbers that count the pages.
    """
    seen: dict[str, list[_Margin]] = {}
    for page in found:
        near = {_key(one.text): one for one in page.pieces if _is_at_edge(one, page)}
        for key, one in near.items():
            height = round(one.bottom / _SAME_HEIGHT)
            seen.setdefault(key, []).append(_Margin(one.text, page.number, height))
    least = max(_FEWEST_PAGES, len(found) // 3)
    return {
        places[0].text: places[0].page
        for key, places in seen.items()
        if (len(places) >= least or (key == "#" and len(places) > 1))
        and _mostly(Counter(one.height for one in places), len(places))
        and (len({one.text for one in places}) == 1 or _count_pages(places))
    }


@dataclass(frozen=True, slots=True)
class _Margin:
    """A text at the top or bottom of a page."""

    text: str
    page: int
    height: int


def _count_pages(places: Sequence[_Margin]) -> bool:
    """Whether a number in texts goes up with the pages they stand on."""
    offsets: Counter[tuple[int, int]] = Counter()
    for one in places:
        numbers = re.findall(r"\d{1,6}", one.text)
        offsets.update({(at, int(text) - one.page) for at, text in enumerate(numbers)})
    is_roman = not offsets
    return is_roman or _mostly(offsets, len(places))


def _mostly(counts: Counter[int] | Counter[tuple[int, int]], number: int) -> bool:
    return max(counts.values(), default=0) * 4 >= number * 3


def _is_at_edge(piece: TextPiece, page: PdfPage) -> bool:
    high = page.height * (1 - _MARGIN)
    return piece.bottom > high or piece.top < page.height * _MARGIN


def _page_lines(page: PdfPage, margins: dict[str, int]) -> Iterator[_Line]:
    repeated = {_key(text) for text in margins}
    kept = [
        one
        for one in page.pieces
        if not (_is_at_edge(one, page) and _key(one.text) in repeated)
    ]
    for pieces in columns.in_reading_order(kept):
        size = max(pieces, key=lambda one: len(one.text)).size
        length = sum(len(one.text) for one in pieces)
        yield _Line(
            _joined(pieces),
            page.number,
            pieces[0].left,
            pieces[-1].right,
            max(one.top for one in pieces),
            min(one.bottom for one in pieces),
            size,
            sum(len(one.text) for one in pieces if one.is_bold) * 2 > length,
            all(one.is_code for one in pieces),
        )


def _joined(pieces: Sequence[TextPiece]) -> str:
    """Return the runs of a line with as many blanks as they stand apart."""
    text = pieces[0].text
    for before, piece in pairwise(pieces):
        gap = piece.left - before.right
        text += f"{'   ' if gap > 2 * piece.size else ' '}{piece.text}"
    return text


def _rows(lines: Sequence[_Line]) -> Iterator[NumberedLine]:
    """Return lines as rows of Markdown: paragraphs, headings, bold lines and code."""
    body = _body_size(lines)
    right = _right_edges(lines)
    index = 0
    was_item = False
    while index < len(lines):
        end = index + 1
        while end < len(lines) and _goes_on(lines[end - 1], lines[end], right, body):
            end += 1
        group = lines[index:end]
        first = group[0]
        is_item = _BULLET.match(first.text) is not None
        if not (is_item and was_item):
            yield first.page, ""
        if first.is_code:
            yield from _code(group)
        else:
            text = _paragraph(group)
            yield first.page, _shown(text, first, body, len(group))
        index = end
        was_item = is_item


def _body_size(lines: Sequence[_Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _right_edges(lines: Sequence[_Line]) -> dict[tuple[int, int], float]:
    """Return how far the lines reach that begin about where a line begins."""
    edges: dict[tuple[int, int], float] = {}
    for line in lines:
        key = (line.page, round(line.left / 40))
        edges[key] = max(edges.get(key, 0.0), line.right)
    return edges


def _goes_on(
    before: _Line, line: _Line, right: dict[tuple[int, int], float], body: float
) -> bool:
    """Whether a line goes on with the paragraph of the line before."""
    if before.is_code or line.is_code:
        return before.is_code and line.is_code and before.page == line.page
    if abs(before.size - line.size) > 0.08 * body or before.is_bold != line.is_bold:
        return False
    if _STARTS.match(line.text):
        return False
    edge = right.get((before.page, round(before.left / 40)), before.right)
    is_full = before.right > edge - 6 * before.size
    if before.page != line.page or line.top > before.top:
        # The next column or page: a sentence that is not at its end goes on there.
        is_title = before.is_bold or before.size > body * _LARGE
        return (is_full or is_title) and not _ENDS.search(before.text)
    if before.bottom - line.top > 0.9 * before.size:
        return False
    return is_full or not _ENDS.search(before.text)


def _paragraph(group: Sequence[_Line]) -> str:
    """Return lines as one, words that were broken at their ends made whole."""
    text = group[0].text
    for line in group[1:]:
        if re.search(r"[^\W\d_]-$", text) and line.text[:1].islower():
            text = text[:-1] + line.text
        elif _WIDE_SCRIPT.match(text[-1:]) and _WIDE_SCRIPT.match(line.text):
            text += line.text
        else:
            text = f"{text} {line.text}"
    return text


def _shown(text: str, first: _Line, body: float, count: int) -> str:
    if _BULLET.match(text):
        return f"- {richtext.shown(_BULLET.sub('', text))}"
    shown = richtext.shown(text)
    is_short = len(text) <= _LONGEST_HEADING and count <= 4
    if first.size > body * _LARGE and is_short:
        level = 1 if first.size > body * 1.7 else 2 if first.size > body * 1.35 else 3
        return f"{'#' * level} {shown}"
    if first.is_bold and is_short:
        return f"**{shown}**"
    return shown


def _code(group: Sequence[_Line]) -> Iterator[NumberedLine]:
    left = min(line.left for line in group)
    rows = [
        " " * max(0, round((line.left - left) / (0.6 * line.size))) + line.text
        for line in group
    ]
    yield from ((group[0].page, row) for row in next(richtext.fenced(rows)))
