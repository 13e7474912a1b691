"""HTML to blocks: the only module that knows selectolax.

A page becomes Markdown, which the Markdown reader takes apart: structure that Markdown
does not have (``details``, ``dl``) stays as tags, which that reader knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from builder.readers import fences, markdown, tags
from builder.readers.block import Block, Document, ReaderError
from builder.readers.page import Page

MAXIMUM_DEPTH = 120
_TOKEN = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*?(/?)>")
_SPECIAL = re.compile(
    r"[*`\[\]\\]|(?<!\w)_|_(?!\w)|<(?=[A-Za-z/!?])|&(?=#?\w+;)|\$(?=\S[^$]*\$)|~~|==(?=\S)"
)


def read(text: str) -> Document:
    """Read an HTML page.

    Raises:
        ReaderError: It is nested deeper than any page is.
    """
    _refuse_deep(text)
    tree = LexborHTMLParser(text)
    root = _main_part(tree)
    if root is None:
        return Document(())
    page = Page(text)
    _render(root, page, 0)
    page.finish()
    blocks, remarks = markdown.read_lines(page.lines)
    noise = [Block("noise", text, line, text) for line, text in page.noise]
    title = tree.css_first("title")
    name = _squeezed(title.text()) if title is not None else ""
    return Document((*blocks, *noise), _page_title(name), remarks=remarks)


def as_markdown(text: str) -> str:
    """Return a piece of HTML as Markdown."""
    _refuse_deep(text)
    root = LexborHTMLParser(text).body
    if root is None:
        return ""
    page = Page(text)
    _render(root, page, 0)
    page.finish()
    rows = "\n".join(row.rstrip() for _, row in page.lines)
    return re.sub(r"\n{3,}", "\n\n", rows).strip()


def _refuse_deep(text: str) -> None:
    depth = deepest = 0
    for match in _TOKEN.finditer(text):
        if match[3] or match[2].lower() in tags.LOOSE:
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        deepest = max(deepest, depth)
        if deepest > MAXIMUM_DEPTH * 8:
            raise ReaderError("nested too deep to be a page that people read")


def _page_title(title: str) -> str:
    """Return the title of a page without the name of its site."""
    return re.split(r"\s+[|–—]\s+|\s+-\s+(?=[^-]*$)", title)[0].strip()


def _main_part(tree: LexborHTMLParser) -> LexborNode | None:
    body = tree.body or tree.root
    if body is None:
        return None
    for name in ("main", "article"):
        found = tree.css(name)
        if len(found) == 1 and len(found[0].text()) * 2 > len(body.text()):
            return found[0]
    return body


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        yield child
        child = child.next


def _render(node: LexborNode, page: Page, depth: int) -> None:
    """Write a node's children; inline text is gathered until a block ends it."""
    if depth > MAXIMUM_DEPTH:
        raise ReaderError("nested too deep to be a page that people read")
    for child in _children(node):
        name = child.tag or ""
        if name == "-text":
            page.place(child.text_content or "")
            page.inline.append(_escaped(re.sub(r"\s+", " ", child.text_content or "")))
        elif name.startswith(("-", "_")) or name in tags.DROPPED:
            continue
        elif _is_noise(child, name):
            _leave(child, page)
        elif name in tags.BLOCKS:
            page.flush()
            _block(child, name, page, depth)
            page.flush()
        else:
            _inline(child, name, page, depth)


def _is_noise(node: LexborNode, name: str) -> bool:
    if name in tags.NOISE and not (name == "form" and len(node.text()) > 2000):
        return True
    if name not in {"div", "section", "ul", "ol", "p", "span", "a", "header", "table"}:
        return False
    names = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
    if not names.strip() or not tags.NOISE_NAME.search(names):
        return False
    # A wrapper that holds the questions as well is no noise whatever its name.
    parts = len(node.css("h2, h3, h4, h5, dt, details, summary"))
    return parts < 2 or bool(tags.NEVER_QUESTIONS.search(names))


def _leave(node: LexborNode, page: Page) -> None:
    text = _squeezed(node.text(separator=" "))
    if text:
        page.noise.append((page.line, text))


def _block(node: LexborNode, name: str, page: Page, depth: int) -> None:
    if re.fullmatch(r"h[1-6]", name):
        text = _text_of(node, page, depth)
        if text:
            page.paragraph(f"{'#' * int(name[1])} {text}")
    elif name in {"ul", "ol"}:
        _list(node, name, page, depth)
    elif name == "pre":
        _code(node, page)
    elif name == "blockquote":
        _nested(node, page, depth, "> ")
    elif name == "table":
        _table(node, page, depth)
    elif name == "hr":
        page.paragraph("---")
    elif name in {"details", "dl", "dd"}:
        page.paragraph(f"<{name}>")
        _render(node, page, depth + 1)
        page.flush()
        page.paragraph(f"</{name}>")
    elif name in {"summary", "dt"}:
        page.paragraph(f"<{name}>{_text_of(node, page, depth)}</{name}>")
    elif name == "button" or _asks_by_name(node):
        _question(node, name, page, depth)
    else:
        _render(node, page, depth + 1)


def _asks_by_name(node: LexborNode) -> bool:
    names = (
        f"{node.attributes.get('class') or ''} {node.attributes.get('itemprop') or ''}"
    )
    if (
        not tags.QUESTION_NAME.search(names)
        and (node.attributes.get("itemprop") or "") != "name"
    ):
        return False
    return len(node.text()) < 300 and not node.css(
        "h1,h2,h3,h4,h5,h6,p,summary,li,pre,details,b,strong"
    )


def _question(node: LexborNode, name: str, page: Page, depth: int) -> None:
    """Write what a page's own names call a question as a bold line."""
    text = _text_of(node, page, depth)
    if name == "button" and len(text.split()) < 3 and len(text) < 8:
        _leave(node, page)
    elif text:
        page.paragraph(f"**{text.strip('* ')}**")


