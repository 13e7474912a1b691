"""XML of a source as a tree: the only module that knows defusedxml.

Entities are refused, and a tree deeper than any document is.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from builder.sources.readers.block import ReaderError

_MAXIMUM_DEPTH = 300


def parsed(content: bytes | str, name: str) -> Element:
    """Return the root of a document; ``name`` is what messages call it.

    Raises:
        ReaderError: It is no XML, declares entities, or is too deep.
    """
    try:
        root: Element = fromstring(content)
    except DefusedXmlException as error:
        raise ReaderError("it declares entities, as no document does") from error
    except (ParseError, ValueError, LookupError) as error:
        raise ReaderError(
            f"{name} cannot be read: {str(error) or type(error).__name__}"
        ) from error
    _refuse_deep(root, name)
    return root


def _refuse_deep(root: Element, name: str) -> None:
    waiting = [(root, 1)]
    while waiting:
        element, depth = waiting.pop()
        if depth > _MAXIMUM_DEPTH:
            raise ReaderError(f"{name} is nested too deep to be a document")
        waiting += [(child, depth + 1) for child in element]


def local(element: Element) -> str:
    """Return the name of an element without its namespace, in lower case."""
    return element.tag.rpartition("}")[2].lower()


def children(element: Element, *names: str) -> Iterator[Element]:
    """Go through the children of some names."""
    return (child for child in element if local(child) in names)


def child(element: Element, *names: str) -> Element | None:
    """Return the first child of some names."""
    return next(children(element, *names), None)


def below(element: Element, *names: str) -> Iterator[Element]:
    """Go through all elements of some names inside."""
    return (one for one in element.iter() if local(one) in names and one is not element)


def attribute(element: Element, name: str) -> str:
    """Return an attribute, whatever its namespace and its case; blank without one."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2].lower() == name:
            return value
    return ""


def text_of(element: Element | None) -> str:
    """Return all text inside, as it stands."""
    return "" if element is None else "".join(element.itertext())
