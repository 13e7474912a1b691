"""YAML text to places and back: the only module that knows YAML.

YAML is read as text exactly as typed (``no``, ``12:30``, ``1.10`` and ``010`` stay
what they are) and every piece keeps its place in the file, so that each message can
name file, line and column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import Any, TypeAlias

import yaml

from builder.base.cjk import is_wide
from builder.base.code import Code
from builder.base.diagnostic import Diagnostic, Location, location_at
from builder.cards.yamladvice import advice, lost_to_yaml, tells_of

# libyaml is in every wheel of PyYAML and ten times as fast; a PyYAML that was built
# without it still works.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_MAXIMUM_DEPTH = 100
_MAXIMUM_NODES = 2_000_000
# So many characters weigh as much as a node, when aliases repeat them.
_TEXT_OF_A_NODE = 64


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar: the text as typed and where it begins.

    ``comment`` is what stands behind a value without quotes and is none of it, with the
    blanks before it.
    """

    value: str
    location: Location
    style: str = ""
    indent: int = 0
    comment: str = ""

    def at(self, offset: int) -> Location:
        """Return the place of a character of the text.

        Exact for ``|`` blocks and for text on one line; for folded text, where the
        line breaks of the file are gone, the place where the text begins.
        """
        offset = max(0, min(offset, len(self.value)))
        start = self.location
        if self.style == "|":
            inside = location_at(self.value, start.path, offset)
            line, column = start.line + inside.line, self.indent + inside.column
            return Location(start.path, line, column)
        if self.style == ">" or "\n" in self.value:
            return start
        quote = 1 if self.style else 0
        return Location(start.path, start.line, start.column + quote + offset)


@dataclass(frozen=True, slots=True)
class Items:
    """A YAML sequence."""

    values: tuple[Node, ...]
    location: Location


@dataclass(frozen=True, slots=True)
class Table:
    """A YAML mapping; ``keys`` holds each key with its own place.

    ``is_broken`` says that a key was no text, and that this has been reported.
    """

    values: Mapping[str, Node]
    keys: Mapping[str, Text]
    location: Location
    is_broken: bool = False


Node: TypeAlias = Text | Items | Table


def parse(text: str, path: str) -> tuple[Node | None, list[Diagnostic]]:
    """Read one YAML document; ``None`` when it is empty or cannot be read.

    ``path`` is only for messages.
    """
    refusal = _merge_conflict(text, path) or _too_much(text, path)
    if refusal is not None:
        return None, [refusal]
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        return None, [_syntax_diagnostic(error, text, path)]
    except yaml.reader.ReaderError as error:
        place = location_at(text, path, error.position)
        message = f"a control character (U+{error.character:04X}) cannot stand in YAML"
        return None, [Diagnostic(place, Code.YAML, message)]
    if root is None:
        return None, []
    tree = _Tree(text, path)
    return tree.convert(root), tree.diagnostics


def insert_lines(text: str, insertions: Mapping[Location, str]) -> str:
    """Insert ``key: value`` as the first line of the mappings at the given places.

    Every other character stays as it is. A place is that of a mapping's first key.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = text.splitlines(keepends=True)
    for place, entry in sorted(insertions.items(), reverse=True):
        line = lines[place.line - 1]
        head, tail = line[: place.column - 1], line[place.column - 1 :]
        if head.rstrip().endswith("{"):
            lines[place.line - 1] = f"{head}{entry}, {tail}"
            continue
        if head.rstrip().endswith("?"):
            head = head[: head.rindex("?")]
            tail = line[len(head) :]
        indent = " " * len(head)
        lines[place.line - 1] = f"{head}{entry}{newline}{indent}{tail}"
    return "".join(lines)


def comment_lines(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the comments that have a line to themselves: line, column and text.

    What begins with ``#`` inside of a text is none. Nothing where it is no YAML.
    """
    inside: set[int] = set()
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            if isinstance(event, yaml.ScalarEvent):
                first: Any = event.start_mark
                end: Any = event.end_mark
                ends_before = event.style in {"|", ">"} and not end.column
                inside.update(range(first.line + 1, end.line + (not ends_before)))
    except yaml.YAMLError:
        return
    for number, line in enumerate(text.splitlines()):
        stripped = line.lstrip()
        if stripped.startswith("#") and number not in inside:
            yield number + 1, len(line) - len(stripped) + 1, stripped.rstrip()


