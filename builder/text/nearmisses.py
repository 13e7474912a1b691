"""What looks like a mark of a deletion and is none to Anki."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from builder.text import cloze

# One character for one, so that offsets stay: other widths, other scripts.
_FOLDED = str.maketrans(
    {
        **dict.fromkeys("｛﹛❴", "{"),
        **dict.fromkeys("｝﹜❵", "}"),
        **dict.fromkeys("：﹕︓ː꞉", ":"),
        **dict.fromkeys("сСϲｃＣ", "c"),
        **dict.fromkeys("，、", ","),
        **dict.fromkeys("｜", "|"),
        **dict.fromkeys("；", ";"),
        **dict.fromkeys("\u00a0\u3000", " "),
        **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
        **{chr(0x0660 + digit): str(digit) for digit in range(10)},
        **{chr(0x06F0 + digit): str(digit) for digit in range(10)},
        **{chr(0x0966 + digit): str(digit) for digit in range(10)},
    }
)
_NUMBER = r"(?P<number>\d[\d, ]*)?"
# Surely meant: two braces, a `c` and colons, in whatever spelling.
_CERTAIN = re.compile(
    rf"(?<!\{{)\{{ ?\{{ *[cC] *{_NUMBER} *(?:: ?:|:(?!:)|,|∷)|\{{\{{[cC][lI]::"
)
# Perhaps meant: other brackets, one brace, another sign behind the number.
_DOUBTFUL = re.compile(
    rf"(?:(?<!\{{)\{{|\[\[|\(\(|<<) *[cC]{_NUMBER}::|(?<!\w)[\[(<«„“][cC](?P<inner>\d+)::"
    r"|\{\{[A-Za-z]{0,6}[-._#]?(?P<odd>\d{1,3})(?:[-–.]\d{0,3}|[A-Za-z\u200b-\u200d\ufeff])?::"
    r"|\{\{[cC](?P<other>\d[\d, ]*)[|;=/](?=\S)|\{\{(?P<bare>\d{1,3})::"
)
_NUMBERS = ("number", "other", "bare", "inner", "odd")
_WIDE_END = re.compile("｝｝|﹜﹜")
_WIDE_HINT = re.compile("：：")
# Without one of these a text has no near miss.
_BRACE = re.compile("[{｛﹛❴＝]")
_COLONS = re.compile("[:：﹕︓ː꞉][:：﹕︓ː꞉]")
_WIDE_SHORT_FORM = re.compile(r"＝＝(?=\S)[^＝\n]+＝＝")


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A text that is no mark, and the mark that is meant.

    ``does`` says what such a mark would do.
    """

    offset: int
    text: str
    meant: str
    does: str = "begins no deletion"
    is_certain: bool = False


def near_misses(text: str) -> Iterator[NearMiss]:
    """Yield what is almost a mark, each once."""
    if not (_BRACE.search(text) or _COLONS.search(text)):
        return
    folded = text.translate(_FOLDED)
    told = 0
    for match in sorted(
        (*_CERTAIN.finditer(folded), *_DOUBTFUL.finditer(folded)),
        key=lambda match: (match.start(), -match.end()),
    ):
        if match.start() >= told and not cloze.OPEN.match(text, match.start()):
            told = match.end()
            yield _opening(text, match, is_certain=match.re is _CERTAIN)
    if cloze.OPEN.search(folded):
        for match in _WIDE_END.finditer(text):
            yield NearMiss(match.start(), match.group(), "}}", "ends no deletion")
        for match in _WIDE_HINT.finditer(text):
            if not _is_of_an_opening(folded, match.end()):
                yield NearMiss(match.start(), match.group(), "::", "begins no hint")
    for match in _WIDE_SHORT_FORM.finditer(text):
        meant = match.group().replace("＝", "=")
        yield NearMiss(match.start(), match.group(), meant, "is no deletion")


def _is_of_an_opening(folded: str, end: int) -> bool:
    return re.search(r"\{\{c[\d,]*::$", folded[:end]) is not None


def _opening(text: str, match: re.Match[str], *, is_certain: bool) -> NearMiss:
    groups = match.groupdict()
    digits = next((groups[key] for key in _NUMBERS if groups.get(key)), "1")
    number = re.sub(r"[^\d,]", "", digits).strip(",")
    found = text[match.start() : match.end()]
    return NearMiss(match.start(), found, f"{{{{c{number}::", is_certain=is_certain)
