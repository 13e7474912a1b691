"""Files that are zip archives, made of their parts."""

from __future__ import annotations

import html
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence

Rows = Sequence[Sequence[str | int | float]]
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def zip_of(parts: Mapping[str, bytes | str]) -> bytes:
    """Return a zip file that is the same whenever it is made."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return stream.getvalue()


def xlsx_of(sheets: Mapping[str, Rows], *, hidden: Sequence[str] = ()) -> bytes:
    """Return a workbook of Excel with these sheets."""
    places = list(enumerate(sheets, start=1))
    listed = "".join(
        f'<sheet name="{name}" sheetId="{at}" r:id="r{at}" '
        f'state="{"hidden" if name in hidden else "visible"}"/>'
        for at, name in places
    )
    relations = "".join(
        f'<Relationship Id="r{at}" Type="{_RELATION}/worksheet" '
        f'Target="worksheets/sheet{at}.xml"/>'
        for at, _ in places
    )
    return zip_of(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="r1" Type="{_RELATION}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{_SHEET}" xmlns:r="{_RELATION}">'
            f"<sheets>{listed}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": '<Relationships xmlns="'
            f'{_PACKAGE}/relationships">{relations}</Relationships>',
            **{
                f"xl/worksheets/sheet{at}.xml": _sheet(sheets[name])
                for at, name in places
            },
        }
    )


def _sheet(rows: Rows) -> str:
    written = "".join(
        f'<row r="{at}">{"".join(_cells(row, at))}</row>'
        for at, row in enumerate(rows, start=1)
    )
    return f'<worksheet xmlns="{_SHEET}"><sheetData>{written}</sheetData></worksheet>'


def _cells(row: Sequence[str | int | float], number: int) -> Iterator[str]:
    return (_cell(value, number, place) for place, value in enumerate(row))


def _cell(value: str | float, row: int, column: int) -> str:
    place = f"{chr(ord('A') + column)}{row}"
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{html.escape(value)}</t></is></c>'
    return f'<c r="{place}"><v>{value}</v></c>'