def _text_of(node: LexborNode, page: Page, depth: int) -> str:
    """Return what stands in a node as one line."""
    inner = Page(
        page.source, position=page.position, line=page.line, counted=page.counted
    )
    _render(node, inner, depth + 1)
    inner.flush()
    page.position, page.line, page.counted = inner.position, inner.line, inner.counted
    rows = [
        re.sub(r"^#{1,6} ", "", row.strip()) for _, row in inner.lines if row.strip()
    ]
    return " ".join(rows).strip()


def _list(node: LexborNode, name: str, page: Page, depth: int) -> None:
    start = node.attributes.get("start") or "1"
    number = int(start) if start.isdecimal() and len(start) < 5 else 1
    if not page.first_prefix and not page.prefix:
        page.lines.append((page.line, ""))
    for child in _children(node):
        if child.tag != "li":
            if child.tag in {"ul", "ol"}:
                _nested(child, page, depth, "  ", is_list=True)
            elif child.tag == "-text" and not (child.text_content or "").strip():
                continue
            elif (child.tag or "").startswith("-"):
                page.inline.append(_escaped(child.text_content or ""))
            else:
                _render(child, page, depth + 1)
            continue
        marker = f"{number}. " if name == "ol" else "- "
        number += 1
        _nested(child, page, depth, " " * len(marker), first=marker)


def _nested(
    node: LexborNode,
    page: Page,
    depth: int,
    prefix: str,
    *,
    first: str = "",
    is_list: bool = False,
) -> None:
    """Write a node with every line behind a prefix."""
    if depth > MAXIMUM_DEPTH:
        raise ReaderError("nested too deep to be a page that people read")
    page.flush()
    outer, outer_first = page.prefix, page.first_prefix
    page.prefix = outer + prefix
    page.first_prefix = (outer_first or outer) + first if first else ""
    if is_list:
        _list(node, node.tag or "ul", page, depth + 1)
    else:
        _render(node, page, depth + 1)
    page.flush()
    if page.first_prefix:
        page.lines.append((page.line, page.first_prefix.rstrip()))
    page.prefix, page.first_prefix = outer, ""


def _code(node: LexborNode, page: Page) -> None:
    text = node.text().replace("\r", "").strip("\n")
    page.place(text.strip())
    names = " ".join(
        (one.attributes.get("class") or "") for one in (node, *node.css("code")[:1])
    )
    found = re.search(
        r"(?:language|lang|brush|highlight-source)[-:]\s*([\w+#-]+)", names
    )
    language = found[1].lower() if found else ""
    fence = fences.around(text)
    page.paragraph(f"{fence}{language}\n{text}\n{fence}")


def _table(node: LexborNode, page: Page, depth: int) -> None:
    """Write a table of data as one; a table that lays out a page as its parts."""
    rows = [
        [cell for cell in _children(row) if cell.tag in {"td", "th"}]
        for row in node.css("tr")
    ]
    rows = [row for row in rows if row]
    width = max((len(row) for row in rows), default=0)
    if node.css("table table, h1, h2, h3, details") or width < 2:
        _render(node, page, depth + 1)
        return
    if (
        any(cell.css("pre, ul, ol, p + p") for row in rows for cell in row)
        and width <= 2
    ):
        _render(node, page, depth + 1)
        return
    shown = [
        [_text_of(cell, page, depth).replace("|", "\\|") for cell in row]
        for row in rows
    ]
    table = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in shown]
    page.paragraph(
        "\n".join([table[0], f"|{' --- |' * width}", *table[1:]]), is_tight=False
    )


def _inline(node: LexborNode, name: str, page: Page, depth: int) -> None:
    if name == "br":
        page.inline.append("\n")
    elif name == "img":
        source = (
            node.attributes.get("src") or node.attributes.get("data-src") or ""
        ).strip()
        if source and not source.startswith("data:"):
            alt = _squeezed(node.attributes.get("alt") or "").translate(
                {91: 32, 93: 32}
            )
            address = f"<{source}>" if re.search(r"[\s()]", source) else source
            page.inline.append(f"![{alt}]({address})")
    elif name in tags.CODE:
        page.place(node.text())
        page.inline.append(_ticked(_squeezed(node.text())))
    elif name == "a":
        _link(node, page, depth)
    elif name in {"sub", "sup", "u", "mark"}:
        _wrapped(node, page, depth, f"<{name}>", f"</{name}>")
    elif name in tags.MARKS and not node.css(
        ",".join(sorted(tags.BLOCKS & {"p", "div", "ul", "ol", "pre", "table"}))
    ):
        _wrapped(node, page, depth, tags.MARKS[name], tags.MARKS[name])
    else:
        _render(node, page, depth + 1)


def _wrapped(
    node: LexborNode, page: Page, depth: int, opening: str, closing: str
) -> None:
    start = len(page.inline)
    _render(node, page, depth + 1)
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


def _link(node: LexborNode, page: Page, depth: int) -> None:
    address = (node.attributes.get("href") or "").strip()
    start = len(page.inline)
    _render(node, page, depth + 1)
    text = "".join(page.inline[start:]).strip()
    is_web = re.match(r"(?i)(?:https?://|mailto:|#)", address) and not re.search(
        r"[\s<>()]", address
    )
    if text and is_web and "\n" not in text and "](" not in text:
        del page.inline[start:]
        page.inline.append(f"[{text}]({address})")


def _ticked(code: str) -> str:
    if not code:
        return ""
    ticks = "``" if "`" in code else "`"
    pad = " " if "`" in code else ""
    return f"{ticks}{pad}{code}{pad}{ticks}"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