def with_word(text: str, key: str, word: str) -> str | None:
    """Return a mapping with another word behind a key; every other character stays.

    Nothing where the word that is there stands on several lines, or is needed elsewhere
    by an alias. ``word`` is one that YAML takes for text anywhere.
    """
    root = yaml.compose(text, Loader=_LOADER)
    if not isinstance(root, yaml.MappingNode):
        return None
    nodes = [value for name, value in root.value if name.value == key]
    if not nodes or nodes[0].start_mark.line != nodes[0].end_mark.line:
        return None
    start, end = nodes[0].start_mark.index, nodes[0].end_mark.index
    quote = nodes[0].style or ""
    changed = f"{text[:start]}{quote}{word}{quote}{text[end:]}"
    wanted = {**_meaning(root), key: word}
    return changed if _meaning(_composed(changed)) == wanted else None


def _composed(text: str) -> yaml.Node | None:
    try:
        return yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError:
        return None


def _meaning(node: yaml.Node | None) -> Any:
    """Return what a node says, wherever and however it is written."""
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_meaning(one) for one in node.value]
    if isinstance(node, yaml.MappingNode):
        return {_meaning(key): _meaning(value) for key, value in node.value}
    return None


_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


class _Tree:
    """Turns PyYAML's nodes into ours and collects what is wrong with them."""

    def __init__(self, text: str, path: str) -> None:
        self.path = path
        self.text = text
        self.lines = text.splitlines()
        self.diagnostics: list[Diagnostic] = []

    def convert(self, node: yaml.Node) -> Node:
        location = _location(node.start_mark, self.path)
        if isinstance(node, yaml.ScalarNode):
            return self._text(node, location)
        if isinstance(node, yaml.SequenceNode):
            return Items(tuple(self.convert(value) for value in node.value), location)
        assert isinstance(node, yaml.MappingNode)  # noqa: S101 -- there is no fourth kind
        return self._table(node, location)

    def _text(self, node: yaml.ScalarNode, location: Location) -> Text:
        style = node.style or ""
        value = self._without_controls(node.value, location)
        lost = self._lost_beginning(node, location)
        if lost:
            return Text(f"{lost} {value}".strip(), location, ">")
        if style == "|":
            return Text(value, location, style, self._indent_after(location.line))
        first, last = node.start_mark.line, node.end_mark.line
        if last > first:
            value = _unspaced(value, self.lines[first : last + 1])
        elif style and node.end_mark.column - node.start_mark.column != len(value) + 2:
            style = ">"  # an escape: where a character stands cannot be told
        return Text(value, location, style, comment=self._comment_behind(node))

    def _lost_beginning(self, node: yaml.ScalarNode, location: Location) -> str:
        """Report a word that YAML takes for a tag, or for an anchor nobody uses."""
        lost = lost_to_yaml(self._line(node.start_mark.line)[node.start_mark.column :])
        if not lost or (lost.startswith("&") and f"*{lost[1:]}" in self.text):
            return ""
        self.diagnostics.append(Diagnostic(location, Code.YAML, tells_of(lost)))
        return lost

    def _comment_behind(self, node: yaml.ScalarNode) -> str:
        if node.style:
            return ""
        rest = self._line(node.end_mark.line)[node.end_mark.column :]
        return rest.rstrip() if rest.lstrip().startswith("#") else ""

    def _line(self, number: int) -> str:
        return self.lines[number] if number < len(self.lines) else ""

    def _without_controls(self, value: str, location: Location) -> str:
        """Report a control character (an escape such as ``\\x1f``) and replace it.

        U+001F separates fields in Anki's database: the engine refuses a package with
        one in a field.
        """
        match = _CONTROL.search(value)
        if match is None:
            return value
        message = (
            f"a control character (U+{ord(match.group()):04X}) cannot stand in text: "
            "take it out"
        )
        self.diagnostics.append(Diagnostic(location, Code.CONTROL_CHARACTER, message))
        return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", value)

    def _indent_after(self, line_number: int) -> int:
        for place in range(line_number, len(self.lines)):
            line = self.lines[place]
            if line.strip():
                return len(line) - len(line.lstrip(" "))
        return 0

    def _table(self, node: yaml.MappingNode, location: Location) -> Table:
        values: dict[str, Node] = {}
        keys: dict[str, Text] = {}
        is_broken = False
        for key_node, value_node in node.value:
            key = self.convert(key_node)
            if not isinstance(key, Text):
                self.diagnostics.append(_brace_diagnostic(location))
                is_broken = True
                continue
            if key.value in keys:
                message = (
                    f"`{key.value}` is given twice (first on line "
                    f"{keys[key.value].location.line}): keep one of them"
                )
                self.diagnostics.append(
                    Diagnostic(key.location, Code.DUPLICATE_KEY, message)
                )
                continue
            keys[key.value] = key
            values[key.value] = self.convert(value_node)
        return Table(values, keys, location, is_broken)


def _location(mark: Any, path: str) -> Location:
    """Return the place of a mark of PyYAML, which counts from 0 or is none."""
    return (
        Location(path, mark.line + 1, mark.column + 1) if mark else Location(path, 1, 1)
    )


