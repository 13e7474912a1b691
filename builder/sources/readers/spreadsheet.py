"""Workbooks of Excel to questions, sheet by sheet: the only module that knows calamine."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from builder.sources.items import LeftOut
from builder.sources.readers import sheet
from builder.sources.readers.block import Document, ReaderError
from builder.sources.readers.encoding import printable
from builder.sources.readers.sheet import NamedSheet
from builder.sources.readers.zipped import Archive

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_MAXIMUM_CELLS = 4_000_000
_OLD = b"\xd0\xcf\x11\xe0"
_PLACE = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]{0,3})(\d{1,9})[\"']")
_STRANGE = re.compile(rb"\br\s*=\s*(?:\"[^\"]*&|'[^']*&)")
_NEEDS = (
    "reading workbooks needs python-calamine: "
    "pip install 'anki-deck-builder[office]', or save the sheets as .csv"
)


def read_bytes(content: bytes) -> Document:
    """Read a workbook, all of its sheets.

    Raises:
        ReaderError: It is none, damaged, a bomb, or holds no questions.
    """
    content, pictures = _opened(content)
    named, hidden = _sheets(content)
    document = sheet.document_of_all(named)
    remarks = document.remarks
    if pictures:
        told = (
            f"{pictures} pictures of the workbook are not on the cards: add them there"
        )
        remarks = (*remarks, (1, told))
    left_out = (*document.left_out, *hidden)
    return replace(document, left_out=left_out, remarks=remarks, is_guess=False)


def tables(content: bytes) -> list[NamedSheet]:
    """Return the sheets that are seen, as they stand.

    Raises:
        ReaderError: It is no workbook, damaged or a bomb.
    """
    return _sheets(_opened(content)[0])[0]


def _opened(content: bytes) -> tuple[bytes, int]:
    """Return a workbook that is no bomb, and how many pictures it has."""
    if content.startswith(_OLD):
        return content, 0
    return _repacked(Archive(content, "a workbook (.xlsx)"))


def _repacked(archive: Archive) -> tuple[bytes, int]:
    """Return the parts of a workbook in a zip file that is no bomb, and its pictures."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as packed:
        for name in archive:
            if not name.endswith((".xml", ".rels")):
                continue
            part = archive.read(name)
            if re.search(r"(?i)worksheets/[^/]*\.xml$", name):
                _refuse_wide(part, name)
            packed.writestr(name, part)
    pictures = [name for name in archive if re.search(r"(?i)/media/[^/]+$", name)]
    return stream.getvalue(), len(pictures)


def _refuse_wide(part: bytes, name: str) -> None:
    """Refuse a sheet of a few cells so far apart that all between would fill memory."""
    if b"\x00" in part[:4] or _STRANGE.search(part):
        raise ReaderError(f"{name} is not written as any program writes it")
    rows = columns = 1
    for letters, digits in _PLACE.findall(part):
        rows = max(rows, int(digits))
        columns = max(columns, _number(letters))
    if rows * columns > _MAXIMUM_CELLS:
        raise ReaderError(
            f"{name} has {rows:,} rows of {columns:,} cells: keep the questions together"
        )


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _sheets(content: bytes) -> tuple[list[NamedSheet], list[LeftOut]]:
    """Return the sheets that are seen, and word of those that are not."""
    try:
        from python_calamine import CalamineWorkbook, SheetVisibleEnum
    except ImportError as error:
        raise ReaderError(_NEEDS) from error
    seen: list[NamedSheet] = []
    hidden: list[LeftOut] = []
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for one in workbook.sheets_metadata:
            found = NamedSheet(printable(one.name), list(_rows(workbook, one.name)))
            if one.visible == SheetVisibleEnum.Visible:
                seen.append(found)
            elif found.rows:
                hidden.append(LeftOut(1, found.name, "hidden sheet"))
    except (ReaderError, KeyboardInterrupt):
        raise
    except BaseException as error:
        # What panics in the library is no `Exception`, and no bug of ours.
        if isinstance(error, (SystemExit, MemoryError)):
            raise
        raise ReaderError(f"not a workbook: {error}") from error
    return seen, hidden


def _rows(workbook: CalamineWorkbook, name: str) -> Iterator[tuple[int, Sequence[str]]]:
    found = workbook.get_sheet_by_name(name)
    if found.total_height * found.total_width > _MAXIMUM_CELLS:
        raise ReaderError(
            f"the sheet `{name}` is too large: keep the questions together"
        )
    for number, row in enumerate(found.to_python(skip_empty_area=False), start=1):
        cells = [_text(value) for value in row]
        if any(cells):
            yield number, cells


def _text(value: Any) -> str:
    """Return what a cell shows, without the looks that a number has."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return (
            str(int(value)) if value.is_integer() and abs(value) < 1e15 else str(value)
        )
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    return printable(str(value)).replace("\r\n", "\n").replace("\r", "\n").strip()
