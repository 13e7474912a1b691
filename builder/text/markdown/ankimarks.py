r"""Marks that are Anki's own: sound, speech, LaTeX, and formulas in ``\(…\)``, ``\[…\]``.

https://docs.ankiweb.net/math.html
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.dollarmath.index import math_block_dollar, math_inline_dollar

from builder.base.code import Code
from builder.text.markdown.fieldtext import FieldText

# No name and no list of voices is longer; what has no end must not be looked for again
# and again.
_SOUND = re.compile(r"\[sound:([^\]\n]{1,1000})\]")
_SPEECH = re.compile(r"(?i)\[anki:[^\]\n]{0,1000}\]")
_LATEX = re.compile(r"(?i)\[(?P<end>/?)(?P<kind>latex|\$\$?)\]")
_LATEX_ENDS = {
    kind: re.compile(rf"(?i)\[/{re.escape(kind)}\]") for kind in ("latex", "$$", "$")
}
_LATEX_TAG = re.compile(r"(?i)\[(?=/?(?:latex|\$\$?)\])")
_MOST_TOLD = 20
_FORMULA_ENDS = {"(": "\\)", "[": "\\]"}
# Brackets that are escaped since they are text: `\[1\]`, `\[see below\]`.
_TEX_SIGN = re.compile(r"[\\^_={}+<>]")
_WORD_OR_NUMBER = re.compile(r"[^\W\d_]{3}|[^\x00-\x7f]|^\s*\d+\s*$")


def sound(state: StateInline, silent: bool) -> bool:
    """``[sound:a.mp3]``, kept from emphasis and link rules."""
    return _taken(state, "sound", _SOUND, silent=silent)


def speech(state: StateInline, silent: bool) -> bool:
    """``[anki:tts …]``; after a backslash it is text."""
    return _taken(state, "speech", _SPEECH, silent=silent)


def _taken(
    state: StateInline, name: str, pattern: re.Pattern[str], *, silent: bool
) -> bool:
    match = pattern.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push(name, "", 0).content = match[match.lastindex or 0]
    state.pos = match.end()
    return True


def latex(state: StateInline, silent: bool) -> bool:
    """``[latex]…[/latex]``, ``[$]…[/$]`` and ``[$$]…[/$$]``: live only when asked for."""
    match = _LATEX.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    kind = match["kind"].lower()
    field: FieldText = state.env["field"]
    end = None
    if (kind, state.src) not in field.unended:
        end = _LATEX_ENDS[kind].search(state.src, match.end())
        if end is None:
            field.unended.add((kind, state.src))
        elif end.end() > state.posMax:
            end = None
    if (match["end"] or end is None) and kind != "latex":
        return False  # `[$]` alone is no LaTeX
    behind = match.end() if match["end"] or end is None else end.end()
    if not silent:
        if not field.has_latex and field.told.get(Code.LATEX, 0) < _MOST_TOLD:
            _warn_of_latex(field, field.offset(state.src, state.pos))
        name = "latex" if field.has_latex else "text"
        state.push(name, "", 0).content = state.src[state.pos : behind]
    state.pos = behind
    return True


def _warn_of_latex(field: FieldText, offset: int) -> None:
    """Tell that most learners would see no formula."""
    message = (
        "LaTeX is typeset only where it is installed, never on a phone: this is shown as "
        "text; write `$…$`, or say `latex: true` in deck.yaml"
    )
    field.warn(offset, Code.LATEX, message)


def without_latex(markup: str, field: FieldText) -> str:
    """Return raw HTML in which LaTeX is text, unless it was asked for."""
    if field.has_latex or not _LATEX_TAG.search(markup):
        return markup
    match = _LATEX_TAG.search(field.text)
    _warn_of_latex(field, match.start() if match else 0)
    return _LATEX_TAG.sub("&#91;", markup)


_DOLLARS = math_inline_dollar(allow_space=False, allow_digits=False, allow_double=True)
_DOLLAR_BLOCK = math_block_dollar(allow_labels=False, allow_blank_lines=True)


def add_dollar_formulas(parser: MarkdownIt) -> None:
    """Have ``$$`` at the beginning of a line read as a block."""
    parser.block.ruler.before("fence", "math_block", _dollar_block)


def _dollar_block(
    state: StateBlock, startLine: int, endLine: int, silent: bool
) -> bool:
    """``$$…$$`` in lines of its own; the plugin would take two formulas for one."""
    line = _line(state, startLine)
    if line.startswith("$$") and "$$" in line[2:-2]:
        return False
    return bool(_DOLLAR_BLOCK(state, startLine, endLine, silent))


# An amount and words before the next sign: `$5 to 10$`, `$20k, or 30k$`.
_MONEY = re.compile(
    r"\$[0-9][0-9.,]*(?:[kKmM]|bn|-\$[0-9.,]+)?(?=[\s,;:)-])(?P<words>[^$\n]*)\$"
)
_PLAIN_WORD = re.compile(
    r"\b(?!(?:mod|div|gcd|lcm|log|ln|sin|cos|tan|max|min)\b)[^\W\d_]{2,}"
)


def dollar_formula(state: StateInline, silent: bool) -> bool:
    """``$x$`` and ``$$x$$``; the plugin looks at the last sign for one before the first."""
    money = _MONEY.match(state.src, state.pos, state.posMax)
    if (
        money
        and not _TEX_SIGN.search(money["words"])
        and _PLAIN_WORD.search(money["words"])
    ):
        return False
    source = state.src
    if state.pos == 0:
        state.src += "\n"
    try:
        return bool(_DOLLARS(state, silent))
    finally:
        state.src = source


def bracketed_formula(state: StateInline, silent: bool) -> bool:
    r"""``\(x\)`` and ``\[x\]``; words and numbers between ``\[`` and ``\]`` are text."""
    source, second = state.src, state.src[state.pos + 1 : state.pos + 2]
    if second not in _FORMULA_ENDS:
        return False
    end = source.find(_FORMULA_ENDS[second], state.pos + 2, state.posMax)
    tex = source[state.pos + 2 : end] if end >= 0 else ""
    if not tex.strip() or (second == "[" and _is_text(tex, source[end + 2 : end + 3])):
        return False
    if not silent:
        kind = "math_inline" if second == "(" else "math_inline_double"
        state.push(kind, "math", 0).content = tex.strip()
    state.pos = end + 2
    return True


def _is_text(tex: str, behind: str) -> bool:
    if behind in {"(", "["} or "`" in tex:
        return True
    return not _TEX_SIGN.search(tex) and _WORD_OR_NUMBER.search(tex) is not None


def formula_block(
    state: StateBlock,
    startLine: int,
    endLine: int,
    silent: bool,
) -> bool:
    r"""``\[`` at the beginning of a line and ``\]`` at the end of a later one."""
    begin = state.bMarks[startLine] + state.tShift[startLine]
    if not state.src.startswith("\\[", begin) or state.is_code_block(startLine):
        return False
    last = startLine
    while not _line(state, last).endswith("\\]"):
        last += 1
        if (
            last >= endLine
            or state.isEmpty(last)
            or state.sCount[last] < state.blkIndent
        ):
            return False
    if last == startLine:
        return False
    if not silent:
        lines = [_line(state, number) for number in range(startLine, last + 1)]
        token = state.push("math_block", "math", 0)
        token.block = True
        token.content = "\n".join(lines)[2:-2]
        token.map = [startLine, last + 1]
        state.line = last + 1
    return True


def _line(state: StateBlock, number: int) -> str:
    begin = state.bMarks[number] + state.tShift[number]
    return state.src[begin : state.eMarks[number]].rstrip()
