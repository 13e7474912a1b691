"""Hashes of texts and of what is written: lengths go in with the parts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import BinaryIO


def digest(*parts: str | bytes) -> bytes:
    """Hash parts with their lengths: ("ab", "c") is not ("a", "bc")."""
    return hashlib.sha256(packed(*parts)).digest()


def packed(*parts: str | bytes) -> bytes:
    """Return what is hashed of parts: of more of them, one behind the other."""
    pieces: list[bytes] = []
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        pieces += (len(content).to_bytes(8, "big"), content)
    return b"".join(pieces)


def short_hash(*parts: str | bytes) -> str:
    """Return the first 16 hexadecimal digits of ``digest``: enough within a project."""
    return digest(*parts).hex()[:16]


def short_hash_of_packed(pieces: Iterable[bytes]) -> str:
    """Return the ``short_hash`` of parts that were packed piece by piece."""
    hashed = hashlib.sha256()
    for piece in pieces:
        hashed.update(piece)
    return hashed.hexdigest()[:16]


class HashingStream:
    """Passes what is written on, and knows its size and hash."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._hash = hashlib.sha256()
        self.size = 0

    def write(self, content: bytes | bytearray) -> int:
        """Write and count."""
        self._hash.update(content)
        self.size += len(content)
        return self._stream.write(content)

    def hexdigest(self) -> str:
        """Return the SHA-256 of everything written."""
        return self._hash.hexdigest()
