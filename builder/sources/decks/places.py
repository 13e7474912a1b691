"""What on disk is an existing deck, and no source of questions."""

from __future__ import annotations

from pathlib import Path

from builder.base.ordinaryfile import FileKind, UnusableFileError, open_file

TEXTS = frozenset({".txt", ".tsv", ".csv"})
"""The suffixes of Anki's text export."""

_PACKAGES = frozenset({".apkg", ".colpkg"})
_HEAD = 4096
# A folder of many texts is none of CrowdAnki.
_MOST_FILES = 20


def is_deck(path: Path, like: Path | None) -> bool:
    """Whether a path names an existing deck.

    Anki's text export is one when the package of its learners is named, ``like``.
    """
    if path.is_dir():
        return crowdanki_file(path) is not None
    is_told = like is not None and path.suffix.lower() in TEXTS
    return path.suffix.lower() in _PACKAGES or is_told


def has_guids(path: Path) -> bool:
    """Whether a text says in its head that it tells the GUIDs of notes."""
    if path.suffix.lower() not in TEXTS:
        return False
    try:
        with open_file(path, FileKind.EXPORT) as stream:
            head = stream.read(_HEAD)
    except UnusableFileError:
        return False
    return (
        head.removeprefix(b"\xef\xbb\xbf").startswith(b"#") and b"#guid column:" in head
    )


def crowdanki_file(folder: Path) -> Path | None:
    """Return the file that holds the deck, if the folder is one of CrowdAnki."""
    named = [folder / f"{folder.resolve().name}.json", folder / "deck.json"]
    try:
        others = sorted(folder.glob("*.json"))
    except OSError:
        others = []
    for path in dict.fromkeys([*named, *others[:_MOST_FILES]]):
        try:
            with open_file(path, FileKind.EXPORT) as stream:
                head = stream.read(_HEAD)
        except UnusableFileError:
            continue
        if b'"__type__"' in head or b'"crowdanki_uuid"' in head:
            return path
    return None
