r"""TeX of a source without what loads, links or defines: no ``\style``, no ``\href``.

MathJax on a card runs commands that no formula needs: they take style sheets and
addresses, load extensions, or change what another command means, for all cards to come.
https://docs.mathjax.org/en/v3.2/options/safe.html
"""

from __future__ import annotations

import re
from collections.abc import Callable

# `\fcolorbox` and `\bbox` write into a style sheet, `\mmlToken` any attribute.
_FORBIDDEN = (
    r"\\(?:style|href|url|class|cssId|html[A-Za-z]*|data|includegraphics|unicode|"
    r"mmlToken|bbox|fcolorbox|[Rr]equire|setOptions|mathtoolsset|"
    r"[gex]?def|let|futurelet|global|csname|endcsname|expandafter|string|"
    r"(?:re|provide)?newcommand|(?:re)?newenvironment|(?:re)?newtagform|Newextarrow|"
    r"Declare[A-Za-z]*|definecolor|newcolumntype|catcode|"
    r"input|include|usepackage|documentclass|write|openin|openout|read|immediate|special|"
    r"scantokens|directlua|everymath|everydisplay)(?![A-Za-z])"
)
_COMMAND = re.compile(_FORBIDDEN)
# What takes an argument that is no part of the formula: `\class{red}{x}` means `x`.
_DRESSED = re.compile(
    r"\\+(?:style|href|class|cssId|htmlClass|htmlId|htmlStyle|htmlData)\s*"
    r"\{(?:[^{}\\]|\{[^{}\\]*\})*\}\s*(?=\{)|"
    r"\\+require\s*\{\w*\}"
)
_TAKEN = re.compile(f"{_DRESSED.pattern}|{_FORBIDDEN}")
_FORMULA = re.compile(
    r"(?s)\$\$.{1,4000}?\$\$|\$[^$]{1,4000}\$|"
    r"\\+\(.{1,4000}?\\+\)|\\+\[.{1,4000}?\\+\]"
)
_OPENED = re.compile(r"\\[(\[]")
# Taking one command out may bring another together.
_ROUNDS = 4


def is_live(run: str) -> bool:
    """Whether a run of text on a card is TeX that does more than showing a formula."""
    opened = _OPENED.search(run)
    # Up to where the last formula may end: how braces pair is MathJax's to say.
    end = max(run.rfind(r"\)"), run.rfind(r"\]"))
    return bool(opened and _COMMAND.search(run, opened.start(), max(end, 0)))


def without_commands(text: str) -> str:
    """Return Markdown, code apart, whose formulas hold no such command."""
    return _FORMULA.sub(lambda one: _tamed(one[0]), text) if "\\" in text else text


def without_backslashes(text: str) -> str:
    """Return Markdown, code apart, in which no such command is left at all."""
    return _changed(text, _bare)


def commands(text: str) -> list[str]:
    """Return what ``without_commands`` takes out of a text's formulas."""
    formulas = _FORMULA.finditer(text) if "\\" in text else ()
    return [one[0] for formula in formulas for one in _TAKEN.finditer(formula[0])]


def _tamed(formula: str) -> str:
    if not _COMMAND.search(formula):
        return formula
    return _changed(formula, lambda one: _bare(_DRESSED.sub("", one)))


def _bare(text: str) -> str:
    """Return text with a command's name left to be read: what it was is seen."""
    return re.sub(rf"\\*{_FORBIDDEN}", lambda one: one[0].lstrip("\\"), text)


def _changed(text: str, change: Callable[[str], str]) -> str:
    for _ in range(_ROUNDS):
        before, text = text, change(text)
        if text == before:
            return text
    return text.replace("\\", "")
