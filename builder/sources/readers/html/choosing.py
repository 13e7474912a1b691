"""What a page offers to choose from: the boxes and buttons of a quiz, and their texts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from builder.sources.language import lettering
from builder.sources.language.asking import asks
from builder.sources.readers.html import tags
from builder.sources.readers.html.element import Element

_CHOOSING = frozenset({"radio", "checkbox"})
_FEWEST = 2
_MOST = 12
# So many elements around an input its question ends.
_REACH = 4
_NAME = re.compile(rf"[(（]?(?:{lettering.LETTER}|\d)[.)）:：]?")


def box(element: Element) -> str:
    """Return the box of an option, where an input stands before one."""
    if element.attributes.get("type") not in _CHOOSING:
        return ""
    outer = [*element.around()][:_FEWEST]
    if any(one.name == "li" for one in outer):
        return "[x] " if "checked" in element.attributes else "[ ] "
    # What a visitor has chosen so far is no answer.
    return "[ ] " if len(_beside(element)) >= _FEWEST else ""


def _beside(element: Element) -> list[Element]:
    """Return the inputs of the same question, where it has a text to choose."""
    name = element.attributes.get("name", "")
    if not name or _behind(element) is None:
        return []
    for outer in [*element.around()][:_REACH]:
        found = [
            one
            for one in outer.walk()
            if one.name == "input" and one.attributes.get("name") == name
        ]
        if len(found) >= _FEWEST:
            return found
    return []


def _behind(element: Element) -> str | None:
    """Return the text of an option, unless it asks: then a button opens its answer."""
    parent = element.parent
    children = parent.children if parent is not None else []
    for child in children[element.index + 1 : element.index + 4]:
        text = child if isinstance(child, str) else child.text()
        if text.strip():
            return None if asks(text) else text
    return None


def options(form: Element) -> list[tuple[Element, str]]:
    """Return the options of a form that holds nothing else, each with its letter."""
    if not _offers(form):
        return []
    found = [one for one in form.walk() if one.name == "label" and one.size]
    if len(found) < _FEWEST:
        found = _parts(form)
    if not _FEWEST <= len(found) <= _MOST or sum(one.size for one in found) < form.size:
        return []
    return [_option(one) for one in found]


def _offers(form: Element) -> bool:
    inputs = [one for one in form.walk() if one.name == "input"]
    kinds = {one.attributes.get("type", "text") for one in inputs}
    is_quiz = bool(kinds & _CHOOSING) and not kinds & {"text", "email", "password"}
    return is_quiz and not form.titles and not asks(form.text())


def _parts(form: Element) -> list[Element]:
    """Return the blocks with text that stand beside one another."""
    inner = form
    while True:
        filled = [one for one in inner.elements if one.size]
        if len(filled) != 1:
            return [one for one in filled if one.name in tags.BLOCKS]
        inner = filled[0]


def _option(element: Element) -> tuple[Element, str]:
    """Return the element of an option's text, and the letter that stands before it."""
    filled: Sequence[Element | str] = [
        child
        for child in element.children
        if (child.size if isinstance(child, Element) else child.strip())
    ]
    first = filled[0] if filled else ""
    second = filled[1] if len(filled) == _FEWEST else None
    if isinstance(first, Element) and isinstance(second, Element):
        name = first.text()
        if _NAME.fullmatch(name):
            return second, f"{name.strip('().:（）：')}. "
    return element, ""
