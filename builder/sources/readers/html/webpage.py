"""HTML to blocks.

A page becomes Markdown, which the Markdown reader takes apart: structure that Markdown
does not have (``details``, ``dl``) stays as tags, which that reader knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from builder.sources.language.asking import interrogation
from builder.sources.language.confidence import HALF
from builder.sources.readers import markdown
from builder.sources.readers.block import Block, Document
from builder.sources.readers.html import (
    choosing,
    element,
    furniture,
    grid,
    inline,
    listing,
    scripts,
    structured,
    tags,
)
from builder.sources.readers.html.element import Element
from builder.sources.readers.html.page import Page
from builder.sources.readers.names import role_of

_SIGNATURE = re.compile(r"(?:[a-z]+ ){0,3}[\w.:]+\s*\([^?？]*\)\s*(?:→.*|->.*|:.*)?")
_OF_CODE = re.compile(
    r"(?:^|\s)(?:py|c|cpp|js|std|rst|field-list|function|method|class|attribute|property|"
    r"exception|data|describe|option|envvar|docutils-option)(?:$|\s)"
)


def read(text: str) -> Document:
    """Read an HTML page.

    Raises:
        ReaderError: It is nested deeper than any page is.
    """
    source = element.parse(text)
    page = Page(text)
    page.start()
    page.has_named = furniture.names_questions(source.body)
    _render_around(source.body, furniture.main_part(source.body), page)
    page.finish()
    blocks, remarks = markdown.read_lines(page.lines)
    remarks = (*scripts.told(text), *remarks)
    noise = [Block("noise", text, line, text) for line, text in page.noise]
    told = structured.questions(source, text)
    if told:
        noise += [Block("noise", one.text, one.line, one.text) for one in blocks]
        blocks = tuple(told)
    return Document((*blocks, *noise), _page_title(source.title), remarks=remarks)


def piece_as_markdown(text: str) -> str:
    """Return a piece of HTML as Markdown."""
    page = Page(text)
    _render(element.parse(text).body, page)
    page.finish()
    rows = "\n".join(row.rstrip() for _, row in page.lines)
    return re.sub(r"\n{3,}", "\n\n", rows).strip()


def _page_title(title: str) -> str:
    """Return the title of a page without the name of its site."""
    return re.split(r"\s+[|–—]\s+|\s+-\s+(?=[^-]*$)", title)[0].strip()


def _render_around(node: Element, main: Element, page: Page) -> None:
    """Write the main part of a page, and leave what stands around it."""
    if node is main:
        _render(main, page)
        return
    path = [main, *main.around()]
    for child in node.elements:
        if child in path:
            _render_around(child, main, page)
        else:
            _leave(child, page)


def _render(node: Element, page: Page) -> None:
    """Write what stands in a node; inline text is gathered until a block ends it."""
    for child, is_furniture in furniture.parts(node):
        if isinstance(child, str):
            _text(child, page, is_furniture=is_furniture)
        elif is_furniture and not (page.is_title and child.size == node.size):
            _leave(child, page)
        elif furniture.is_badge(child, is_title=page.is_title):
            page.inline.append(" ")
        elif page.is_title and furniture.is_number(child):
            page.inline.append(f"{child.text()} ")
        elif child.name in tags.BLOCKS:
            page.flush()
            _block(child, page)
            page.flush()
        else:
            _inline(child, page)


def _text(text: str, page: Page, *, is_furniture: bool) -> None:
    page.seek(text)
    if is_furniture:
        page.noise.append((page.line, inline.squeezed(text)))
    else:
        page.inline.append(inline.escaped(re.sub(r"\s+", " ", text)))


def _leave(node: Element, page: Page) -> None:
    strings = [text for text in node.strings() if text.strip()]
    if strings:
        page.seek(strings[0])
        text = node.text()
        if re.search(r"\w", text):
            page.noise.append((page.line, text))
        page.seek(strings[-1])


def _block(node: Element, page: Page) -> None:
    write = _BLOCKS.get(node.name)
    if write is not None:
        write(node, page)
    elif furniture.asks_by_name(node) or (
        node.name == "label" and interrogation(node.text()) >= HALF
    ):
        _question(node, page)
    else:
        _render(node, page)


def _heading(node: Element, page: Page) -> None:
    text = _title_of(node, page)
    if text:
        page.paragraph(f"{'#' * int(node.name[1])} {text}")


def _quote(node: Element, page: Page) -> None:
    _nested(node, page, "> ")


def _rule(_: Element, page: Page) -> None:
    page.paragraph("---")


def _term(node: Element, page: Page) -> None:
    if "pre" in node.inside:
        _tagged(node, page)
        return
    page.paragraph(f"<{node.name}>{_title_of(node, page)}</{node.name}>")


def _tagged(node: Element, page: Page) -> None:
    page.paragraph(f"<{node.name}>")
    _render(node, page)
    page.flush()
    page.paragraph(f"</{node.name}>")


def _button(node: Element, page: Page) -> None:
    """Write a button that opens an answer; every other does something on the page."""
    if page.is_title:
        _render(node, page)
    elif furniture.opens_answer(node) or furniture.asks_by_name(node):
        _question(node, page)
    else:
        _leave(node, page)


def _question(node: Element, page: Page) -> None:
    """Write what a page's own names call a question as a term, or as a bold line."""
    if page.is_title:
        _render(node, page)
        return
    text = _title_of(node, page).strip("* ")
    if text:
        page.paragraph(f"<dt>{text}</dt>" if page.has_named else f"**{text}**")


