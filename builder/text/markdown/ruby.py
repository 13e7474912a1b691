"""Readings above characters: ``{漢字|かんじ}``, and Anki's ``漢字[かんじ]``.

https://docs.ankiweb.net/templates/fields.html#ruby-characters
"""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline

from builder.text.markdown.fieldtext import FieldText

_HAN = "々〆〇ヶ\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_KANA = "\u3041-\u309f\u30a1-\u30ff"
_BRACED = re.compile(
    rf"\{{(?P<base>[^{{}}|\n]+)(?P<readings>(?:\|[^{{}}|\n{_HAN}]+)+)\}}"
)
_BRACKETED = re.compile(rf"\[(?P<kana>[{_KANA}]+)\](?![(\[:])")
# A reading that is asked for.
_BRACED_DELETION = re.compile(
    r"\{(?P<base>[^{}|\n]+)\|(?P<reading>\{\{c[\d,]+::[^{}]+\}\}|==[^=\n]+==)\}"
)
_BRACKETED_DELETION = re.compile(
    rf"\[(?P<reading>(?:\{{\{{c[\d,]+::|==)(?P<kana>[{_KANA}]+)"
    r"(?:(?:::[^{}\]]*)?\}\}|==))\]"
)
_WORD = re.compile(rf"(?P<gap> ?)(?P<word>[{_HAN}{_KANA}]*[{_HAN}][{_HAN}{_KANA}]*)$")
_PARTS = re.compile(rf"[{_HAN}]+|[{_KANA}]+")
_ANY_HAN = re.compile(f"[{_HAN}]")
_FIRST_OF_HAN = re.compile(rf"(?<![{_HAN}])[{_HAN}]")


def braced_reading(state: StateInline, silent: bool) -> bool:
    """``{漢字|かんじ}``, or with one reading for each character ``{漢字|かん|じ}``."""
    field: FieldText = state.env["field"]
    asked = _asked(state, _BRACED_DELETION)
    match = asked or _BRACED.match(state.src, state.pos, state.posMax)
    if match is None or field.is_in_label or not _ANY_HAN.search(match["base"]):
        return False
    if asked and not silent:
        _push_asked(state, match["base"], match.span("reading"))
    elif not silent:
        base, readings = match["base"], match["readings"][1:].split("|")
        if len(readings) == len(base):
            for character, reading in zip(base, readings, strict=True):
                _push(state, character, reading)
        else:
            _push(state, base, "".join(readings))
    state.pos = match.end()
    return True


def bracketed_reading(state: StateInline, silent: bool) -> bool:
    """Kana in brackets behind a word; a space before it says where the word begins."""
    field: FieldText = state.env["field"]
    if silent or field.is_in_label or not field.has_readings:
        return False
    asked = _asked(state, _BRACKETED_DELETION)
    match = asked or _BRACKETED.match(state.src, state.pos, state.posMax)
    before = _WORD.search(state.pending) if match else None
    if match is None or before is None:
        return False
    word, reading = before["word"], match["kana"]
    is_whole = bool(before["gap"]) and _fits(word, reading)
    base = word if is_whole else _read_as(word, reading)
    cut = before.start() if base == word else before.end() - len(base)
    state.pending = state.pending[:cut]
    if asked:
        _push_asked(state, base, match.span("reading"))
    else:
        _push(state, base, reading)
    state.pos = match.end()
    return True


def _asked(state: StateInline, pattern: re.Pattern[str]) -> re.Match[str] | None:
    """Return a reading that a deletion hides."""
    field: FieldText = state.env["field"]
    if field.mode != "deletions":
        return None
    return pattern.match(state.src, state.pos, state.posMax)


def _push_asked(state: StateInline, base: str, span: tuple[int, int]) -> None:
    """Set a reading with a deletion above its word."""
    state.push("ruby_open", "ruby", 1)
    state.push("text", "", 0).content = base
    state.push("rt_open", "rt", 1)
    limit = state.posMax
    state.pos, state.posMax = span
    state.md.inline.tokenize(state)
    state.posMax = limit
    state.push("rt_close", "rt", -1)
    state.push("ruby_close", "ruby", -1)


def _read_as(word: str, reading: str) -> str:
    """Return the end of a run of characters that a reading can belong to."""
    ends = [word[first.start() :] for first in _FIRST_OF_HAN.finditer(word)]
    return next((end for end in ends if _fits(end, reading)), ends[-1])


def _fits(word: str, reading: str) -> bool:
    """Whether the kana of a word stand in its reading too."""
    parts = _PARTS.findall(word)
    pattern = "".join(
        re.escape(part) if re.match(f"[{_KANA}]", part) else ".+" for part in parts
    )
    return re.fullmatch(pattern, reading) is not None


def _push(state: StateInline, base: str, reading: str) -> None:
    token = state.push("ruby", "ruby", 0)
    token.content = base
    token.meta = {"reading": reading}
