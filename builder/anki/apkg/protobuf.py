"""Messages in the wire format of protobuf, as Anki keeps note types, decks and media.

https://protobuf.dev/programming-guides/encoding/
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TypeAlias

_VARINT, _DELIMITED = 0, 2
_FIXED_SIZES = {1: 8, 5: 4}
Message: TypeAlias = Mapping[int, Sequence[int | bytes]]
"""Values by field number; messages inside are bytes, unread."""


def read_message(content: int | bytes) -> Message:
    """Read a message.

    Raises:
        ValueError: It is cut off, or no message.
    """
    if not isinstance(content, bytes):
        raise ValueError("not a message where one must be")  # noqa: TRY004 -- of the file
    found: dict[int, list[int | bytes]] = defaultdict(list)
    offset = 0
    while offset < len(content):
        key, offset = _varint(content, offset)
        number, wire = key >> 3, key & 7
        if wire == _VARINT:
            value, offset = _varint(content, offset)
            found[number].append(value)
            continue
        if wire == _DELIMITED:
            size, offset = _varint(content, offset)
        elif wire in _FIXED_SIZES:
            size = _FIXED_SIZES[wire]
        else:
            raise ValueError(f"a message with the unknown wire type {wire}")
        if offset + size > len(content):
            raise ValueError("a message that is cut off")
        found[number].append(content[offset : offset + size])
        offset += size
    return found


def _varint(content: bytes, offset: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 70, 7):
        if offset >= len(content):
            break
        byte = content[offset]
        offset += 1
        value |= (byte & 0x7F) << shift
        if byte == byte & 0x7F:
            return value, offset
    raise ValueError("a message that is cut off")


def integer(message: Message, number: int) -> int:
    """Return the last integer of a field, as an int64; 0 is what is never written.

    Raises:
        ValueError: The field holds no integer.
    """
    value = message.get(number, (0,))[-1]
    if not isinstance(value, int):
        raise ValueError(f"field {number} of a message is no integer")  # noqa: TRY004
    return value - (1 << 64) if value >> 63 else value


def text(message: Message, number: int) -> str:
    """Return the last text of a field; an empty one is never written.

    Raises:
        ValueError: The field holds no text.
    """
    value = message.get(number, (b"",))[-1]
    if not isinstance(value, bytes):
        raise ValueError(f"field {number} of a message is no text")  # noqa: TRY004
    return value.decode("utf-8", "replace")
