"""Formulas in MathML as the TeX that shows them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from builder.sources.readers.html.element import Element

_MAXIMUM_DEPTH = 40
_LARGE = {"∑": r"\sum", "∏": r"\prod", "∫": r"\int", "√": r"\surd", "∞": r"\infty"}
_SIGNS: Mapping[str, str] = {
    **_LARGE,
    "×": r"\times ",
    "÷": r"\div ",
    "·": r"\cdot ",
    "−": "-",
    "≤": r"\le ",
    "≥": r"\ge ",
    "≠": r"\ne ",
    "≈": r"\approx ",
    "±": r"\pm ",
    "→": r"\to ",
    "∈": r"\in ",
    "⁡": "",
    "⁢": "",
    "%": r"\%",
    "#": r"\#",
    "&": r"\&",
    "{": r"\{",
    "}": r"\}",
    "_": r"\_",
    "\\": r"\backslash ",
    "$": "",
}


def as_tex(math: Element) -> str:
    """Return a formula as TeX on one line; blank when it holds nothing."""
    return re.sub(r"\s+", " ", _tex(math, 0)).strip()


def _tex(node: Element, depth: int) -> str:
    if depth > _MAXIMUM_DEPTH:
        return _letters(node.text())
    parts = [_tex(child, depth + 1) for child in node.elements]
    write = _ELEMENTS.get(node.name)
    if write is not None and parts:
        return write(parts)
    if parts:
        return "".join(parts)
    text = _letters(" ".join(node.text().split()))
    if node.name == "mtext" or (node.name == "mi" and len(text) > 1 and text.isalpha()):
        return rf"\text{{{text}}}"
    return text


def _letters(text: str) -> str:
    return "".join(_SIGNS.get(sign, sign) for sign in text)


def _two(form: str) -> Callable[[Sequence[str]], str]:
    def written(parts: Sequence[str]) -> str:
        filled = [*parts, "", ""][:3]
        return form.format(*filled)

    return written


def _table(parts: Sequence[str]) -> str:
    rows = r" \\ ".join(parts)
    return rf"\begin{{matrix}}{rows}\end{{matrix}}"


_ELEMENTS: Mapping[str, Callable[[Sequence[str]], str]] = {
    "mfrac": _two(r"\frac{{{0}}}{{{1}}}"),
    "msup": _two("{{{0}}}^{{{1}}}"),
    "msub": _two("{{{0}}}_{{{1}}}"),
    "msubsup": _two("{{{0}}}_{{{1}}}^{{{2}}}"),
    "munder": _two("{{{0}}}_{{{1}}}"),
    "mover": _two("{{{0}}}^{{{1}}}"),
    "munderover": _two("{{{0}}}_{{{1}}}^{{{2}}}"),
    "mroot": _two(r"\sqrt[{1}]{{{0}}}"),
    "msqrt": lambda parts: rf"\sqrt{{{''.join(parts)}}}",
    "mfenced": lambda parts: f"({','.join(parts)})",
    "mtable": _table,
    "mtr": " & ".join,
    "semantics": lambda parts: parts[0],
    "annotation": lambda _: "",
}
