"""The parts of a Word document: its body, and what that refers to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element

from builder.sources.readers.block import ReaderError
from builder.sources.readers.encoding import printable
from builder.sources.readers.plaintext import escaped_line
from builder.sources.readers.word.numbering import Numbering, W, small_number, value_of
from builder.sources.readers.zipped import Archive

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# What was deleted, and the second copy of what Word writes for older programs.
LEFT_BEHIND = frozenset({f"{W}del", f"{W}moveFrom", f"{_MC}Fallback"})
CHARACTERS = {
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}tab": " ",
    f"{W}noBreakHyphen": "-",
}
_MAXIMUM_BASES = 12


@dataclass(frozen=True, slots=True)
class Parts:
    """What a document is made of: its body, and what that refers to.

    ``notes`` are footnotes and endnotes by kind and id, ``margins`` the texts of the
    headers and footers of its pages.
    """

    body: Element
    numbering: Numbering
    styles: Mapping[str, ParagraphStyle]
    targets: Mapping[str, str]
    images: Mapping[str, bytes]
    notes: Mapping[tuple[str, str], str]
    margins: Sequence[str]

    @staticmethod
    def of(archive: Archive) -> Parts:
        """Read the parts of a document."""
        document = archive.xml("word/document.xml")
        if document is None:
            raise ReaderError("not a Word document (.docx): no word/document.xml in it")
        body = document.find(f"{W}body")
        targets = _targets(archive.xml("word/_rels/document.xml.rels"))
        return Parts(
            document if body is None else body,
            Numbering.of(archive.xml("word/numbering.xml")),
            _styles(archive.xml("word/styles.xml")),
            targets,
            _images(archive, targets),
            _notes(archive),
            _margins(archive, targets),
        )


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """A paragraph style: its name, the heading it makes, and its list."""

    name: str = ""
    level: int = 0
    list_name: str = ""
    list_depth: str = ""


def _targets(root: Element | None) -> dict[str, str]:
    if root is None:
        return {}
    return {one.get("Id", ""): one.get("Target", "") for one in root}


def _images(archive: Archive, targets: dict[str, str]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for target in targets.values():
        path = f"word/{target}"
        suffix = PurePosixPath(target).suffix.lower()
        if (
            not target.startswith("media/")
            or path not in archive
            or suffix not in {".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".bmp"}
        ):
            continue
        found[target] = archive.read(path)
    return found


def _notes(archive: Archive) -> dict[tuple[str, str], str]:
    """Return the text of each footnote and endnote."""
    found: dict[tuple[str, str], str] = {}
    for kind in ("footnote", "endnote"):
        root = archive.xml(f"word/{kind}s.xml")
        for one in () if root is None else root.iter(f"{W}{kind}"):
            text = " ".join(plain_text(one).split())
            if text and not one.get(f"{W}type"):
                found[kind, one.get(f"{W}id", "")] = escaped_line(text)
    return found


def _margins(archive: Archive, targets: Mapping[str, str]) -> list[str]:
    """Return the texts of the headers and footers of the pages."""
    names = sorted(
        {
            one
            for one in targets.values()
            if re.fullmatch(r"(?:header|footer)\d*\.xml", one)
        }
    )
    roots = [archive.xml(f"word/{name}") for name in names]
    texts = [" ".join(plain_text(root).split()) for root in roots if root is not None]
    return list(dict.fromkeys(text for text in texts if text))


def _styles(root: Element | None) -> dict[str, ParagraphStyle]:
    if root is None:
        return {}
    elements = {one.get(f"{W}styleId", ""): one for one in root.iter(f"{W}style")}
    return {name: _style_of(name, elements) for name in elements}


def _style_of(style_id: str, elements: Mapping[str, Element]) -> ParagraphStyle:
    """Return a style with what it takes from those it is based on."""
    name = level = list_name = list_depth = ""
    for _ in range(_MAXIMUM_BASES):
        element = elements.get(style_id)
        if element is None:
            break
        name = name or value_of(element.find(f"{W}name")).lower()
        level = level or value_of(element.find(f"{W}pPr/{W}outlineLvl"))
        list_name = list_name or value_of(element.find(f"{W}pPr/{W}numPr/{W}numId"))
        list_depth = list_depth or value_of(element.find(f"{W}pPr/{W}numPr/{W}ilvl"))
        style_id = value_of(element.find(f"{W}basedOn"))
    outline = small_number(level, 9)
    return ParagraphStyle(
        name, outline + 1 if outline < 6 else 0, list_name, list_depth
    )


def plain_text(element: Element) -> str:
    """Return the text of an element without its looks."""
    return printable(
        "".join(
            one.text or "" if one.tag == f"{W}t" else CHARACTERS.get(one.tag, "")
            for one in seen(element)
        )
    )


def seen(element: Element) -> Iterator[Element]:
    """Return what stands in an element in order; text boxes are closed."""
    stack = list(reversed(list(element)))
    while stack:
        one = stack.pop()
        if one.tag in LEFT_BEHIND:
            continue
        yield one
        if one.tag != f"{W}txbxContent":
            stack += reversed(list(one))
