"""A hash of everything below a folder: names and contents, never times."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Collection, Iterator

from builder.base.hashing import digest


class UnusualFileError(Exception):
    """What has no content to hash: a pipe, a device, a link that leads nowhere."""


def tree_hash(folder: str, *, without: Collection[str] = ()) -> str:
    """Return a hash of the names and contents below a folder, ``without`` some names.

    A folder that is not there has one too. A link counts as what it leads to, and by
    where that lies; what lies below a linked folder does not count.

    Raises:
        OSError, UnusualFileError: Something cannot be read.
    """
    if not os.path.lexists(folder):
        return "absent"
    hashed = hashlib.sha256()
    for name, content in _contents(folder, "", without):
        hashed.update(digest(name, content))
    return hashed.hexdigest()


def file_hash(path: str) -> str:
    """Return the SHA-256 of a file.

    Raises:
        OSError, UnusualFileError: It cannot be read.
    """
    if not stat.S_ISREG(os.stat(path).st_mode):
        raise UnusualFileError(path)
    with open(path, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _contents(
    folder: str, above: str, without: Collection[str]
) -> Iterator[tuple[str, str]]:
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        name = f"{above}/{os.fsencode(entry.name).hex()}"
        if entry.name in without:
            continue
        if entry.is_symlink():
            yield name, _linked(entry.path)
        elif entry.is_dir():
            yield name, "folder"
            yield from _contents(entry.path, name, without)
        else:
            yield name, file_hash(entry.path)


def _linked(path: str) -> str:
    target = os.path.realpath(path)
    content = "folder" if os.path.isdir(target) else file_hash(target)
    return f"link {os.fsencode(target).hex()} {content}"
