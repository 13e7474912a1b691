"""YAML text to places and back: the only module that knows YAML.

YAML is read as text exactly as typed (``no``, ``12:30``, ``1.10`` and ``010`` stay
what they are) and every piece keeps its place in the file, so that each message can
name file, line and column.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import Any, NamedTuple, TypeAlias

import yaml

from builder.base.cjk import is_wide
from builder.base.code import Code
from builder.base.diagnostic import Diagnostic, Location, location_at
from builder.cards.writtenplaces import written_offset
from builder.cards.yamladvice import (
    brace_diagnostic,
    lost_to_yaml,
    syntax_diagnostic,
    tells_of,
)

# libyaml is in every wheel of PyYAML and ten times as fast; a PyYAML that was built
# without it still works.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""What reads YAML."""

_MAXIMUM_DEPTH = 100
_MAXIMUM_NODES = 2_000_000
# So many characters weigh as much as a node, when aliases repeat them.
_TEXT_OF_A_NODE = 64


class Text(NamedTuple):  # the lightest record there is: a deck has a million of them
    """A scalar: the text as typed and where it begins.

    ``comment`` is what stands behind a value without quotes and is none of it, with the
    blanks before it. ``written`` is how a folded or escaped one stands in the file.
    """

    value: str
    location: Location
    style: str = ""
    indent: int = 0
    comment: str = ""
    written: str = ""

    def at(self, offset: int) -> Location:
        """Return the place of a character of the text."""
        offset = max(0, min(offset, len(self.value)))
        start = self.location
        if self.written:
            place = written_offset(self.written, self.value, offset)
            inside = location_at(self.written, start.path, place)
            before = start.column - 1 if inside.line == 1 else 0
            line = start.line + inside.line - 1
            return Location(start.path, line, before + inside.column)
        if self.style == "|":
            inside = location_at(self.value, start.path, offset)
            line, column = start.line + inside.line, self.indent + inside.column
            return Location(start.path, line, column)
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
    conflict = _merge_conflict(text, path)
    if conflict is not None:
        return None, [conflict]
    try:
        document = _Document(text, path)
        return document.root(), document.diagnostics
    except _RefusedError as refused:
        return None, [refused.diagnostic]
    except yaml.MarkedYAMLError as error:
        return None, [syntax_diagnostic(error, text, path)]
    except yaml.reader.ReaderError as error:
        place = location_at(text, path, error.position)
        message = f"a control character (U+{error.character:04X}) cannot stand in YAML"
        return None, [Diagnostic(place, Code.YAML, message)]


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class _RefusedError(Exception):
    """What would take the parser's stack or all memory."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic)
        self.diagnostic = diagnostic


class _Document:
    """Reads the events of one document into nodes and collects what is wrong with them.

    What an alias stands for is one node wherever it stands, but counts each time: those
    who walk through the tree meet it again.
    """

    def __init__(self, text: str, path: str) -> None:
        self.path = path
        self.text = text
        self.lines = text.splitlines()
        self.has_controls = _CONTROL.search(text) is not None
        self.diagnostics: list[Diagnostic] = []
        self.next_event: Callable[[], Any] = LOADER(text).get_event
        self.depth = 0
        # Of the values in the innermost list or mapping that is open.
        self.weight = 0
        # By their names; ``None`` for one that is not at its end yet.
        self.anchors: dict[str, tuple[Node | None, int]] = {}
        self.anchor_marks: dict[str, Any] = {}

    def root(self) -> Node | None:
        """Return the node of the only document, or nothing when there is none."""
        self.next_event()
        start = self.next_event()
        if isinstance(start, yaml.StreamEndEvent):
            return None
        root = self._node(self.next_event())
        self.next_event()
        end = self.next_event()
        if not isinstance(end, yaml.StreamEndEvent):
            raise yaml.composer.ComposerError(
                "expected a single document in the stream",
                start.start_mark,
                "but found another document",
                end.start_mark,
            )
        return root

    def _node(self, event: Any) -> Node:
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        if event.anchor is not None:
            self._open_anchor(event)
        location = _location(event.start_mark, self.path)
        node: Node
        if isinstance(event, yaml.ScalarEvent):
            weight = 1 + len(event.value) // _TEXT_OF_A_NODE
            node = self._text(event, location)
        else:
            node, weight = self._collection(event, location)
        if event.anchor is not None:
            self.anchors[event.anchor] = node, weight
        self._weigh(weight, event)
        return node

    def _collection(self, event: Any, location: Location) -> tuple[Items | Table, int]:
        """Return a list or a mapping, and how many values it stands for."""
        self.depth += 1
        if self.depth >= _MAXIMUM_DEPTH:
            raise self._refused(event, f"nested more than {_MAXIMUM_DEPTH} deep")
        outer, self.weight = self.weight, 1
        is_list = isinstance(event, yaml.SequenceStartEvent)
        node = self._items(location) if is_list else self._table(location)
        weight, self.weight = self.weight, outer
        self.depth -= 1
        return node, weight

    def _alias(self, event: Any) -> Node:
        if event.anchor not in self.anchors:
            raise yaml.composer.ComposerError(
                None, None, "found undefined alias", event.start_mark
            )
        node, weight = self.anchors[event.anchor]
        if node is None:
            message = (
                f"the alias `*{event.anchor}` stands inside of what it stands for: "
                "write the value out"
            )
            raise self._refused(event, message)
        self._weigh(weight, event)
        return node

    def _open_anchor(self, event: Any) -> None:
        name = event.anchor
        if name in self.anchors:
            raise yaml.composer.ComposerError(
                "found duplicate anchor; first occurrence",
                self.anchor_marks[name],
                "second occurrence",
                event.start_mark,
            )
        self.anchors[name] = None, 0
        self.anchor_marks[name] = event.start_mark

    def _weigh(self, weight: int, event: Any) -> None:
        self.weight += weight
        if self.weight > _MAXIMUM_NODES:
            message = (
                "the aliases of this file stand for millions of values: write them out"
            )
            raise self._refused(event, message)

    def _refused(self, event: Any, message: str) -> _RefusedError:
        place = _location(event.start_mark, self.path)
        return _RefusedError(Diagnostic(place, Code.YAML, message))

    def _items(self, location: Location) -> Items:
        values = []
        while not isinstance(event := self.next_event(), yaml.SequenceEndEvent):
            values.append(self._node(event))
        return Items(tuple(values), location)

    def _table(self, location: Location) -> Table:
        values: dict[str, Node] = {}
        keys: dict[str, Text] = {}
        is_broken = False
        while not isinstance(event := self.next_event(), yaml.MappingEndEvent):
            key = self._node(event)
            found_before = len(self.diagnostics)
            value = self._node(self.next_event())
            if not isinstance(key, Text):
                self.diagnostics[found_before:] = [brace_diagnostic(location)]
                is_broken = True
            elif key.value in keys:
                first = keys[key.value]
                self.diagnostics[found_before:] = [_twice_diagnostic(key, first)]
            else:
                keys[key.value] = key
                values[key.value] = value
        return Table(values, keys, location, is_broken)

    def _text(self, event: Any, location: Location) -> Text:
        style = event.style or ""
        value: str = event.value
        if self.has_controls or style == '"':
            value = self._without_controls(value, location)
        if event.anchor is not None or event.tag is not None:
            lost = self._lost_beginning(event, location)
            if lost:
                return Text(f"{lost} {value}".strip(), location)
        first, last = event.start_mark.line, event.end_mark.line
        is_changed = style == ">" or (style == "|" and self._has_indicator(event))
        if style == "|" and not is_changed and event.tag is None and not event.anchor:
            return Text(value, location, style, self._indent_after(location.line))
        if last > first and style not in {"|", ">"}:
            value = _unspaced(value, self.lines[first : last + 1])
        length = event.end_mark.index - event.start_mark.index
        is_changed |= last > first or length != len(value) + (2 if style else 0)
        written = ""
        if is_changed:
            written = self.text[event.start_mark.index : event.end_mark.index]
        comment = "" if style else self._comment_behind(event)
        return Text(value, location, style, comment=comment, written=written)

    def _has_indicator(self, event: Any) -> bool:
        """Whether a block says how far its text is indented, as its text cannot."""
        head = self._line(event.start_mark.line)[event.start_mark.column :]
        return bool(re.match(r"\S*\d", head))

    def _lost_beginning(self, event: Any, location: Location) -> str:
        """Report a word that YAML takes for a tag, or for an anchor nobody uses."""
        lost = lost_to_yaml(
            self._line(event.start_mark.line)[event.start_mark.column :]
        )
        if not lost or (lost.startswith("&") and f"*{lost[1:]}" in self.text):
            return ""
        self.diagnostics.append(Diagnostic(location, Code.YAML, tells_of(lost)))
        return lost

    def _comment_behind(self, event: Any) -> str:
        rest = self._line(event.end_mark.line)[event.end_mark.column :]
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


def _twice_diagnostic(key: Text, first: Text) -> Diagnostic:
    message = (
        f"`{key.value}` is given twice (first on line {first.location.line}): keep one "
        "of them"
    )
    return Diagnostic(key.location, Code.DUPLICATE_KEY, message)


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
