"""Plain text to HTML without markdown-it: most fields, in a small part of the time.

Paragraphs, flat lists and fenced code; what a line of these holds, ``plainline`` reads.
A text that has anything else is not read at all. What markdown-it makes of a text is the
law: tests hold this against it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from builder.text.drawings import LANGUAGE
from builder.text.highlight import knows
from builder.text.markdown.fieldtext import FieldText, NumberDeletions
from builder.text.markdown.plainline import PlainLines
from builder.text.markdown.verbatim import code_block

# Blanks and line ends that are neither a space nor ``\n``, and control characters.
_UNUSUAL = re.compile(
    "[\\x00-\\x09\\x0b-\\x1f\\x7f-\\xa0\u1680\u2000-\u200a\u2028-\u2029]"
)
# What begins something else than a paragraph, or may.
_OTHER_BLOCK = re.compile(
    r"[ >#:]|[-+](?:[ -]|$)|\*(?: |$)|`{3}|\d{1,9}[.)](?: |$)|=+ *$|_"
)
_ITEM = re.compile(r"(?P<marker>[-*+]|(?P<number>\d{1,9})(?P<sign>[.)])) (?P<text>.*)")
_FENCE = re.compile(r"```(?P<language>[A-Za-z][\w+#.-]*)? *")


def plain_html(
    field: FieldText, number: NumberDeletions
) -> tuple[str, dict[int, str]] | None:
    """Return the HTML of a field and its numbered deletions; nothing if it is not plain."""
    if _UNUSUAL.search(field.text):
        return None
    blocks = _Blocks(field)
    html = blocks.html()
    if html is None:
        return None
    return blocks.lines.numbered(html, number)


class _Blocks:
    """Goes through the lines of a field from top to bottom."""

    def __init__(self, field: FieldText) -> None:
        self.field = field
        self.lines = PlainLines(field)
        self.source = field.text.split("\n")
        self.position = 0

    def html(self) -> str | None:
        pieces: list[str] = []
        is_paragraph = False
        while self.position < len(self.source):
            line = self.source[self.position]
            if not line.strip(" "):
                self.position += 1
                continue
            is_paragraph = False
            if line.startswith("```"):
                piece = self._fence(line)
            elif item := _ITEM.match(line):
                piece = self._list(item)
            else:
                piece = self._paragraph()
                is_paragraph = True
            if piece is None:
                return None
            pieces.append(piece if not is_paragraph else f"<p>{piece}</p>\n")
        # One paragraph alone is the text of a field as it is.
        return piece if len(pieces) == 1 and is_paragraph else "".join(pieces)

    def _paragraph(self) -> str | None:
        first = self.position
        for line in self.source[first:]:
            if not line.strip(" "):
                break
            if self.position > first and _interrupts(line):
                break
            if _OTHER_BLOCK.match(line):
                return None
            self.position += 1
        return self.lines.html("\n".join(self.source[first : self.position]))

    def _list(self, first: re.Match[str]) -> str | None:
        items, is_loose = self._items(first)
        pieces = []
        for item in items:
            text = None if _OTHER_BLOCK.match(item) else self.lines.html(item)
            if text is None:
                return None
            pieces.append(
                f"<li>\n<p>{text}</p>\n</li>\n" if is_loose else f"<li>{text}</li>\n"
            )
        if not pieces:
            return None
        number = first["number"]
        if number is None:
            return f"<ul>\n{''.join(pieces)}</ul>\n"
        start = f' start="{int(number)}"' if int(number) != 1 else ""
        return f"<ol{start}>\n{''.join(pieces)}</ol>\n"

    def _items(self, first: re.Match[str]) -> tuple[Sequence[str], bool]:
        """Return the texts of a list; none when an item holds more than a line."""
        items: list[str] = []
        is_loose = is_after_blank = False
        for line in self.source[self.position :]:
            if not line.strip(" "):
                is_after_blank = True
            else:
                item = _ITEM.match(line)
                if item is None or _kind(item) != _kind(first):
                    if line[0] == " " or not is_after_blank:
                        return [], False
                    break
                if not item["text"] or item["text"].isspace():
                    return [], False
                is_loose = is_loose or is_after_blank
                is_after_blank = False
                items.append(item["text"])
            self.position += 1
        return items, is_loose

    def _fence(self, opening: str) -> str | None:
        match = _FENCE.fullmatch(opening)
        language = (match["language"] or "") if match else ""
        if match is None or language == "math" or language.lower() == LANGUAGE:
            return None
        for place in range(self.position + 1, len(self.source)):
            line = self.source[place]
            if line.lstrip(" ").startswith("```"):
                if line.rstrip(" ") != "```" or (language and not knows(language)):
                    return None
                code = "".join(
                    f"{one}\n" for one in self.source[self.position + 1 : place]
                )
                self.position = place + 1
                return code_block(code, language, self.field)
        return None


def _interrupts(line: str) -> bool:
    """Whether a line ends the paragraph above it, and begins a list or code."""
    if line.startswith("```"):
        return True
    item = _ITEM.match(line)
    if item is None or not item["text"].strip():
        return False
    return item["number"] is None or int(item["number"]) == 1


def _kind(item: re.Match[str]) -> str:
    return item["sign"] or item["marker"]