def _title_of(node: Element, page: Page) -> str:
    """Return a title without the signs and arrows beside it, as one line."""
    line = _line_of(node, page, is_title=True)
    return re.sub(r"(?:\s*[¶§🔗]|\s+#)+$", "", line)


def _line_of(node: Element, page: Page, *, is_title: bool = False) -> str:
    """Return what stands in a node as one line."""
    inner = page.inner(is_title=is_title)
    _render(node, inner)
    inner.flush()
    page.go_on(inner)
    rows = [
        re.sub(r"^#{1,6} ", "", row.strip()) for _, row in inner.lines if row.strip()
    ]
    return " ".join(rows).strip()


def _definitions(node: Element, page: Page) -> None:
    """Write a list of terms; the signatures of a program's manual are no terms."""
    terms = [one for one in node.walk() if one.name == "dt"]
    calls = sum(bool(_SIGNATURE.fullmatch(one.text().strip("¶#§ "))) for one in terms)
    is_manual = _OF_CODE.search(node.attributes.get("class", "")) or any(
        one.names.startswith("sig ") for one in terms
    )
    if not is_manual and calls * 2 <= len(terms):
        _tagged(node, page)
        return
    for child in node.elements:
        page.flush()
        text = child.text().rstrip("¶#§ ")
        if child.name == "dt" and text:
            page.paragraph(f"**{inline.ticked(text)}**")
        elif child.name != "dt":
            _render(child, page)


def _list(node: Element, page: Page) -> None:
    if furniture.lays_out(node):
        _render(node, page)
        return
    start = node.attributes.get("start") or "1"
    number = int(start) if start.isdecimal() and len(start) < 5 else 1
    if not page.first_prefix and not page.prefix:
        page.lines.append((page.line, ""))
    for child, is_furniture in furniture.parts(node):
        if isinstance(child, str):
            if child.strip():
                _text(child, page, is_furniture=False)
        elif is_furniture:
            _leave(child, page)
        elif child.name == "li":
            marker = f"{number}. " if node.name == "ol" else "- "
            number += 1
            _nested(child, page, " " * len(marker), first=marker)
        elif child.name in {"ul", "ol"}:
            _nested(child, page, "  ", is_list=True)
        else:
            _render(child, page)


def _nested(
    node: Element,
    page: Page,
    prefix: str,
    *,
    first: str = "",
    is_list: bool = False,
) -> None:
    """Write a node with every line behind a prefix."""
    page.flush()
    outer, outer_first = page.prefix, page.first_prefix
    page.prefix = outer + prefix
    page.first_prefix = (outer_first or outer) + first if first else ""
    if is_list:
        _list(node, page)
    else:
        _render(node, page)
    page.flush()
    if page.first_prefix:
        page.lines.append((page.line, page.first_prefix.rstrip()))
    page.prefix, page.first_prefix = outer, ""


def _form(node: Element, page: Page) -> None:
    """Write a form; one that only holds the options of a question as a list of them."""
    offered = choosing.options(node)
    for option, letter in offered:
        page.paragraph(f"- [ ] {letter}{_line_of(option, page)}", is_tight=True)
    if not offered:
        _render(node, page)


def _code(node: Element, page: Page) -> None:
    code = listing.fenced(node)
    page.seek(node.text())
    if code:
        page.paragraph(code)


def _table(node: Element, page: Page) -> None:
    """Write a table of data as one; a table that lays out a page as its parts."""
    if listing.is_listing(node):
        _code(node, page)
        return
    rows = [
        [cell for cell in row.elements if cell.name in {"td", "th"}]
        for row in grid.own_rows(node)
    ]
    rows = [row for row in rows if row]
    width = max((len(row) for row in rows), default=0)
    if "table" in node.inside or width < 2:
        _render(node, page)
        return
    roles = grid.roles_of_columns(rows)
    if "question" in roles:
        _asking_rows(rows, roles, page)
    elif node.inside & {"h1", "h2", "h3", "details"} or (
        width == 2 and any(grid.is_rich(cell) for row in rows for cell in row)
    ):
        _render(node, page)
    else:
        _data(rows, width, page)