def _unspaced(value: str, lines: Sequence[str]) -> str:
    """Take out the spaces that YAML's folding put between Chinese characters."""
    pieces = []
    start = 0
    for line, following in pairwise(lines):
        before = "".join(takewhile(is_wide, reversed(line.rstrip())))[::-1]
        after = "".join(takewhile(is_wide, following.lstrip()))
        if before and after:
            found = value.find(f"{before} {after}", start)
            if found >= 0:
                end = found + len(before)
                pieces.append(value[start:end])
                start = end + 1
    return "".join([*pieces, value[start:]])


def _brace_diagnostic(location: Location) -> Diagnostic:
    message = (
        "text that begins with `{` or `[` must stand in quotes or in a `|` block: "
        "YAML takes it for a mapping or a list"
    )
    return Diagnostic(location, Code.YAML, message)


_CONFLICT = re.compile(r"^(?:<{7} |>{7} |={7}$|[|]{7} )", re.MULTILINE)


def _merge_conflict(text: str, path: str) -> Diagnostic | None:
    """Refuse what git leaves of two branches; text of a card is indented, it is not."""
    found = _CONFLICT.search(text)
    if found is None or not re.search(r"^<{7} ", text, re.MULTILINE):
        return None
    message = (
        "a merge conflict of git: keep the lines that are meant, delete the markers"
    )
    return Diagnostic(location_at(text, path, found.start()), Code.YAML, message)


def _too_much(text: str, path: str) -> Diagnostic | None:
    """Refuse what would take the parser's stack or all memory (an alias bomb).

    Events come without recursion, and cost less than half of what composing does.
    """
    sizes: dict[str, int] = {}
    open_nodes: list[tuple[str | None, int]] = [(None, 0)]
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            problem = _count(event, open_nodes, sizes)
            if problem:
                place = _location(event.start_mark, path)
                return Diagnostic(place, Code.YAML, problem)
    except yaml.YAMLError:
        return None  # composing it will say what is wrong
    return None


def _count(
    event: yaml.Event, open_nodes: list[tuple[str | None, int]], sizes: dict[str, int]
) -> str:
    """Follow one event; ``open_nodes`` holds (anchor, nodes below) of what is open."""
    if isinstance(event, yaml.CollectionStartEvent):
        open_nodes.append((event.anchor, 1))
        if len(open_nodes) > _MAXIMUM_DEPTH:
            return f"nested more than {_MAXIMUM_DEPTH} deep"
        return ""
    if isinstance(event, yaml.CollectionEndEvent):
        anchor, size = open_nodes.pop()
    elif isinstance(event, yaml.AliasEvent):
        if any(event.anchor == open_anchor for open_anchor, _ in open_nodes):
            return (
                f"the alias `*{event.anchor}` stands inside of what it stands for: "
                "write the value out"
            )
        anchor, size = None, sizes.get(event.anchor or "", 1)
    elif isinstance(event, yaml.ScalarEvent):
        anchor, size = event.anchor, 1 + len(event.value) // _TEXT_OF_A_NODE
    else:
        return ""
    if anchor is not None:
        sizes[anchor] = size
    outer_anchor, outer_size = open_nodes[-1]
    open_nodes[-1] = (outer_anchor, outer_size + size)
    if outer_size + size > _MAXIMUM_NODES:
        return "the aliases of this file stand for millions of values: write them out"
    return ""


def _syntax_diagnostic(error: yaml.MarkedYAMLError, text: str, path: str) -> Diagnostic:
    mark = error.problem_mark or error.context_mark
    if "end of stream" in str(error.problem) and error.context_mark:
        mark = error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = text.splitlines()
    source = lines[line] if line < len(lines) else ""
    brace = _BRACE.search(source[:column]) if column <= _LONGEST_ADVISED else None
    if brace is not None and "expected" in str(error.problem):
        return _brace_diagnostic(Location(path, line + 1, brace.start("value") + 1))
    said = f"{error.context or ''}\n{error.problem or error}"
    message = advice(said, source[:column], source[column:]) or _context(error)
    column = min(column, len(source))
    return Diagnostic(Location(path, line + 1, column + 1), Code.YAML, message)


_LONGEST_ADVISED = 2000  # the search takes the square of the line's length

# A value in braces that ended before its text did: `front: {{c1::x}} y`.
_BRACE = re.compile(r"(?:^\s*|: +|- +|, *|\[)(?P<value>\{\{.*\}\}|[\[{].*[\]}])\s*$")


def _context(error: yaml.MarkedYAMLError) -> str:
    problem = str(error.problem)
    if error.context and error.context_mark:
        began = f"{error.context}, begun on line {error.context_mark.line + 1}"
        return f"not YAML: {problem} ({began})"
    return f"not YAML: {problem}"
