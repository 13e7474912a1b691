"""Tables whose rows have more cells than heads: these cells are kept, and told of."""

from __future__ import annotations

from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import table as github_table
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from builder.base.code import Code
from builder.base.phrases import counted
from builder.text.markdown.fieldtext import FieldText


def table(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:
    """Read a table; what GitHub leaves out of it stays."""
    before = len(state.tokens)
    if not github_table(state, startLine, endLine, silent):
        return False
    if not silent:
        made = state.tokens[before:]
        heads = sum(token.type == "th_open" for token in made)
        del state.tokens[before:]
        for token in made:
            if token.type == "tr_close":
                _add_cells(state, _row(state), heads)
            state.tokens.append(token)
    return True


def _row(state: StateBlock) -> Token:
    """Return the row that is being read."""
    return next(token for token in reversed(state.tokens) if token.type == "tr_open")


def _add_cells(state: StateBlock, row: Token, heads: int) -> None:
    """Add the cells of a row beyond its heads."""
    assert row.map is not None  # noqa: S101 -- for the type checker: rows have lines
    line = row.map[0]
    begin = state.bMarks[line] + state.tShift[line]
    written = state.src[begin : state.eMarks[line]].strip()
    outer = written.startswith("|") + written.endswith("|")
    if written.count("|") + 1 - outer <= heads:
        return
    cells = escapedSplit(written)
    cells = cells[cells[0] == "" : len(cells) - (cells[-1] == "")]
    extra = cells[heads:]
    if not extra:
        return
    for cell in extra:
        level = row.level + 1
        text = Token("inline", "", 0, level=level + 1, children=[], map=row.map)
        text.content = cell.strip()
        state.tokens += [
            Token("td_open", "td", 1, level=level, block=True),
            text,
            Token("td_close", "td", -1, level=level, block=True),
        ]
    field: FieldText = state.env["field"]
    message = (
        f"a row of {heads + len(extra)} cells under {counted(heads, 'head')}: give the "
        r"table more heads, or write `\|` for a bar inside of a cell"
    )
    field.warn(begin, Code.TABLE_CELLS, message)