def _asking_rows(rows: list[list[Element]], roles: list[str], page: Page) -> None:
    """Write each row that asks as a term with its definition."""
    has_head = any(role_of(cell.text()) for cell in rows[0])
    for cell in rows[0] if has_head else ():
        _leave(cell, page)
    for row in rows[has_head:]:
        cells = list(zip(row, roles, strict=False))
        asked = [cell for cell, role in cells if role == "question"][:1]
        answers = [cell for cell, role in cells if role in {"answer", "explanation"}]
        page.paragraph("<dl>")
        for cell in asked:
            page.paragraph(f"<dt>{_title_of(cell, page)}</dt>")
        page.paragraph("<dd>")
        for cell in answers:
            _render(cell, page)
            page.flush()
        page.paragraph("</dd>")
        page.paragraph("</dl>")
        for cell in row:
            if cell not in asked and cell not in answers:
                _leave(cell, page)


def _data(rows: list[list[Element]], width: int, page: Page) -> None:
    shown = [[_cell(cell, page) for cell in row] for row in rows]
    table = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in shown]
    page.paragraph(
        "\n".join([table[0], f"|{' --- |' * width}", *table[1:]]), is_tight=False
    )


def _cell(cell: Element, page: Page) -> str:
    """Return a cell as one line; the lines of code in it stay lines of code."""
    if "pre" in cell.inside and all(one.name == "pre" for one in cell.elements):
        rows = [listing.code_of(one).split("\n") for one in cell.elements]
        text = "<br>".join(
            inline.ticked(row) for part in rows for row in part if row.strip()
        )
    else:
        text = _line_of(cell, page)
    return text.replace("|", "\\|")


_BLOCKS: Mapping[str, Callable[[Element, Page], None]] = {
    **dict.fromkeys(tags.HEADINGS, _heading),
    **dict.fromkeys(("ul", "ol", "menu", "dir"), _list),
    **dict.fromkeys(("pre", "xmp", "listing", "plaintext"), _code),
    **dict.fromkeys(("details", "dd"), _tagged),
    **dict.fromkeys(("summary", "dt"), _term),
    "blockquote": _quote,
    "table": _table,
    "hr": _rule,
    "dl": _definitions,
    "form": _form,
    "button": _button,
}


def _inline(node: Element, page: Page) -> None:
    name = node.name
    if name == "br":
        page.inline.append("\n")
    elif name in {"img", "amp-img"}:
        page.inline.append(inline.picture(node))
    elif name in tags.EMBEDDED:
        _embedded(node, page)
    elif name == "input":
        page.inline.append(choosing.box(node))
    elif re.search(r"(?i)mso-list:\s*ignore", node.attributes.get("style", "")):
        page.inline.append(inline.office_marker(node))
    elif name == "math" or furniture.is_formula(node):
        page.inline.append(inline.formula(node))
    elif name in tags.CODE_TAGS:
        _code_inline(node, page)
    elif name == "a":
        _link(node, page)
    elif name in {"sub", "sup", "u", "mark"}:
        _wrapped(node, page, f"<{name}>", f"</{name}>")
    elif _is_asking_line(node, page):
        page.flush()
        _question(node, page)
    elif name in tags.MARKS and not node.inside & tags.BLOCKS:
        _wrapped(node, page, tags.MARKS[name], tags.MARKS[name])
    else:
        _render(node, page)


def _is_asking_line(node: Element, page: Page) -> bool:
    """Whether an inline element is a question by its name, alone on its line."""
    if page.is_title or any(part.strip() for part in page.inline):
        return False
    return furniture.asks_by_name(node) and furniture.ends_line(node)


def _embedded(node: Element, page: Page) -> None:
    address = node.attributes.get("src") or node.attributes.get("data") or ""
    page.noise.append((page.line, f"{node.name} {address}".strip()))


def _code_inline(node: Element, page: Page) -> None:
    page.seek(node.text())
    if page.is_title or "br" not in node.inside:
        page.inline.append(inline.ticked(node.text()))
        return
    page.flush()
    page.paragraph(listing.fenced(node))


def _wrapped(node: Element, page: Page, opening: str, closing: str) -> None:
    start = len(page.inline)
    _render(node, page)
    text = "".join(page.inline[start:])
    del page.inline[start:]
    bare = text.strip()
    if not bare or "\n" in bare:
        rows = [
            f"{opening}{row.strip()}{closing}" if row.strip() else ""
            for row in text.split("\n")
        ]
        page.inline.append("\n".join(rows) if bare else text)
        return
    lead = " " if text[:1].isspace() else ""
    trail = " " if text[-1:].isspace() else ""
    page.inline.append(f"{lead}{opening}{bare}{closing}{trail}")


def _link(node: Element, page: Page) -> None:
    if _is_asking_line(node, page):
        page.flush()
        _question(node, page)
        return
    address = node.attributes.get("href", "").strip()
    start = len(page.inline)
    _render(node, page)
    text = "".join(page.inline[start:]).strip()
    is_web = re.match(r"(?i)(?:https?://|mailto:|#.)", address) and not re.search(
        r"[\s<>()]", address
    )
    # A target in the page is none on a card; alone on its line it is told for navigation.
    is_lost = address.startswith("#") and not inline.is_alone(node)
    if text and is_web and not is_lost and "\n" not in text and "](" not in text:
        del page.inline[start:]
        page.inline.append(f"[{text}]({address})")
