"""The code of a web page: its lines without their numbers, and its language."""

from __future__ import annotations

import re
from itertools import islice

from builder.sources.readers import fences
from builder.sources.readers.html import tags
from builder.sources.readers.html.element import Element

_LANGUAGES = (
    re.compile(
        r"(?:^|\s)(?:language|lang|brush:?|highlight-source|highlight)[-:]\s*"
        r"([\w+#.-]+)"
    ),
    re.compile(
        r"(?:^|\s)(?:highlight|sourcecode|src|hljs|prettyprint|prism|chroma|crayon)"
        r"\s+(?:lang-)?([\w+#-]+)"
    ),
)
# fmt: off
_NO_LANGUAGE = frozenset(
    (
        "none", "default", "text", "plain", "plaintext", "plain-text", "notranslate",
        "table", "linenums", "wrap", "block", "highlight", "highlighter-rouge",
        "code", "pre", "copy", "hljs", "line-numbers", "container", "wrapper", "box",
        "shell-output", "output", "literal-block", "programlisting", "screen",
        "undefined", "nohighlight", "auto",
    )
)
# fmt: on
_WRAPPERS = frozenset(("div", "figure", "td", "tr", "tbody", "table", "pre", "section"))
_ROWS = frozenset(("div", "li", "tr", "p", "ol", "ul"))
_COUNTED = 3


def fenced(element: Element) -> str:
    """Return the code of an element as a fenced block, or nothing."""
    text = code_of(element)
    if not text.strip():
        return ""
    fence = fences.around(text)
    return f"{fence}{_language(element)}\n{text}\n{fence}"


def code_of(element: Element) -> str:
    """Return the code of an element, with its line breaks and without its gutter."""
    parts: list[str] = []
    _gather(element, parts)
    text = "".join(parts).replace("\r", "").replace("\xa0", " ")
    rows = text.strip("\n").split("\n")
    return "\n".join(_uncounted(rows)).rstrip()


def is_listing(table: Element) -> bool:
    """Whether a table holds nothing but code and the numbers of its lines."""
    cells = [one for one in table.walk() if one.name in {"td", "th"}]
    code = [cell for cell in cells if "pre" in cell.inside or _is_code(cell)]
    others = [
        cell
        for cell in cells
        if cell not in code and not re.fullmatch(r"[\s\d]*", cell.text())
    ]
    return bool(code) and not others and any(_is_gutter(cell) for cell in cells)


def _is_code(cell: Element) -> bool:
    return bool(re.search(r"(?:^|[\s-])code(?:$|[\s-])", cell.names))


def _is_gutter(element: Element) -> bool:
    return bool(tags.GUTTER_NAME.search(element.names))


def _gather(element: Element, parts: list[str]) -> None:
    for child in element.children:
        if isinstance(child, str):
            parts.append(child)
        elif child.name == "br":
            parts.append("\n")
        elif child.name == "button" or _is_gutter(child):
            continue
        else:
            is_row = child.name in _ROWS
            if is_row and parts and not parts[-1].endswith("\n"):
                parts.append("\n")
            before = len(parts)
            _gather(child, parts)
            if is_row and len(parts) > before and not parts[-1].endswith("\n"):
                parts.append("\n")


def _uncounted(rows: list[str]) -> list[str]:
    """Return lines without the numbers that count them."""
    if len(rows) < _COUNTED:
        return rows
    found = [re.match(r"\s*(\d+)(?:[ \t|.:]|$)", row) for row in rows]
    numbers = [int(match[1]) for match in found if match is not None]
    is_counted = len(numbers) == len(rows) and all(
        number == index for index, number in enumerate(numbers, start=numbers[0])
    )
    if not is_counted:
        return rows
    return [re.sub(r"^\s*\d+[|.:]? ?", "", row) for row in rows]


def _language(element: Element) -> str:
    inner = [one for one in islice(element.walk(), 8) if one.name in {"code", "pre"}]
    outer = [one for one in islice(element.around(), 5) if one.name in _WRAPPERS]
    for one in (element, *inner, *outer):
        given = one.attributes.get("data-lang") or one.attributes.get("data-language")
        names = one.attributes.get("class", "").lower()
        told = [name for pattern in _LANGUAGES for name in pattern.findall(names)]
        for found in (given or "", *told):
            language = found.lower().rstrip(";")
            if re.fullmatch(r"[a-z][\w+#-]{0,24}", language) and (
                language not in _NO_LANGUAGE
            ):
                return "python" if language == "python3" else language
    return ""
