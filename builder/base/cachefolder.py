"""Where this tool keeps what it can make again: the only module that knows platformdirs."""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path

import platformdirs

_APPLICATION = "anki-deck-builder"


def cache_folder() -> Path:
    """Return the folder, of this user on this machine; it may not be there yet."""
    return Path(platformdirs.user_cache_dir(_APPLICATION, appauthor=False))


def clear() -> None:
    """Delete everything in the folder; that there is nothing is no error."""
    with contextlib.suppress(FileNotFoundError):
        shutil.rmtree(cache_folder())


def keep(folder: Path, name: str, content: bytes, *, most: int) -> None:
    """Write a file into a folder of the cache, whole, and leave at most so many there.

    What cannot be written is not kept: the cache makes commands faster, never different.
    """
    part = folder / f".{name}.{os.getpid()}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        part.replace(folder / name)
        _forget_oldest(folder, most)
    except OSError:
        with contextlib.suppress(OSError):
            part.unlink()


def forget_oldest_folders(folder: Path, most: int) -> None:
    """Leave at most so many folders in one of the cache, the newest."""
    with contextlib.suppress(OSError):
        found = sorted(folder.iterdir(), key=lambda one: one.stat().st_mtime)
        for one in found[:-most]:
            shutil.rmtree(one, ignore_errors=True)


def _forget_oldest(folder: Path, most: int) -> None:
    files = sorted(folder.iterdir(), key=lambda file: file.stat().st_mtime)
    for file in files[:-most]:
        file.unlink(missing_ok=True)
