"""Names of files and folders from names in Anki: as they are, as far as files can be."""

from __future__ import annotations

import re
from collections.abc import Collection

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\s\x00-\x1f\x7f-\x9f%#\'`$&;!{}()\[\]]+')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_MOST_BYTES = 80


def place_name(name: str, taken: Collection[str], *, otherwise: str) -> str:
    """Return a name for a file, on any system, that is not ``taken`` in any case."""
    plain = _FORBIDDEN.sub("-", name).strip("-. ~_") or otherwise
    while len(plain.encode()) > _MOST_BYTES:
        plain = plain[:-1]
    plain = plain.rstrip("-. ")
    if _RESERVED.fullmatch(plain):
        plain = f"{otherwise}-{plain}"
    found, number = plain, 1
    used = {one.casefold() for one in taken}
    while found.casefold() in used:
        number += 1
        found = f"{plain}-{number}"
    return found
