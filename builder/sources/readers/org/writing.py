"""The lines of Org as lines of Markdown: lists, tables, blocks of code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from builder.sources.readers import fences
from builder.sources.readers.lines import NumberedLine
from builder.sources.readers.org import inline
from builder.sources.readers.org.outline import Heading, last_ends

_BEGIN = re.compile(
    r"(?i)(?P<pad>[ \t]*)#\+begin_(?P<name>\w+)(?:[ \t]+(?P<about>\S+))?"
)
_FIXED = re.compile(r"[ \t]*:(?: (?P<code>.*)|$)")
_ITEM = re.compile(
    r"(?P<pad>[ \t]*)(?P<marker>[-+]|(?<=[ \t])\*|\d{1,4}[.)])[ \t]+"
    r"(?:\[@\d+\][ \t]+)?(?P<box>\[[ Xx-]\][ \t]+)?(?:(?P<term>\S[^\n]{0,300}?)[ \t]+::[ \t]+)?"
    r"(?P<text>.*)$"
)
_RULE = re.compile(r"-{5,}[ \t]*$")
_TABLE_RULE = re.compile(r"[ \t]*\|[-+|]+\|?[ \t]*$")
_COMMENT = re.compile(r"[ \t]*#(?: |$|\+)")
_QUOTES = frozenset({"quote", "verse", "center"})
_DEEPEST = 6


def document_rows(root: Heading) -> Iterator[NumberedLine]:
    """Return all headings and lines of a file as Markdown."""
    yield from body(root)
    for heading, _ in root.walk():
        yield heading.line, ""
        marks = "#" * min(heading.level, _DEEPEST)
        yield heading.line, f"{marks} {inline.as_markdown(heading.title)}"
        yield heading.line, ""
        yield from body(heading)


def text_of(heading: Heading, *, is_whole: bool = False) -> str:
    """Return what stands below a heading as Markdown, all inside it if asked for."""
    rows = [row for _, row in body(heading)]
    for inner, _ in heading.walk() if is_whole else ():
        depth = min(max(1, inner.level - heading.level + 2), _DEEPEST)
        rows += ["", f"{'#' * depth} {inline.as_markdown(inner.title)}", ""]
        rows += [row for _, row in body(inner)]
    return "\n".join(rows).strip("\n ")


def body(heading: Heading) -> Iterator[NumberedLine]:
    """Return the lines right below a heading as Markdown."""
    rows = heading.rows
    ends = last_ends(rows)
    place = 0
    while place < len(rows):
        number, row = rows[place]
        begin = _BEGIN.match(row)
        if begin is not None and ends.get(begin["name"].lower(), -1) > place:
            end = _end(rows, place + 1, begin["name"])
            yield from _block(rows[place + 1 : end], begin, number)
            place = end + 1
        elif _FIXED.match(row):
            end = place
            while end < len(rows) and _FIXED.match(rows[end][1]):
                end += 1
            code = [_FIXED.sub(r"\g<code>", one) for _, one in rows[place:end]]
            yield from _fenced(code, "", number, "")
            place = end
        elif row.lstrip().startswith("|"):
            end = place
            while end < len(rows) and rows[end][1].lstrip().startswith("|"):
                end += 1
            yield from _table(rows[place:end])
            place = end
        else:
            if not _COMMENT.match(row):
                yield number, _line(row)
            place += 1


def _end(rows: Sequence[NumberedLine], place: int, name: str) -> int:
    closing = re.compile(rf"(?i)[ \t]*#\+end_{re.escape(name)}\b")
    for end in range(place, len(rows)):
        if closing.match(rows[end][1]):
            return end
    return len(rows)


def _block(
    rows: Sequence[NumberedLine], begin: re.Match[str], number: int
) -> Iterator[NumberedLine]:
    name = begin["name"].lower()
    if name == "comment":
        return
    if name in _QUOTES:
        yield number, ""
        for place, row in rows:
            yield place, f"> {_line(row)}".rstrip()
        yield number, ""
    elif name in {"src", "example", "export"}:
        language = begin["about"] if name == "src" and begin["about"] else ""
        pad = begin["pad"]
        code = [re.sub(rf"^{pad}", "", row) for _, row in rows]
        margin = min(
            (len(row) - len(row.lstrip()) for row in code if row.strip()), default=0
        )
        bare = [re.sub(r"^,(?=[*#])", "", row[margin:]) for row in code]
        yield from _fenced(bare, language, number, pad)
    else:
        for place, row in rows:
            yield place, _line(row)


def _fenced(
    code: Sequence[str], language: str, number: int, pad: str
) -> Iterator[NumberedLine]:
    fence = fences.around("\n".join(code))
    yield number, f"{pad}{fence}{language}"
    for row in code:
        yield number, f"{pad}{row}".rstrip()
    yield number, f"{pad}{fence}"


def _table(rows: Sequence[NumberedLine]) -> Iterator[NumberedLine]:
    shown = [
        (number, [inline.as_markdown(cell.strip()) for cell in _cells(row)])
        for number, row in rows
        if not _TABLE_RULE.match(row)
    ]
    width = max((len(cells) for _, cells in shown), default=0)
    for place, (number, cells) in enumerate(shown):
        filled = [*cells, *[""] * (width - len(cells))]
        yield number, f"| {' | '.join(filled)} |"
        if not place:
            yield number, f"|{' --- |' * width}"


def _cells(row: str) -> list[str]:
    return re.split(r"(?<!\\)\|", row.strip().strip("|"))


def _line(row: str) -> str:
    """Return a line of text, or of a list, as Markdown."""
    if _RULE.match(row):
        return "---"
    item = _ITEM.match(row)
    if item is None:
        pad = row[: len(row) - len(row.lstrip())]
        return f"{pad}{inline.as_markdown(row.strip())}" if row.strip() else ""
    marker = item["marker"] if item["marker"][0].isdecimal() else "-"
    box = f"{item['box'].strip().replace('-', ' ')} " if item["box"] else ""
    term = f"**{inline.as_markdown(item['term'])}**: " if item["term"] else ""
    return f"{item['pad']}{marker} {box}{term}{inline.as_markdown(item['text'])}"
