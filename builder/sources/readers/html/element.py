"""The elements of a web page as a tree: the only module that knows selectolax."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from builder.sources.readers.block import ReaderError
from builder.sources.readers.html import tags

_DEEPEST = 200
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*?(/?)>")
_ANCHOR = re.compile(r"(?i)\s(?:id|name)\s*=\s*[\"']?([^\"'\s<>]+)")


@dataclass(eq=False, slots=True)
class Element:
    """A tag with what stands in it; what is never seen is left out.

    ``index`` is that among the children of its parent. ``size`` counts the characters
    of its text, ``linked`` those in links, ``jumps`` those in links into the
    same page; ``links`` counts the links and ``titles`` the headings, terms and
    summaries. ``inside`` names the tags in it; ``names`` are its class and id, in
    lower case and with hyphens only.
    """

    name: str
    attributes: dict[str, str]
    parent: Element | None = None
    index: int = 0
    children: list[Element | str] = field(default_factory=list)
    size: int = 0
    linked: int = 0
    jumps: int = 0
    links: int = 0
    titles: int = 0
    inside: frozenset[str] = frozenset()
    names: str = ""

    @property
    def elements(self) -> list[Element]:
        """The children that are no text."""
        return [child for child in self.children if isinstance(child, Element)]

    def walk(self) -> Iterator[Element]:
        """Go through all elements inside, in their order."""
        waiting = self.elements[::-1]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += element.elements[::-1]

    def around(self) -> Iterator[Element]:
        """Go through the elements that this one stands in, the nearest first."""
        element = self.parent
        while element is not None:
            yield element
            element = element.parent

    def text(self) -> str:
        """Return what stands inside as one line."""
        return " ".join("".join(self.strings()).split())

    def strings(self) -> Iterator[str]:
        """Go through the texts inside, with a space around those of blocks."""
        waiting: list[Element | str] = self.children[::-1]
        while waiting:
            child = waiting.pop()
            if isinstance(child, str):
                yield child
            elif child.name in tags.BLOCKS or child.name == "br":
                waiting += [" ", *child.children[::-1], " "]
            else:
                waiting += child.children[::-1]


@dataclass(frozen=True, slots=True)
class Source:
    """A parsed page: what is seen, its title, and the data it tells to machines."""

    body: Element
    title: str = ""
    data: tuple[str, ...] = ()


def parse(text: str) -> Source:
    """Return a page as a tree of elements.

    Raises:
        ReaderError: It is nested deeper than any page is.
    """
    _refuse_deep(text)
    tree = LexborHTMLParser(text)
    title = tree.css_first("title")
    root = tree.body or tree.root
    anchors = frozenset(_ANCHOR.findall(text))
    return Source(
        Element("body", {}) if root is None else _element(root, None, anchors, 0),
        " ".join(title.text().split()) if title is not None else "",
        tuple(node.text() for node in tree.css('script[type="application/ld+json" i]')),
    )


def _refuse_deep(text: str) -> None:
    """Refuse a bomb before the parser spends its time on it."""
    depth = 0
    for match in _TAG.finditer(text):
        if match[3] or match[2].lower() in tags.LOOSE:
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        if depth > _DEEPEST * 5:
            raise ReaderError("nested too deep to be a page that people read")


def _element(
    node: LexborNode, parent: Element | None, anchors: frozenset[str], depth: int
) -> Element:
    if depth > _DEEPEST:
        raise ReaderError("nested too deep to be a page that people read")
    given = {name: value or "" for name, value in node.attributes.items()}
    element = Element(node.tag or "", given, parent, names=_names(given))
    child = None if element.name in tags.EMBEDDED else node.child
    while child is not None:
        name = child.tag or ""
        if name == "-text":
            text = child.text_content or ""
            element.children.append(text)
            element.size += len("".join(text.split()))
        elif not name.startswith(("-", "_")) and name not in tags.UNSEEN:
            inner = _element(child, element, anchors, depth + 1)
            inner.index = len(element.children)
            element.children.append(inner)
            _count(element, inner)
        child = child.next
    if element.name == "a" and "href" in given:
        element.links, element.linked = 1, element.size
        element.jumps = element.size if _is_jump(element, anchors) else 0
    return element


def _names(attributes: Mapping[str, str]) -> str:
    given = f"{attributes.get('class', '')} {attributes.get('id', '')}".strip()
    return re.sub(r"(?<=[a-z])(?=[A-Z][a-z])|_+|-{2,}", "-", given).lower()


def _count(element: Element, inner: Element) -> None:
    element.size += inner.size
    element.linked += inner.linked
    element.links += inner.links
    element.jumps += 0 if inner.name in tags.HEADINGS else inner.jumps
    element.titles += inner.titles + (inner.name in tags.TITLES)
    element.inside |= inner.inside | {inner.name}


def _is_jump(link: Element, anchors: frozenset[str]) -> bool:
    """Whether a link leads into its own page, and opens nothing there."""
    if any(name in link.attributes for name in tags.OPENING):
        return False
    address, mark, anchor = link.attributes.get("href", "").partition("#")
    return bool(mark) and (not address or anchor in anchors)
