"""Books of EPUB to blocks: the pages of their spine, one behind the other."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import unquote

from builder.sources.readers import encoding, xmltree
from builder.sources.readers.block import Block, Document, ReaderError
from builder.sources.readers.html import webpage
from builder.sources.readers.zipped import Archive

_CONTAINER = "META-INF/container.xml"
_PAGES = frozenset({"application/xhtml+xml", "text/html", "application/html"})
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".bmp"})
_ADDRESS = re.compile(r"(?P<before>!\[[^\]\n]{0,300}\]\()<?(?P<path>[^()<>\s]+)>?\)")
_LOCKED = "META-INF/encryption.xml"


def read_bytes(content: bytes) -> Document:
    """Read a book.

    Raises:
        ReaderError: It is none, damaged, a bomb, or locked.
    """
    archive = Archive(content, "a book (.epub)")
    names = list(_spine(archive))
    if not names:
        raise ReaderError("not a book (.epub): no pages in it")
    blocks: list[Block] = []
    remarks: list[tuple[int, str]] = []
    images: dict[str, bytes] = {}
    for number, name in enumerate(names, start=1):
        page = _page(archive, name)
        blocks += [_placed(one, name, number, archive, images) for one in page.blocks]
        remarks += [(number, remark) for _, remark in page.remarks]
    return Document(
        tuple(blocks),
        _title(archive),
        remarks=tuple(remarks),
        images=tuple(sorted(images.items())),
    )


def _package(archive: Archive) -> str:
    """Return the name of the file that lists the pages."""
    container = archive.xml(_CONTAINER)
    for one in () if container is None else xmltree.below(container, "rootfile"):
        name = unquote(xmltree.attribute(one, "full-path"))
        if name in archive:
            return name
    return next((name for name in archive if name.endswith(".opf")), "")


def _spine(archive: Archive) -> Iterator[str]:
    """Go through the pages in the order they are read, its contents apart."""
    name = _package(archive)
    root = archive.xml(name) if name else None
    if root is None:
        return
    folder = posixpath.dirname(name)
    items = {}
    for one in xmltree.below(root, "item"):
        is_contents = "nav" in xmltree.attribute(one, "properties").split()
        if xmltree.attribute(one, "media-type") in _PAGES and not is_contents:
            path = posixpath.join(folder, unquote(xmltree.attribute(one, "href")))
            items[xmltree.attribute(one, "id")] = posixpath.normpath(path)
    for one in xmltree.below(root, "itemref"):
        path = items.get(xmltree.attribute(one, "idref"), "")
        if path in archive:
            yield path


def _title(archive: Archive) -> str:
    name = _package(archive)
    root = archive.xml(name) if name else None
    if root is None:
        return ""
    return next(
        (xmltree.text_of(one).strip() for one in xmltree.below(root, "title")), ""
    )


def _page(archive: Archive, name: str) -> Document:
    content = archive.read(name)
    try:
        return webpage.read(encoding.decode(content))
    except ReaderError as error:
        locked = "the book is locked" if _LOCKED in archive else str(error)
        raise ReaderError(f"{name}: {locked}") from error


def _placed(
    block: Block, name: str, number: int, archive: Archive, images: dict[str, bytes]
) -> Block:
    """Return a block with the number of its page, its pictures those of the book."""

    def within(match: re.Match[str]) -> str:
        path = posixpath.join(posixpath.dirname(name), unquote(match["path"]))
        path = posixpath.normpath(path)
        if path not in archive or PurePosixPath(path).suffix.lower() not in _PICTURES:
            return match[0]
        if path not in images:
            images[path] = archive.read(path)
        return f"{match['before']}<{path}>)"

    if "![" not in block.text:
        return replace(block, line=number)
    return replace(
        block,
        line=number,
        text=_ADDRESS.sub(within, block.text),
        content=_ADDRESS.sub(within, block.content),
    )
