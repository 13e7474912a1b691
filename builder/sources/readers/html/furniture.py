"""What stands on a web page and is not its text: navigation, widgets, buttons."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.sources.language import widgets
from builder.sources.language.asking import interrogation
from builder.sources.language.confidence import HALF
from builder.sources.language.wording import Wordings
from builder.sources.readers.html import tags
from builder.sources.readers.html.element import Element

_FEW = 3
_SHORT = 200
_WIDGET = 500
_STAMP = 60
_NUMBER = 5
_WHOLE_FORM = 600
_MOST = 0.85
_HALF = 0.5
_CONTAINERS = frozenset(
    ("div", "section", "ul", "ol", "dl", "p", "header", "table", "article", "li", "td")
)


def main_part(body: Element) -> Element:
    """Return the element that holds the text of a page."""
    for name in ("main", "article"):
        found = [one for one in body.walk() if _is_called(one, name)]
        if len(found) == 1 and found[0].size * 2 > body.size:
            return found[0]
    return body


def _is_called(one: Element, name: str) -> bool:
    return one.name == name or (name == "main" and one.attributes.get("role") == name)


def parts(element: Element) -> Iterator[tuple[Element | str, bool]]:
    """Return what stands in an element, and of each part whether it is furniture.

    A heading such as “Related questions” makes furniture of the links behind it.
    """
    behind: Wordings | None = None
    for child in element.children:
        if isinstance(child, str):
            yield child, behind is widgets.COMMENTS and bool(child.strip())
            continue
        if child.name in tags.HEADINGS:
            behind = _announces(child)
            yield child, behind is not None or is_furniture(child)
        elif behind is not None and child.size:
            yield child, _belongs(child, behind) or is_furniture(child)
        else:
            yield child, is_furniture(child)


def _announces(heading: Element) -> Wordings | None:
    """Return what a heading says that speaks of no question of the page."""
    if heading.size > _SHORT:
        return None
    text = heading.text()
    for wordings in (widgets.RELATED, widgets.COMMENTS, widgets.ONLY_OPENS_QUESTIONS):
        if wordings.holds(text):
            return wordings
    return widgets.ENDS_QUESTIONS if widgets.ENDS_QUESTIONS.holds(text) else None


def _belongs(element: Element, announced: Wordings) -> bool:
    """Whether an element belongs to the heading of a widget before it."""
    if announced is widgets.COMMENTS:
        return True
    if announced is widgets.ENDS_QUESTIONS:
        return element.size <= _WIDGET and not element.titles
    return announced is widgets.RELATED and element.linked > element.size * _HALF


def is_furniture(element: Element) -> bool:
    """Whether an element is no part of what a page tells."""
    name = element.name
    if name in tags.NOISE:
        return _is_noise(element)
    if element.attributes.get("role", "") in tags.NOISE_ROLES:
        return True
    if name in {"a", "span", "button", "i"}:
        return _is_small_thing(element)
    if name not in _CONTAINERS:
        return False
    if not element.size:
        has_picture = "img" in element.inside
        return has_picture and (_is_named(element) or _steps(element))
    return _is_named(element) or _is_contents(element) or _is_widget(element)


def _is_noise(element: Element) -> bool:
    """Whether a tag that mostly holds navigation does so here."""
    if element.name == "form":
        is_quiz = "input" in element.inside and any(
            one.attributes.get("type", "") in {"radio", "checkbox"}
            for one in element.walk()
            if one.name == "input"
        )
        return element.size <= _WHOLE_FORM and element.titles < 2 and not is_quiz
    if element.name == "aside":
        is_note = element.attributes.get("role") == "note"
        return not (is_note or tags.NOTE_NAME.search(element.names))
    if element.name == "footer":
        return element.parent is None or element.parent.name != "blockquote"
    return True


def _is_small_thing(element: Element) -> bool:
    """Whether a link, a span or a button is a mark beside the text."""
    names = element.names
    if element.name == "a" and element.size <= 1 and "img" not in element.inside:
        jumps = "#" in element.attributes.get("href", "")
        return jumps and not re.search(r"\w", element.text())
    if element.size > _SHORT:
        return False
    if names and tags.INLINE_NAME.search(names):
        return True
    return element.name in {"a", "button"} and bool(widgets.EDITS.holds(element.text()))


def _is_named(element: Element) -> bool:
    """Whether the names of an element tell that it is furniture."""
    names = element.names
    if not names or asks_by_name(element):
        return False
    if tags.NOISE_NAME.search(names):
        # A wrapper that holds the questions as well is no noise whatever its name.
        return element.titles < 2 or bool(tags.NEVER_QUESTIONS.search(names))
    if element.titles or element.inside & {"pre", "table"}:
        return False
    if tags.SLIGHT_NAME.search(names) and element.size <= _SHORT:
        return interrogation(element.text()) < HALF
    return bool(tags.LINKED_NAME.search(names)) and (
        element.linked > element.size * _HALF
    )


def _is_contents(element: Element) -> bool:
    """Whether an element is a list of links into the page itself, or a menu."""
    linked = element.linked if element.name == "td" else element.jumps
    return element.links >= _FEW and linked >= element.size * _MOST


def _is_widget(element: Element) -> bool:
    """Whether an element calls to an action, or steps through the pages of a site."""
    if element.size > _WIDGET or element.titles > 1 or _is_wrapper(element):
        return False
    has_pictures = element.name == "table" or "img" in element.inside
    if has_pictures and _steps(element):
        return True
    text = element.text()
    if widgets.STAMPS.holds(text) and element.size <= _STAMP and not element.titles:
        return True
    if widgets.ENDS_QUESTIONS.holds(text):
        return element.titles == 1 or element.size <= _SHORT
    return widgets.OPENS_QUESTIONS.holds(text) and element.titles == 1


def _is_wrapper(element: Element) -> bool:
    """Whether an element holds one other, which is looked at in its turn."""
    inner = element.children[0] if len(element.children) == 1 else None
    return isinstance(inner, Element) and inner.name in _CONTAINERS


def _steps(element: Element) -> bool:
    """Whether links lead to the page before and to the next one."""
    if element.links < 2:
        return False
    words = [element.text(), element.attributes.get("summary", "")]
    words += [one.attributes.get("alt", "") for one in element.walk()]
    told = " ".join(words)
    back = re.search(r"(?i)\bprev(?:ious)?\b|上一[页章篇节]", told)
    ahead = re.search(r"(?i)\bnext\b|下一[页章篇节]", told)
    return bool((back and ahead) or re.search(r"(?i)\bnavigation\b", words[1]))


def asks_by_name(element: Element) -> bool:
    """Whether a page's own names say that an element is a question."""
    if not 1 < element.size < 300 or element.inside & {"li", "pre", "details", "table"}:
        return False
    if element.inside & tags.HEADINGS or "summary" in element.inside:
        return False
    if not (tags.QUESTION_NAME.search(element.names) or _is_microdata(element)):
        return False
    inner = [one for one in element.walk() if one.name in {"p", "b", "strong"}]
    is_whole = all(one.size == element.size for one in inner if one.size)
    return is_whole and not any(_is_parted(one) for one in (element, *element.walk()))


