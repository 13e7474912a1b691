"""Bytes to text: which encoding a source was saved in."""

from __future__ import annotations

import codecs
import re

from builder.sources.readers.block import ReaderError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 200_000
# The first bytes of files that are no text, and what to do with those.
_NO_TEXT = (
    (b"%PDF-", "a PDF: call it .pdf"),
    (b"PK\x03\x04", "a zip file: give it its own suffix, such as .docx, .xlsx or .zip"),
    (b"\xd0\xcf\x11\xe0", "an old Office file: save it as .docx or .xlsx"),
    (b"SQLite format 3\x00", "a database: export its notes as text"),
    (b"{\\rtf", "rich text: save it as .docx"),
)
_STRAY = 8
_SHARE = 0.01
_DECLARED = re.compile(rb"(?i)charset\s*=\s*[\"']?\s*([a-z0-9_:-]+)")
# No writer means them; they come from web pages and word processors.
_INVISIBLE = re.compile(
    "[\u200b\u200e\u200f\u2060\ufeff\u00ad\u202a-\u202e\u2800\u3164]"
    # In Persian and in the scripts of India it parts letters, and is part of the word.
    "|(?<![\u0600-\u0dff])\u200c|\u200c(?![\u0600-\u0dff])"
)
# What YAML and Anki cannot hold.
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
)


def decode(content: bytes) -> str:
    """Return the text of a source, its line ends as ``\\n`` and nothing invisible.

    Raises:
        ReaderError: It is not a text file.
    """
    for mark, kind in _NO_TEXT:
        if content.startswith(mark):
            raise ReaderError(f"not a text file but {kind}")
    text = _decoded(content)
    if _is_binary(text[:_SAMPLE]) or _is_binary(text[-_SAMPLE:]):
        raise ReaderError("not a text file")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n")
    text = re.sub("[\x85\u2028\u2029]", "\n", text).replace("\u00a0", " ")
    return printable(text)


def _is_binary(text: str) -> bool:
    """Whether a text is full of what nobody types; a few stray bytes are forgiven."""
    strange = len(_CONTROL.findall(text)) + text.count("\ufffd")
    return strange > _STRAY and strange > len(text) * _SHARE


def printable(text: str) -> str:
    """Return a text without characters that nobody sees and YAML cannot hold."""
    return _CONTROL.sub("", _INVISIBLE.sub("", text))


def _decoded(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    else:
        if "\x00" not in text:
            return text
    wide = _wide_encoding(content)
    if wide:
        return content.decode(wide, "replace")
    return text or content.decode(_narrow_encoding(content), "replace")


def _wide_encoding(content: bytes) -> str:
    """Tell UTF-16 without a mark by its zero bytes: ASCII has one in each pair."""
    sample = content[:_SAMPLE]
    pairs = max(1, len(sample) // 2)
    if sample[1::2].count(0) > pairs * 0.05 > sample[0::2].count(0) * 4:
        return "utf-16-le"
    if sample[0::2].count(0) > pairs * 0.05 > sample[1::2].count(0) * 4:
        return "utf-16-be"
    return ""


def _narrow_encoding(content: bytes) -> str:
    """Tell Chinese from Latin: in GBK high bytes come in pairs, in Latin-1 alone."""
    declared = _DECLARED.search(content[:2048])
    if declared and _reads_as(content, declared[1].decode("ascii")):
        return declared[1].decode("ascii")
    runs = re.findall(rb"[\x80-\xff]+", content[:_SAMPLE])
    paired = sum(len(run) for run in runs if len(run) > 1)
    alone = sum(1 for run in runs if len(run) == 1)
    if paired > alone * 4 and _reads_as(content, "gb18030"):
        return "gb18030"
    if paired > alone * 4 and _mostly_reads_as(content, "gb18030"):
        return "gb18030"
    return "cp1252" if _reads_as(content, "cp1252") else "latin-1"


def _reads_as(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _mostly_reads_as(content: bytes, encoding: str) -> bool:
    """Forgive a byte here and there: a file that was cut or pasted together."""
    text = content.decode(encoding, "replace")
    return text.count("\ufffd") * 100 < len(text)
