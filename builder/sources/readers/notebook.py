"""Notebooks of Jupyter to blocks: text as Markdown, code and what it printed as code."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from builder.sources.readers import fences, markdown
from builder.sources.readers.block import Document, ReaderError
from builder.sources.readers.lines import NumberedLine

_COLOUR = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_MOST_PRINTED = 2_000
_DEEPEST = 6
_PICTURES: Mapping[str, str] = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/svg+xml": "svg",
}
_ATTACHED = re.compile(r"\(attachment:(?P<name>[^()\s]+)\)")


def read(text: str) -> Document:
    """Read a notebook.

    Raises:
        ReaderError: It is none.
    """
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ReaderError(f"not a notebook: {error}") from error
    cells = _cells(value)
    if not cells:
        raise ReaderError("not a notebook: no cells in it")
    writer = _Writer(_language(value))
    for number, cell in enumerate(cells, start=1):
        writer.add(cell, number)
    blocks, remarks = markdown.read_lines(writer.rows)
    images = tuple(sorted(writer.images.items()))
    return Document(blocks, remarks=remarks, images=images)


def _cells(value: Any) -> list[Mapping[str, Any]]:
    """Return the cells, those of version 3 as well."""
    if not isinstance(value, dict):
        return []
    found = value.get("cells")
    if found is None:
        sheets = value.get("worksheets")
        found = [
            cell
            for sheet in (sheets if isinstance(sheets, list) else [])
            if isinstance(sheet, dict)
            for cell in (sheet.get("cells") or [])
        ]
    return (
        [one for one in found if isinstance(one, dict)]
        if isinstance(found, list)
        else []
    )


def _language(value: Mapping[str, Any]) -> str:
    about = value.get("metadata")
    for key in ("language_info", "kernelspec"):
        told = about.get(key) if isinstance(about, dict) else None
        name = told.get("name") if isinstance(told, dict) else None
        if isinstance(name, str) and re.fullmatch(r"[\w+#-]{1,20}", name):
            return re.sub(r"\d+$", "", name)
    return ""


@dataclass(slots=True)
class _Writer:
    """Writes cells as lines of Markdown, each with the number of its cell."""

    language: str
    rows: list[NumberedLine] = field(default_factory=list)
    images: dict[str, bytes] = field(default_factory=dict)

    def add(self, cell: Mapping[str, Any], number: int) -> None:
        kind = cell.get("cell_type")
        text = _joined(cell.get("source", cell.get("input")))
        if kind == "heading":
            level = cell.get("level")
            depth = level if isinstance(level, int) and 0 < level <= _DEEPEST else 1
            text = f"{'#' * depth} {text}"
        if kind == "code":
            self.code(cell, text, number)
        elif kind in ("markdown", "heading"):  # it may be a mapping
            self.write(self.attached(cell, text, number), number)

    def code(self, cell: Mapping[str, Any], text: str, number: int) -> None:
        if text.strip():
            self.write(_fenced(text, self.language), number)
        outputs = cell.get("outputs")
        for output in outputs if isinstance(outputs, list) else []:
            if isinstance(output, dict):
                for shown in self.printed(output, number):
                    self.write(shown, number)

    def printed(self, output: Mapping[str, Any], number: int) -> Iterator[str]:
        """Return what a cell printed or drew."""
        held = output.get("data")
        data = held if isinstance(held, dict) else output
        for kind, suffix in _PICTURES.items():
            content = _picture(data.get(kind), kind)
            if content:
                name = f"cell-{number}-{len(self.images)}.{suffix}"
                self.images[name] = content
                yield f"![]({name})"
                return
        text = _joined(output.get("text") or data.get("text/plain"))
        if output.get("output_type") not in {"error", "pyerr"} and text.strip():
            bare = _COLOUR.sub("", text).rstrip()
            cut = bare if len(bare) <= _MOST_PRINTED else f"{bare[:_MOST_PRINTED]}\n…"
            yield _fenced(cut, "")

    def attached(self, cell: Mapping[str, Any], text: str, number: int) -> str:
        """Return a text whose attached pictures are files of the notebook."""
        held = cell.get("attachments")
        for name, data in held.items() if isinstance(held, dict) else ():
            for kind in _PICTURES:
                content = (
                    _picture(data.get(kind), kind) if isinstance(data, dict) else b""
                )
                if content:
                    self.images[f"{number}/{name}"] = content
        return _ATTACHED.sub(lambda one: f"({number}/{one['name']})", text)

    def write(self, text: str, number: int) -> None:
        self.rows += [(number, row) for row in ("", *text.split("\n"), "")]


def _fenced(text: str, language: str) -> str:
    fence = fences.around(text)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


def _joined(value: Any) -> str:
    if isinstance(value, list):
        return "".join(one for one in value if isinstance(one, str))
    return value if isinstance(value, str) else ""


def _picture(value: Any, kind: str) -> bytes:
    text = _joined(value)
    if kind == "image/svg+xml":
        return text.encode()
    try:
        return base64.b64decode(text, validate=False)
    except (binascii.Error, ValueError):
        return b""
