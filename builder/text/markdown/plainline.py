"""A line of plain text: code, emphasis, deletions and highlights that nest in one another."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

from builder.base.cjk import is_wide
from builder.text import cloze
from builder.text.markdown.fieldtext import FieldText, NumberDeletions
from builder.text.markdown.verbatim import inline_code

# Where something may begin that means something, what does, and what is none of ours.
_STOP = re.compile(r"[\\$^~\[\]<|&:_`*\n{}=]")
_SIGN = re.compile(
    r"(?P<other>[\\$^~\[\]<|]|&(?=[#A-Za-z])|:(?:[a-z0-9_+-]+:|//)"
    r"|(?<![^\W_])_|_(?![^\W_])|(?<!`)`(?![^`\n ](?:[^`\n]*[^`\n ])?`(?!`)))"
    r"|`(?P<code>[^`\n]+)`|(?P<stars>\*+)|(?P<softbreak>\n)"
    r"|(?P<open>\{\{c[0-9]+(?:,[0-9]+)*::)|(?P<close>\}\}(?!\}))|(?P<hint>::)"
    r"|(?P<equals>={2,})|(?P<brace>[{}])"
)
_SPACES = re.compile("  +")
_TAGS = {"*": "em", "**": "strong"}
_SHORT = "=="
_MARKER = "{{"
# A private sign for each short deletion, until all of them have their numbers.
_UNNUMBERED = "\ue002"


class PlainLines:
    """The lines of one field: what was read of them, and the short deletions met."""

    def __init__(self, field: FieldText) -> None:
        self.field = field
        self.is_cloze = field.mode == "deletions"
        self.short: list[str] = []

    def numbered(
        self, html: str, number: NumberDeletions
    ) -> tuple[str, dict[int, str]] | None:
        """Return HTML with the numbers of its short deletions, and these."""
        if not self.short:
            return html, {}
        if html.count(_UNNUMBERED) != len(self.short):
            return None
        taken = frozenset(cloze.explicit_numbers(self.field.text))
        numbers = number(self.short, taken)
        first, *others = html.split(_UNNUMBERED)
        marked = (f"{{{{c{n}::{rest}" for n, rest in zip(numbers, others, strict=True))
        return first + "".join(marked), dict(zip(numbers, self.short, strict=True))

    def html(self, text: str) -> str | None:
        """Return the HTML of the lines of a paragraph; nothing if they are not plain."""
        text = text.strip()
        if " \n" in text:
            if "  \n" in text:
                return None
            text = text.replace(" \n", "\n")
        return _Line(text, self).html()


class _Line:
    """One paragraph. ``open`` holds what is not closed yet, the innermost last."""

    def __init__(self, text: str, lines: PlainLines) -> None:
        self.text = text
        self.lines = lines
        self.hinted = lines.field.hinted
        self.pieces: list[str] = []
        self.open: list[str] = []
        # Where each `==` that is open begins.
        self.starts: list[int] = []
        # The last character of this line that is seen; where the line's break stands, and
        # the last character of the line before.
        self.last = ""
        self.waiting: tuple[int, str] | None = None
        self.shows_something = False

    def html(self) -> str | None:
        text, position, here = self.text, 0, 0
        if "www." in text:
            return None
        while stop := _STOP.search(text, here):
            here = stop.start()
            sign = _SIGN.match(text, here)
            if sign is None:
                here += 1  # a sign that means nothing where it stands
                continue
            if here > position:
                self._shown(text[position:here])
            read = _READ[sign.lastgroup or "other"]
            if read is None or not read(self, sign):
                return None
            position = here = sign.end()
        if position < len(text):
            self._shown(text[position:])
        is_whole = self.shows_something and not self.open
        return "".join(self.pieces) if is_whole else None

    def _shown(self, text: str, markup: str = "") -> None:
        """Add what is seen; between Chinese characters a break of lines leaves no space."""
        if not markup:
            markup = _SPACES.sub(" ", text) if "  " in text else text
            markup = html.escape(markup, quote=False)
        if self.waiting is not None:
            place, before = self.waiting
            if is_wide(before) and is_wide(text[0]):
                self.pieces[place] = ""
            self.waiting = None
        self.pieces.append(markup)
        self.last = text[-1]
        self.shows_something = self.shows_something or not text.isspace()

    def code(self, sign: re.Match[str]) -> bool:
        self._shown(sign["code"], inline_code(sign["code"], self.lines.field))
        return True

    def softbreak(self, sign: re.Match[str]) -> bool:
        self.waiting = len(self.pieces), self.last
        self.pieces.append("\n")
        self.last = ""
        return True

    def stars(self, sign: re.Match[str]) -> bool:
        run = sign.group()
        tag = _TAGS.get(run)
        if tag is None:
            return False
        before = self.text[sign.start() - 1] if sign.start() else " "
        after = self.text[sign.end() : sign.end() + 1] or " "
        if after == "=" and _SHORT in self.open:
            after = " "  # what lies in it is read apart
        opens, closes = _flanks(before, after)
        if closes and run in self.open:
            return self._closed(run, f"</{tag}>")
        self.open.append(run)
        self.pieces.append(f"<{tag}>")
        return opens

    def opening(self, sign: re.Match[str]) -> bool:
        self.open.append(_MARKER)
        self.hinted.append(False)
        self.pieces.append(sign.group())
        return self.lines.is_cloze

    def closing(self, sign: re.Match[str]) -> bool:
        return bool(self.hinted) and self._closed(_MARKER, "}}")

    def hint(self, sign: re.Match[str]) -> bool:
        if not self.hinted:
            self._shown("::")
            return True
        is_first = not self.hinted[-1]
        self.hinted[-1] = True
        self.pieces.append("::")
        return is_first

    def equals(self, sign: re.Match[str]) -> bool:
        if sign.group() != _SHORT:
            return False
        if _SHORT in self.open:
            return self._end_of_equals(sign.start())
        if self.text[sign.end() : sign.end() + 1] in {"", " ", "\n"}:
            return False
        self.open.append(_SHORT)
        self.starts.append(sign.end())
        if self.lines.is_cloze:
            self.hinted.append(False)
        self.pieces.append(_UNNUMBERED if self.lines.is_cloze else "<mark>")
        return True

    def _end_of_equals(self, end: int) -> bool:
        start = self.starts.pop()
        if self.text[end - 1] == " " or "\n" in self.text[start:end]:
            return False
        if self.lines.is_cloze:
            self.lines.short.append(self.text[start:end])
            return self._closed(_SHORT, "}}")
        around = self.text[start - 3 : start - 2] + self.text[end + 2 : end + 3]
        compares = len(around) == 2 and around.isascii() and around.isalnum()  # noqa: PLR2004 -- `a==b or c==d`
        return self._closed(_SHORT, "</mark>") and not compares

    def _closed(self, opened: str, markup: str) -> bool:
        if markup == "}}":
            self.hinted.pop()
        self.pieces.append(markup)
        return self.open.pop() == opened

    def brace(self, sign: re.Match[str]) -> bool:
        self._shown(sign.group())
        return self.lines.field.mode == "off"


_READ = {
    "other": None,
    "code": _Line.code,
    "stars": _Line.stars,
    "softbreak": _Line.softbreak,
    "open": _Line.opening,
    "close": _Line.closing,
    "hint": _Line.hint,
    "equals": _Line.equals,
    "brace": _Line.brace,
}


@lru_cache(maxsize=4096)
def _flanks(before: str, after: str) -> tuple[bool, bool]:
    """Return whether stars between two characters open emphasis, and whether they close it.

    https://spec.commonmark.org/0.31.2/#left-flanking-delimiter-run
    """
    if is_wide(before) or is_wide(after):
        return not after.isspace(), not before.isspace()
    ends, begins = before.isspace(), after.isspace()
    is_left = not begins and (not _is_sign(after) or ends or _is_sign(before))
    is_right = not ends and (not _is_sign(before) or begins or _is_sign(after))
    return is_left, is_right


def _is_sign(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"
