"""The names of QTI without their fashions, and its texts as Markdown."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, tostring

from builder.sources.readers import markup, xmltree


def name_of(element: Element) -> str:
    """Return the name of an element: ``qti-simple-choice`` is ``simplechoice``."""
    return xmltree.local(element).removeprefix("qti-").replace("-", "").replace("_", "")


def below(element: Element, *names: str) -> Iterator[Element]:
    """Go through all elements of some names inside."""
    return (
        one for one in element.iter() if name_of(one) in names and one is not element
    )


def first(element: Element, *names: str) -> Element | None:
    """Return the first element of some names inside."""
    return next(below(element, *names), None)


def attribute(element: Element, name: str) -> str:
    """Return an attribute: ``response-identifier`` is ``responseidentifier``."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2].lower().replace("-", "") == name:
            return value
    return ""


def rich_text(element: Element | None) -> str:
    """Return what stands in an element of HTML as Markdown."""
    if element is None:
        return ""
    text = html.escape(element.text or "", quote=False)
    return markup.rich_text(f"{text}{_as_html(element)}", "html")


def rich_text_of_whole(element: Element) -> str:
    """Return an element of HTML with its own tag as Markdown."""
    return markup.rich_text(_as_html([element]), "html")


def _as_html(elements: Iterable[Element]) -> str:
    """Return elements as HTML, without namespaces and prefixes."""
    inner = "".join(tostring(one, encoding="unicode") for one in elements)
    inner = re.sub(r"<(/?)(?:[a-z]\w*:)", r"<\1", inner)
    inner = re.sub(r"\sxmlns(?::\w+)?=\"[^\"]*\"", "", inner)
    # `<p/>` is an empty paragraph in XML, and one that is never closed in HTML.
    return re.sub(r"<(?!br|hr|img)([a-z]\w*)([^<>]*?)\s*/>", r"<\1\2></\1>", inner)
