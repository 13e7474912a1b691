"""Where the media of an existing deck go below media/: names are kept."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from builder.anki.apkg.package import PackageMedia
from builder.anki.media import MediaFile, MediaLibrary

_MOST_TWINS = 50


@dataclass(frozen=True, slots=True)
class PlacedMedia:
    """The files by their names in Anki, and those that cannot be had, with the reason."""

    files: Mapping[str, MediaFile]
    refused: Mapping[str, str]

    @property
    def library(self) -> MediaLibrary:
        """What a build will find in media/."""
        files = {file.reference: file for file in self.files.values()}
        by_name = {file.name: (file,) for file in self.files.values()}
        return MediaLibrary(files, by_name)


def placed_media(
    media: Iterable[PackageMedia], root: Path, folder: str, *, largest: int
) -> PlacedMedia:
    """Give each file its place below ``root``/``folder``.

    Two names that differ in case alone are one file on Windows and macOS: the later one
    goes into a folder of its own.
    """
    files: dict[str, MediaFile] = {}
    refused: dict[str, str] = {}
    taken: set[str] = set()
    for one in media:
        name = unicodedata.normalize("NFC", one.name)
        reason = _refusal(name, one, files, largest)
        if reason:
            refused[one.name] = reason
            continue
        reference = f"{folder}/{name}"
        for number in range(2, _MOST_TWINS):
            if reference.casefold() not in taken:
                break
            reference = f"{folder}/{number}/{name}"
        taken.add(reference.casefold())
        path = root / reference
        files[name] = MediaFile(
            path, reference, name, one.size, one.sha256, is_kept=True
        )
    return PlacedMedia(files, refused)


def _refusal(
    name: str, one: PackageMedia, files: Mapping[str, MediaFile], largest: int
) -> str:
    if not one.size:
        return "it is empty"
    if name in files:
        return "another file has its name"
    if one.size > largest:
        return f"it is larger than {largest // 2**20} MiB"
    is_odd = not name.isprintable() or any(sign in name for sign in '/\\<>:"|?*')
    if is_odd or name.startswith(".") or name != name.strip(" ") or name.endswith("."):
        return "no file can be called so on every system"
    return ""
