"""What an author needs to hear when YAML does not read text as it is meant: a table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic, Location

_QUOTE = "put the text in quotes or in a `|` block"


@dataclass(frozen=True, slots=True)
class Advice:
    """Words for one complaint of libyaml.

    ``said`` is found in the complaint, ``before`` and ``after`` in what stands in the
    line before and after its place.
    """

    words: str
    said: str = ""
    before: str = ""
    after: str = ""

    def fits(self, said: str, before: str, after: str) -> bool:
        """Whether these are the words for it."""
        return all(
            re.search(pattern, text)
            for pattern, text in (
                (self.said, said),
                (self.before, before),
                (self.after, after),
            )
        )


# The first that fits speaks.
ADVICE: tuple[Advice, ...] = (
    Advice("a tab cannot indent YAML: use spaces", said="tab character"),
    Advice("a tab cannot indent YAML: use spaces", after=r"^\t"),
    Advice(
        f"text cannot begin with this character: {_QUOTE}",
        said="cannot start any token|alphabetic or numeric|expected node content"
        "|mapping keys are not allowed",
    ),
    Advice(
        f"`- ` begins a list in YAML: {_QUOTE}",
        said="block sequence entries are not allowed",
    ),
    Advice(
        "text that begins with `|` or `>` must stand in quotes, or in the lines below "
        "`|`: YAML takes it for the head of a block",
        said="while scanning a block scalar",
    ),
    Advice(
        f"`!` begins a tag in YAML: {_QUOTE}, as in `'![](picture.svg)'`",
        said="while scanning a tag",
    ),
    Advice(
        "text goes on behind a closing quote: put all of it in one pair of quotes or in "
        "a `|` block",
        said="expected key|expected <block end>",
        before="[\"']\\s*$",
        after=r"^\S",
    ),
    Advice(
        "a `: ` inside text, or a key at the wrong indent: put the text in quotes or in "
        "a `|` block",
        said="mapping values are not allowed",
    ),
    Advice(
        r"no such escape in double quotes: write `\\` for a backslash, or use single "
        "quotes",
        said="unknown escape character",
    ),
    Advice(
        "`---` starts a second document: keep one to a file",
        said="found another document",
    ),
    Advice("the quote that opens here is never closed", said="end of stream"),
    Advice("`*` begins an alias: put the text in quotes", said="undefined alias"),
)


def advice(said: str, before: str, after: str) -> str:
    """Return what to tell an author, or nothing when there is no better word.

    ``said`` is what libyaml says, ``before`` and ``after`` the line around its place.
    """
    fitting = (one.words for one in ADVICE if one.fits(said, before, after))
    return next(fitting, "")


def syntax_diagnostic(error: Any, text: str, path: str) -> Diagnostic:
    """Return what is wrong with a text in words for its author; ``error`` is YAML's."""
    mark = error.problem_mark or error.context_mark
    if "end of stream" in str(error.problem) and error.context_mark:
        mark = error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = text.splitlines()
    source = lines[line] if line < len(lines) else ""
    brace = _BRACE.search(source[:column]) if column <= _LONGEST_ADVISED else None
    if brace is not None and "expected" in str(error.problem):
        return brace_diagnostic(Location(path, line + 1, brace.start("value") + 1))
    said = f"{error.context or ''}\n{error.problem or error}"
    message = advice(said, source[:column], source[column:]) or _context(error)
    column = min(column, len(source))
    return Diagnostic(Location(path, line + 1, column + 1), Code.YAML, message)


_LONGEST_ADVISED = 2000  # the search takes the square of the line's length

# A value in braces that ended before its text did: `front: {{c1::x}} y`.
_BRACE = re.compile(r"(?:^\s*|: +|- +|, *|\[)(?P<value>\{\{.*\}\}|[\[{].*[\]}])\s*$")


def _context(error: Any) -> str:
    problem = str(error.problem)
    if error.context and error.context_mark:
        began = f"{error.context}, begun on line {error.context_mark.line + 1}"
        return f"not YAML: {problem} ({began})"
    return f"not YAML: {problem}"


def brace_diagnostic(location: Location) -> Diagnostic:
    """Return the finding of a text in braces that YAML takes for a mapping."""
    message = (
        "text that begins with `{` or `[` must stand in quotes or in a `|` block: "
        "YAML takes it for a mapping or a list"
    )
    return Diagnostic(location, Code.YAML, message)


def lost_to_yaml(source: str) -> str:
    """Return the tag or anchor that a value begins with, as YAML takes it away."""
    found = re.match(r"[!&][^\s,\[\]{}]*", source)
    return found[0] if found and found[0] not in _STANDARD_TAGS else ""


# https://yaml.org/type/: who writes these means them.
_STANDARD_TAGS = frozenset(
    {"!!str", "!!int", "!!float", "!!bool", "!!null", "!!binary"}
)


def tells_of(lost: str) -> str:
    """Return the message for a word that YAML takes away from a text."""
    what = "a tag" if lost.startswith("!") else "an anchor"
    return f"`{lost}` is not in the text, it is {what} to YAML: {_QUOTE}"


def tells_of_comment(comment: str) -> str:
    """Return the message for text that is a comment to YAML."""
    return f"`{comment}` is not in the text, it is a comment to YAML: {_QUOTE}"
