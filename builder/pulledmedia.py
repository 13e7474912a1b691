"""Pictures and sounds that came into notes in Anki, and their places in media/."""

from __future__ import annotations

import html
import urllib.parse
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from builder.anki.exactfield import references
from builder.anki.media import MediaFile, is_embedded, new_media_file
from builder.sources.decks.heldnotes import FilesByName
from builder.sources.decks.placenames import place_name
from builder.workbench import Workbench


@dataclass(frozen=True, slots=True)
class PulledMedia:
    """New files with their contents, by what they are called in Anki.

    ``missing`` are those that are shown and are nowhere.
    """

    by_name: Mapping[str, MediaFile] = field(default_factory=dict)
    contents: Mapping[str, bytes] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()

    @property
    def files(self) -> list[MediaFile]:
        """The files that are to be written."""
        return list(self.by_name.values())

    def packaged(self, value: str) -> str:
        """Return a field with the names that a package will have."""
        for _, written in references(value):
            file = self.by_name.get(_plain(written))
            if file is not None and file.name != _plain(written):
                value = value.replace(written, file.name)
        return value


def pulled_media(
    bench: Workbench, files: FilesByName, values: Iterable[tuple[str, bool]]
) -> PulledMedia:
    """Find the files that fields show and the project lacks.

    With each field stands whether its files keep their names.
    """
    wanted: dict[str, bool] = {}
    for value, is_kept in values:
        for _, written in references(value):
            name = _plain(written)
            if not (is_embedded(name) or _is_known(bench, name) or "://" in name):
                wanted[name] = wanted.get(name, False) or is_kept
    found: dict[str, MediaFile] = {}
    contents: dict[str, bytes] = {}
    taken = {reference.casefold() for reference in bench.library.files}
    for name, content in files(frozenset(wanted)):
        if not content:
            continue
        folder = _kept_folder(bench) if wanted[name] else None
        reference = _reference(name, folder, taken)
        taken.add(reference.casefold())
        found[name] = new_media_file(
            bench.project.media, reference, content, is_kept=folder is not None
        )
        contents[name] = content
    return PulledMedia(found, contents, frozenset(wanted) - frozenset(found))


def project_references(
    bench: Workbench, media: PulledMedia, value: str
) -> dict[str, str]:
    """Return how files of a field are named in media/, by their names in a package."""
    by_name = {file.name: file for file in media.files}
    told = {}
    for _, written in references(value):
        name = _plain(written)
        file = by_name.get(name) or bench.packaged.get(name)
        if file is not None and not file.is_kept:
            bare = file.reference.rpartition("/")[2]
            is_unique = len(bench.library.by_name.get(bare, ())) == 1
            told[name] = bare if is_unique else file.reference
    return told


def _is_known(bench: Workbench, name: str) -> bool:
    return name in bench.packaged or bool(bench.library.by_name.get(name))


def _plain(written: str) -> str:
    return urllib.parse.unquote(html.unescape(written))


def _kept_folder(bench: Workbench) -> str | None:
    """Return the folder whose files keep their names, if there is one."""
    return next(iter(bench.project.kept_media), None)


def _reference(name: str, folder: str | None, taken: set[str]) -> str:
    """Return a place that no other file has; kept files keep their names as well."""
    if folder is not None:
        place = f"{folder}/{name}".lstrip("/")
        number = 2
        while place.casefold() in taken:
            place, number = f"{folder}/{number}/{name}".lstrip("/"), number + 1
        return place
    stem, dot, suffix = name.rpartition(".")
    stem, suffix = (stem, f".{suffix}") if dot else (name, "")
    others = [one.removesuffix(suffix.casefold()) for one in taken]
    return place_name(stem or "picture", others, otherwise="picture") + suffix
