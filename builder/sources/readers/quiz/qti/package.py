"""Packages and single files of QTI, whatever their version."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from builder.sources.items import Item, LeftOut
from builder.sources.readers import xmltree
from builder.sources.readers.block import Document, ReaderError
from builder.sources.readers.quiz.qti import marks, newer, older
from builder.sources.readers.quiz.question import item_of
from builder.sources.readers.zipped import Archive

_MANIFEST = "imsmanifest.xml"
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".bmp"})
_BASE = re.compile(r"\$IMS[-_]CC[-_]FILE_?BASE\$/?")


def is_package(archive: Archive) -> bool:
    """Whether a zip file is a package of QTI, or of a course that has tests."""
    return _MANIFEST in archive


def is_test(root: Element) -> bool:
    """Whether XML is a test or an item of QTI."""
    return marks.name_of(root) in {
        "questestinterop",
        "assessmentitem",
        "assessmenttest",
    }


def read_bytes(content: bytes) -> Document:
    """Read a package, or a file of XML that stands alone.

    Raises:
        ReaderError: It is none, damaged, or has no questions.
    """
    if content.startswith(b"PK"):
        return document_of(Archive(content, "a package of QTI (.zip)"))
    return document_of_root(xmltree.parsed(content, "the file"))


def document_of_root(root: Element) -> Document:
    """Return the questions of a file that stands alone.

    Raises:
        ReaderError: It has none.
    """
    reader = _Reader()
    reader.add(root, "")
    return reader.document()


def document_of(archive: Archive) -> Document:
    """Return the questions of a package, in the order of its manifest.

    Raises:
        ReaderError: It is damaged, or has no questions.
    """
    reader = _Reader(archive)
    for name in _names(archive):
        root = _root(archive, name)
        if root is not None and is_test(root):
            reader.add(root, name)
    return reader.document()


def _names(archive: Archive) -> Iterator[str]:
    """Go through the files of a package, those that the manifest lists first."""
    listed: dict[str, None] = {}
    manifest = archive.xml(_MANIFEST)
    for one in () if manifest is None else xmltree.below(manifest, "file", "resource"):
        name = unquote(xmltree.attribute(one, "href"))
        if name in archive and name.lower().endswith((".xml", ".qti")):
            listed[name] = None
    others = sorted(name for name in archive if name.lower().endswith((".xml", ".qti")))
    yield from dict.fromkeys([*listed, *(name for name in others if name != _MANIFEST)])


def _root(archive: Archive, name: str) -> Element | None:
    try:
        return archive.xml(name)
    except ReaderError:
        # A course holds much that is no test, and some of that is no XML.
        return None


@dataclass(slots=True)
class _Reader:
    """Gathers the questions of files; ``images`` are those that they show."""

    archive: Archive | None = None
    items: list[Item] = field(default_factory=list)
    images: dict[str, bytes] = field(default_factory=dict)
    left: list[LeftOut] = field(default_factory=list)

    def add(self, root: Element, name: str) -> None:
        """Add the questions of a file."""
        kind = marks.name_of(root)
        if kind == "assessmentitem" and newer.is_random(root):
            title = marks.attribute(root, "title") or name
            reason = "its numbers are made at random"
            self.left.append(LeftOut(len(self.items) + 1, title, reason))
            return
        if kind == "assessmentitem":
            found = newer.questions(root, len(self.items) + 1)
        elif kind == "questestinterop":
            found = older.questions(root)
        else:
            return
        for question in found:
            if not question.text.strip():
                self.left.append(LeftOut(question.line, name, "an item without a text"))
            else:
                self.items.append(self.with_pictures(item_of(question), name))

    def with_pictures(self, item: Item, name: str) -> Item:
        """Return an item whose pictures are those of the package."""
        if self.archive is None:
            return item
        texts = (item.question, item.answer, *item.choices)
        for path in {path for text in texts for path in _shown(text)}:
            inner = self._inner(path, name)
            if inner:
                self.images[path] = self.archive.read(inner)
        return item

    def _inner(self, path: str, name: str) -> str:
        bare = _BASE.sub("", unquote(path))
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(name), bare))
        places = (beside, bare, f"web_resources/{bare}")
        found = next(
            (one for one in places if self.archive and one in self.archive), ""
        )
        return found if PurePosixPath(found).suffix.lower() in _PICTURES else ""

    def document(self) -> Document:
        """Return what was found.

        Raises:
            ReaderError: That is nothing.
        """
        if not self.items:
            raise ReaderError("no questions in it: no item of a test")
        return Document(
            items=tuple(self.items),
            images=tuple(sorted(self.images.items())),
            left_out=tuple(self.left),
        )


def _shown(text: str) -> Iterator[str]:
    """Return the addresses of the pictures in a text."""
    for part in text.split("![")[1:]:
        _, mark, rest = part.partition("](")
        if mark:
            yield rest.partition(")")[0].strip("<> ")
