"""The texts that an author keeps in files: ordinary files, not too large, in UTF-8."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic, Location, location_at
from builder.base.ordinaryfile import FileKind, UnusableFileError, read_file


def read_text(path: Path, name: str, kind: FileKind) -> tuple[str, list[Diagnostic]]:
    """Return the text of a file; ``name`` is what messages call it."""
    content, diagnostics = read_content(path, name, kind)
    return ("", diagnostics) if diagnostics else decode(content, name)


def read_content(
    path: Path, name: str, kind: FileKind
) -> tuple[bytes, list[Diagnostic]]:
    """Return the bytes of a file that should hold text."""
    try:
        return read_file(path, kind), []
    except UnusableFileError as error:
        return b"", [Diagnostic(Location(name), error.code, str(error))]


def lines_to_show(path: Path) -> list[str]:
    """Return the lines of a file for people to look at; none when it is gone."""
    try:
        content = read_file(path, FileKind.CARDS)
    except UnusableFileError:
        return []
    return content.decode("utf-8-sig", errors="replace").splitlines()


def byte_order_mark(content: bytes) -> bytes:
    """Return the mark that a file in UTF-8 may begin with, or nothing."""
    return codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""


def decode(content: bytes, name: str) -> tuple[str, list[Diagnostic]]:
    """Return the text of bytes that should be UTF-8, with or without its mark."""
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        return content.decode(), []
    except UnicodeDecodeError as error:
        wrong = error.start
    before = content[:wrong].decode()
    encoding = _guess_encoding(content)
    reads_as = f"; it reads as {encoding}" if encoding else ""
    message = (
        f"not UTF-8 (byte 0x{content[wrong]:02X}){reads_as}: save the file as UTF-8"
    )
    place = location_at(before, name, len(before))
    return "", [Diagnostic(place, Code.ENCODING, message)]


# A single one is what two umlauts of Latin-1 side by side make.
_FEWEST_CHARACTERS = 2


def _guess_encoding(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    for name, codec in (("GB18030 (GBK)", "gb18030"), ("Shift JIS", "shift_jis")):
        try:
            decoded = content.decode(codec)
        except UnicodeDecodeError:
            continue
        if len(re.findall(r"[\u4e00-\u9fff]", decoded)) >= _FEWEST_CHARACTERS:
            return name
    return ""
