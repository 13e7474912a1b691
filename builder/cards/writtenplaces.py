"""Where a character of a text stands in the YAML that was folded or escaped."""

from __future__ import annotations

import re

_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)+")
_BREAK = r"(?:\r\n|[\r\n\x85\u2028\u2029])"
_FOLD = rf"(?P<fold>[ \t]*(?:{_BREAK}[ \t]*)+)"
# What a text is made of, by its quote; what has no name becomes one character.
_PIECES = {
    "": re.compile(rf"{_FOLD}|.", re.DOTALL),
    "'": re.compile(rf"{_FOLD}|''|(?P<end>')|.", re.DOTALL),
    '"': re.compile(
        rf"{_FOLD}|(?P<joined>\\{_BREAK}[ \t]*)|(?P<end>\")"
        r"|\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)|.",
        re.DOTALL,
    ),
}
_BLANKS = " \t\r\n"


def written_offset(written: str, value: str, offset: int) -> int:
    """Return where in ``written`` the character of ``value`` at ``offset`` begins.

    ``written`` is a scalar as it stands in a file, from its first sign on.
    """
    properties = _PROPERTIES.match(written)
    start = properties.end() if properties else 0
    sign = written[start : start + 1]
    if sign in {"|", ">"}:
        return _in_block(written, value, offset, start)
    quote = sign if sign in {"'", '"'} else ""
    return _in_flow(written, value, offset, start + len(quote), quote)


def _in_block(written: str, value: str, offset: int, start: int) -> int:
    """Find a character of a block: blanks of the file are more than those of the text."""
    head = re.compile(_BREAK).search(written, start)
    position = head.end() if head else len(written)
    for sign in value[:offset]:
        if sign not in _BLANKS:
            position = _past_blanks(written, position) + 1
        elif written[position : position + 1] in _BLANKS:
            position += 1
    if value[offset : offset + 1] not in _BLANKS:
        return _past_blanks(written, position)
    return position


def _past_blanks(written: str, position: int) -> int:
    while written[position : position + 1] and written[position] in _BLANKS:
        position += 1
    return position


def _in_flow(written: str, value: str, offset: int, start: int, quote: str) -> int:
    """Find a character of a text in quotes, or of one that needs none."""
    here = 0
    for piece in _PIECES[quote].finditer(written, start):
        match piece.lastgroup:
            case "end":
                return piece.start()
            case "joined":
                continue
            case "fold":
                breaks = len(re.findall(_BREAK, piece.group()))
                # Of a line break between Chinese characters nothing is left.
                is_gone = breaks == 1 and value[here : here + 1] != " "
                characters = 0 if is_gone else max(1, breaks - 1)
            case _:
                characters = 1
        if offset < here + characters:
            return piece.start()
        here += characters
    return len(written)
