"""The tables of a web page: their rows, and which of their columns ask and answer."""

from __future__ import annotations

from builder.sources.language.asking import interrogation
from builder.sources.language.confidence import EVIDENT, HALF
from builder.sources.readers.html.element import Element
from builder.sources.readers.names import role_of

_RICH = frozenset(("pre", "ul", "ol", "blockquote", "table", "br", "dl", "details"))
_MOST = 0.6


def own_rows(table: Element) -> list[Element]:
    """Return the rows of a table, not those of tables in it."""
    rows = []
    for child in table.elements:
        rows += [child] if child.name == "tr" else own_rows(child)
    return rows if table.name in {"table", "thead", "tbody", "tfoot"} else []


def roles_of_columns(rows: list[list[Element]]) -> list[str]:
    """Return what the columns of a table hold when its rows ask and answer.

    Where the cells are plain, a table of Markdown with the same names says as much.
    """
    roles = [role_of(cell.text()) for cell in rows[0]]
    cells = [cell for row in rows for cell in row]
    if "question" in roles and "answer" in roles:
        any_rich = any(is_rich(cell) or "br" in cell.inside for cell in cells)
        return roles if any_rich and len(rows) > 1 else []
    if max(len(row) for row in rows) != 2:
        return []
    asking = [interrogation(row[0].text()) >= HALF for row in rows]
    answered = [len(row) == 2 and row[1].size > 0 for row in rows]
    both = sum(one and two for one, two in zip(asking, answered, strict=True))
    asks_back = sum(
        len(row) == 2 and interrogation(row[1].text()) >= EVIDENT for row in rows
    )
    is_table = both > 1 and both >= len(rows) * _MOST and asks_back * 2 < len(rows)
    return ["question", "answer"] if is_table else []


def is_rich(cell: Element) -> bool:
    """Whether a cell holds paragraphs, lists or code."""
    paragraphs = sum(one.name == "p" for one in cell.elements)
    return paragraphs > 1 or bool(cell.inside & (_RICH - {"br"}))