def _is_parted(element: Element) -> bool:
    """Whether an element holds several blocks of text, and is no single line."""
    filled = [
        one
        for one in element.elements
        if one.name in tags.BLOCKS and one.size > _NUMBER
    ]
    return len(filled) > 1


def names_questions(body: Element) -> bool:
    """Whether most of what a page's own names call questions asks."""
    named = [one.text() for one in body.walk() if asks_by_name(one)]
    asking = sum(interrogation(text) >= HALF for text in named)
    return asking > 1 and asking * 2 >= len(named)


def _is_microdata(element: Element) -> bool:
    if element.attributes.get("itemprop", "") != "name":
        return False
    scope = next(
        (one for one in element.around() if "itemtype" in one.attributes), None
    )
    return scope is not None and scope.attributes["itemtype"].endswith("/Question")


def lays_out(node: Element) -> bool:
    """Whether a list only holds the parts of a page, such as the tabs of a FAQ."""
    for item in node.elements:
        headings = sum(one.name in tags.HEADINGS for one in item.elements)
        if headings > 1 or item.inside & {"details"}:
            return True
        if item.size < 300 and not item.inside & tags.BLOCKS:
            continue
        if any(asks_by_name(one) for one in item.walk()):
            return True
    return False


def opens_answer(element: Element) -> bool:
    """Whether an element opens its answer when it is clicked."""
    text = element.text() if element.size < 300 else ""
    if not text:
        return False
    if interrogation(text) >= HALF:
        return True
    has_mark = any(name in element.attributes for name in tags.OPENING)
    return has_mark and element.size > 8


def is_badge(element: Element, *, is_title: bool) -> bool:
    """Whether an element is only the sign of a question or an answer, or an arrow."""
    if not 0 < element.size <= 2 or element.name in tags.CODE_TAGS:
        return False
    text = element.text()
    following = _following(element)
    if re.fullmatch(r"(?i)[qa]|[问答]", text):
        is_named = bool(tags.ICON_NAME.search(element.names))
        is_before = following is not None and following.name in tags.BLOCKS
        return is_before or (is_title and (is_named or following is not None))
    is_hidden = element.attributes.get("aria-hidden") == "true"
    is_mark = is_hidden or bool(tags.ICON_NAME.search(element.names))
    return is_title and is_mark and not re.search(r"[\w?？]", text)


def is_number(element: Element) -> bool:
    """Whether an element is the number of the question behind it."""
    if not 0 < element.size <= _NUMBER or element.name in tags.CODE_TAGS:
        return False
    is_counted = re.fullmatch(
        r"(?i)(?:q|no\.?|问题?|第)?\s*\d+\s*题?\W?", element.text()
    )
    return bool(is_counted) and _following(element) is not None


def _following(element: Element) -> Element | None:
    """Return the element right behind one that comes first among its neighbours."""
    if element.parent is None or element.name not in {
        "span",
        "div",
        "i",
        "b",
        "strong",
    }:
        return None
    beside = element.parent.children
    if any(
        _is_filled(child)
        for child in beside[max(0, element.index - _FEW) : element.index]
    ):
        return None
    behind = next(
        filter(_is_filled, beside[element.index + 1 : element.index + 1 + _FEW]), None
    )
    return behind if isinstance(behind, Element) else None


def _is_filled(child: Element | str) -> bool:
    return not isinstance(child, str) or bool(child.strip())


def ends_line(element: Element) -> bool:
    """Whether nothing but a block or a line break follows an inline element."""
    if element.parent is None:
        return True
    behind = element.parent.children[element.index + 1 : element.index + 1 + _FEW]
    for child in behind:
        if isinstance(child, str):
            if child.strip():
                return False
        else:
            return (
                child.name in tags.BLOCKS
                or child.name == "br"
                or is_badge(child, is_title=True)
            )
    return True


def is_formula(element: Element) -> bool:
    """Whether an element shows a formula, once to people and once to machines."""
    names = element.attributes.get("class", "")
    return "annotation" in element.inside and bool(
        re.search(r"(?:^|\s)(?:katex|mwe-math-element)(?:$|\s)", names)
    )
