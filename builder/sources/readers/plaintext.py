"""Plain text to blocks: a line is a line, and nothing in it is Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import quantiles

from builder.sources.language import questionwords
from builder.sources.language.plain import CODE
from builder.sources.readers import (
    ankitext,
    csv,
    dialects,
    lines,
    markdown,
    separated,
    spacedcards,
)
from builder.sources.readers.block import Document, ReaderError
from builder.sources.readers.quiz import aiken, gift, opentrivia
from builder.sources.readers.sheet import NamedSheet

_MARKUP = re.compile(
    r"(?m)^(?:#{1,6} \S|```|\|?[ \t]*:?-{3,}:?[ \t]*\|)|\*\*[^*\n]+\*\*|\]\(https?:"
)
# What Markdown would take away or change: tags, emphasis, entities, headings, math.
_SPECIAL = re.compile(
    r"<(?=[A-Za-z/!])|(?<![\w\\])[*_]+(?=[^\s*_])|(?<=[^\s*_\\])[*_]+(?![\w*_])|&(?=#?\w+;)"
    r"|\\(?=[!-/:-@\[-`{-~])|\$(?=\S[^$]*\$)|`(?=[^`]*$)|(?<=\])\((?=\S)"
)
# A number and a tab before a line, with nothing to the right of it.
_LISTED = re.compile(
    r"\s*[(（]?(?P<number>\d{1,4})(?P<mark>[.．)）、:：]?)[ ]*\t+[^\t]+"
)
# A line that asks without an end, and one that ends it.
_BROKEN = re.compile(
    r"(?i)\b(?:what|which|how|why|when|where|who|can|could|does|do|is|are|should)\b.{15,}[\w,\"']$"
)
_ASKS_ON = re.compile(r"\s*[a-z\"'(][^?]{2,100}\?\s*$")
_SENTENCE_END = re.compile(r"[.?!:;。？！：；)]\s*$")


def read(text: str) -> Document:
    """Read plain text; text that is really Markdown is read as such."""
    if not _is_table(text) and _are_listed(_tabbed(text)):
        text = re.sub(r"(?m)^([ ]*\d{1,4})[ ]*\t+", r"\1. ", text)
    found = _as_another(text)
    if found is not None:
        return found
    numbered = lines.with_markers(list(enumerate(text.split("\n"), start=1)))
    numbered = _with_whole_questions(numbered)
    if _is_wrapped(text):
        blocks, remarks = markdown.read_lines(
            [(n, escaped_line(s)) for n, s in numbered]
        )
        return Document(blocks, remarks=remarks)
    escaped = [(number, escaped_line(line)) for number, line in numbered]
    blocks, remarks = markdown.read_lines(escaped, is_prose=True)
    return Document(blocks, is_prose=True, remarks=remarks)


def _as_another(text: str) -> Document | None:
    """Return what a text holds that is really of another format."""
    if _is_table(text):
        return replace(csv.read(text), read_as="csv")
    rows = _rows_of_lines(text) or spacedcards.read(text)
    if rows is not None:
        return rows
    if aiken.is_written(text):
        return replace(aiken.read(text), read_as="aiken")
    if opentrivia.is_written(text):
        return opentrivia.read(text)
    if gift.is_written(text):
        return replace(gift.read(text), read_as="gift")
    marked = dialects.read(text)
    if marked is None and len(_MARKUP.findall(text)) >= 4:
        marked = markdown.read(text)
    return None if marked is None else replace(marked, read_as="markdown")


def _rows_of_lines(text: str) -> Document | None:
    """Return the cards of a text whose lines a mark parts, if their columns are such."""
    mark = separated.mark_of_lines(text)
    if questionwords.QUESTION_LABELS.holds(text.lstrip()):
        return None
    try:
        return replace(csv.read(text, mark), read_as="csv") if mark else None
    except ReaderError:
        return None


def _with_whole_questions(numbered: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Join a question that was broken at a width: its second line asks on, in small."""
    joined: list[tuple[int, str]] = []
    for number, line in numbered:
        before = joined[-1][1] if joined else ""
        if _ASKS_ON.match(line) and _BROKEN.search(before):
            joined[-1] = (joined[-1][0], f"{before.rstrip()} {line.strip()}")
        else:
            joined.append((number, line))
    return joined


def tables(text: str) -> list[NamedSheet]:
    """Return the rows of a text that is a table as they stand."""
    return csv.tables(text)


def _is_table(text: str) -> bool:
    """Whether a text is an export of Anki, or has a tab in every line."""
    if ankitext.is_export(text):
        return True
    if questionwords.QUESTION_LABELS.holds(text.lstrip()):
        return False
    rows = [row for row in text.split("\n")[:500] if row.strip()]
    tabbed = _tabbed(text)
    return len(rows) > 1 and len(tabbed) >= 0.9 * len(rows) and not _are_listed(tabbed)


def _tabbed(text: str) -> list[str]:
    """Return the first lines that a tab parts."""
    rows = text.split("\n")[:500]
    return [row for row in rows if re.match(r"[^\t]*\S\t+\S", row)]


def _are_listed(rows: Sequence[str]) -> bool:
    """Whether a tab only stands behind the number of each line."""
    found = [_LISTED.fullmatch(row) for row in rows]
    numbers = [int(match["number"]) for match in found if match is not None]
    if not rows or len(numbers) < len(rows):
        return False
    have_marks = all(match["mark"] for match in found if match is not None)
    return have_marks or all(two == one + 1 for one, two in pairwise(numbers))


def escaped_line(line: str) -> str:
    """Return a line that Markdown shows as it was typed."""
    if lines.FENCE.match(line.strip()) or lines.CHECKBOX.match(line.strip()):
        return line
    bare = line.lstrip()
    head = line[: len(line) - len(bare)]
    marker = re.match(r"[*+-]\s+|\*\*[^*]+\*\*", bare)
    kept = marker[0] if marker else ""
    return head + kept + _escaped(bare[len(kept) :])


def _escaped(text: str) -> str:
    """Return a text with all that is special in Markdown escaped, but for code."""
    parts = []
    end = 0
    for span in CODE.finditer(text):
        if not _SPECIAL.search(span["code"]):
            continue
        parts += [_SPECIAL.sub(_escape, text[end : span.start()]), span[0]]
        end = span.end()
    return "".join([*parts, _SPECIAL.sub(_escape, text[end:])])


def _escape(special: re.Match[str]) -> str:
    return "".join(f"\\{character}" for character in special[0])


def _is_wrapped(text: str) -> bool:
    """Whether the lines were broken at a width, as in e-mails and README files."""
    lengths = []
    ends = 0
    rows = text.split("\n")
    for line, following in zip(rows, [*rows[1:], ""], strict=True):
        if line.strip() and following.strip():
            lengths.append(len(line))
            ends += bool(_SENTENCE_END.search(line))
    if len(lengths) < 6:
        return False
    broad = quantiles(lengths, n=10)[8]
    widest = max(lengths)
    full = sum(1 for length in lengths if length > broad * 0.75)
    return (
        50 <= broad <= 100
        and widest <= broad * 1.15
        and full > len(lengths) * 0.6
        and ends < len(lengths) * 0.5
    )
