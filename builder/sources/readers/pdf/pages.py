"""The pages of a PDF as runs of text: the only module that knows pypdfium2."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from typing import Any

from builder.sources.readers.block import ReaderError
from builder.sources.readers.encoding import printable
from builder.sources.readers.pdf.piece import PdfPage, TextPiece

_NEEDS = (
    "reading PDF needs pypdfium2: pip install 'anki-deck-builder[pdf]', or save its "
    "text as .txt or .docx"
)
_MAXIMUM_PAGES = 5_000
_MAXIMUM_CHARACTERS = 400_000
_BOLD = re.compile(r"(?i)bold|black|heavy|semibold|demi")
_CODE = re.compile(
    r"(?i)mono|courier|consol|menlo|inconsolata|source ?code|typewriter|cmtt"
)
_BOLD_WEIGHT = 600
_FIXED_PITCH = 1
# What marks a word that goes on in the next line, and bullets of symbol fonts.
_HYPHENS = "\x02\ufffe\u00ad"
_LINE = re.compile(r"[^\r\n\x02\ufffe]+[\x02\ufffe]?")
_BULLET = re.compile(r"[\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf06c\u2219■□▫❖➢◆◇]\s?")
# A gap as wide parts what belongs to different columns.
_WIDE = 1.8
# Some files draw everything at size 1 and scale it.
_UNSCALED = 2


def read_pages(content: bytes) -> Iterator[PdfPage]:
    """Go through the pages of a file.

    Raises:
        ReaderError: It is none, locked, or endless; or the library is not installed.
    """
    try:
        import pypdfium2
    except ImportError as error:
        raise ReaderError(_NEEDS) from error
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        is_locked = "password" in str(error).lower()
        what = (
            "locked with a password: save it without one" if is_locked else str(error)
        )
        raise ReaderError(f"not a PDF that can be read: {what}") from error
    try:
        if len(document) > _MAXIMUM_PAGES:
            raise ReaderError(f"more than {_MAXIMUM_PAGES} pages: split the file")
        for number in range(len(document)):
            yield _page(document, number, pypdfium2)
    finally:
        document.close()


def _page(document: Any, number: int, library: Any) -> PdfPage:
    try:
        page = document[number]
    except library.PdfiumError:
        return PdfPage(number + 1, 0, 0, ())
    try:
        width, height = page.get_size()
        text = page.get_textpage()
        pieces = tuple(_Runs(text, library.raw).pieces())
        pictures = sum(
            1 for _ in page.get_objects([library.raw.FPDF_PAGEOBJ_IMAGE], max_depth=2)
        )
        text.close()
    finally:
        page.close()
    return PdfPage(number + 1, width, height, pieces, pictures)


class _Runs:
    """Takes the characters of a page together that stand in one line without a gap."""

    def __init__(self, page: Any, raw: Any) -> None:
        self.page = page.raw
        self.raw = raw
        self.places = tuple(ctypes.c_double() for _ in range(4))
        count = min(page.count_chars(), _MAXIMUM_CHARACTERS)
        text = page.get_text_range(0, count) if count > 0 else ""
        # Characters beyond the basic plane count twice in the one and once in the other.
        self.text = text if len(text) == count else self._spelt(count)

    def _spelt(self, count: int) -> str:
        codes = (self.raw.FPDFText_GetUnicode(self.page, at) for at in range(count))
        return "".join(chr(code) if code < 0x110000 else " " for code in codes)

    def pieces(self) -> Iterator[TextPiece]:
        """Return the runs in the order of the file."""
        for line in _LINE.finditer(self.text):
            words = list(re.finditer(r"\S+", line[0]))
            if not words:
                continue
            start = line.start()
            size = self._size(start + words[0].start())
            first = start + words[0].start()
            last = start + words[0].end()
            right = self._box(last - 1)[2] if len(words) > 1 else 0.0
            for word in words[1:]:
                begin, end = start + word.start(), start + word.end()
                left = self._box(begin)[0]
                if left - right > _WIDE * size or left < right - 4 * size:
                    yield self._piece(first, last, size)
                    first = begin
                last = end
                right = self._box(end - 1)[2]
            yield self._piece(first, last, size)

    def _piece(self, start: int, end: int, size: float) -> TextPiece:
        shown = re.sub(f"[{_HYPHENS}]$", "-", self.text[start:end])
        text = printable(re.sub(f"[{_HYPHENS}]", "", shown))
        bullet = _BULLET.match(text)
        text = f"• {text[bullet.end() :]}" if bullet else text
        left, bottom, _, top = self._box(start)
        right = self._box(end - 1)[2]
        is_bold, is_code = self._looks((start + end) // 2)
        return TextPiece(
            text, left, max(left, right), bottom, top, size, is_bold, is_code
        )

    def _box(self, at: int) -> tuple[float, float, float, float]:
        left, right, bottom, top = self.places
        self.raw.FPDFText_GetCharBox(self.page, at, left, right, bottom, top)
        return left.value, bottom.value, right.value, top.value

    def _size(self, at: int) -> float:
        size = float(self.raw.FPDFText_GetFontSize(self.page, at))
        if size > _UNSCALED:
            return size
        _, bottom, _, top = self._box(at)
        return max(1.0, (top - bottom) * 1.3)

    def _looks(self, at: int) -> tuple[bool, bool]:
        name = ctypes.create_string_buffer(200)
        flags = ctypes.c_int()
        self.raw.FPDFText_GetFontInfo(self.page, at, name, 200, flags)
        font = name.value.decode("utf-8", "replace")
        weight = self.raw.FPDFText_GetFontWeight(self.page, at)
        is_bold = weight >= _BOLD_WEIGHT or bool(_BOLD.search(font))
        return is_bold, bool(flags.value & _FIXED_PITCH) or bool(_CODE.search(font))
