"""Text in YAML to the last character: blanks at its ends and line ends of Windows too."""

from __future__ import annotations

import re

from builder.cards.cardwriter import PLAIN

# What the reader of YAML would change, or take for a line end.
_QUOTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]|\t"
)
_ESCAPES = {"\t": "\\t", "\r": "\\r"}
_LAST_SHORT = 0xFF
_LONGEST_PLAIN = 200


def exact_scalar(text: str, indent: str) -> str:
    """Return a text as YAML that is read back as just this text."""
    if _QUOTED.search(text):
        return in_quotes(text)
    if PLAIN.fullmatch(text) and len(text) <= _LONGEST_PLAIN:
        return text
    if not _fits_block(text):
        return in_quotes(text)
    rows = [f"{indent}  {line}" if line else "" for line in text.split("\n")]
    sign = "|2-" if text.startswith(" ") else "|-"
    return "\n".join([sign, *rows])


def _fits_block(text: str) -> bool:
    """Whether a block is read back as it is, and is worth its lines."""
    is_long = "\n" in text or '"' in text or "\\" in text
    return is_long and text == text.strip("\n") and bool(text.strip())


def in_quotes(text: str) -> str:
    """Return a text in quotes, with what YAML would change as escapes."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{_QUOTED.sub(_escaped, plain)}"'


def _escaped(match: re.Match[str]) -> str:
    sign = match[0]
    if sign in _ESCAPES:
        return _ESCAPES[sign]
    number = ord(sign)
    return f"\\x{number:02x}" if number <= _LAST_SHORT else f"\\u{number:04x}"
