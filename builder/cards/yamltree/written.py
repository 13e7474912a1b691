"""Where the parts of a YAML text are written, and one text in the place of another.

Comments and layout are none of what YAML means, so only the text itself can keep them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import yaml

from builder.cards.yamltree import LOADER


class WrittenScalar(NamedTuple):
    """A text as it stands in a file; lines and columns count from 0, ends lie behind."""

    style: str
    first_line: int
    first_column: int
    last_line: int
    last_column: int


def written_scalars(text: str) -> list[WrittenScalar]:
    """Return the texts of a file in their order; none where it is no YAML."""
    found = []
    try:
        for event in yaml.parse(text, Loader=LOADER):
            if isinstance(event, yaml.ScalarEvent):
                start: Any = event.start_mark
                end: Any = event.end_mark
                is_block_before = event.style in {"|", ">"} and not end.column
                found.append(
                    WrittenScalar(
                        event.style or "",
                        start.line,
                        start.column,
                        end.line - is_block_before,
                        end.column,
                    )
                )
    except yaml.YAMLError:
        return []
    return found


def with_word(text: str, key: str, word: str) -> str | None:
    """Return a mapping with another word behind a key; every other character stays.

    Nothing where the word that is there stands on several lines, or is needed elsewhere
    by an alias. ``word`` is one that YAML takes for text anywhere.
    """
    root = yaml.compose(text, Loader=LOADER)
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
        return yaml.compose(text, Loader=LOADER)
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


@dataclass(frozen=True, slots=True)
class WrittenNode:
    """A part of a YAML text by its offsets; ``end`` of a block lies behind its last line.

    ``key`` is that of a mapping; ``value`` is the text, ``None`` for what holds others.
    With ``is_flow`` it stands in brackets. ``line`` and ``column`` count from 1.
    """

    key: str
    value: str | None
    start: int
    end: int
    line: int
    column: int
    style: str
    is_flow: bool
    is_mapping: bool
    parts: tuple[WrittenNode, ...] = ()
    key_start: int = 0

    def part(self, key: str) -> WrittenNode | None:
        """Return what stands behind a key."""
        return next((one for one in self.parts if one.key == key), None)


def written_tree(text: str) -> WrittenNode | None:
    """Return the whole of a YAML text; nothing where it is none, or has aliases."""
    try:
        root = yaml.compose(text, Loader=LOADER)
        if root is None or _has_aliases(text):
            return None
    except (yaml.YAMLError, RecursionError):
        return None
    return _written(root, "", 0)


def events_of(text: str) -> list[tuple[str, object]] | None:
    """Return what YAML makes of a text, in order; nothing where it is none."""
    try:
        return [
            (type(event).__name__, getattr(event, "value", None))
            for event in yaml.parse(text, Loader=LOADER)
        ]
    except yaml.YAMLError:
        return None


def _has_aliases(text: str) -> bool:
    if "*" not in text:
        return False
    return any(
        isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=LOADER)
    )


def _written(node: yaml.Node, key: str, key_start: int) -> WrittenNode:
    start: Any = node.start_mark
    end: Any = node.end_mark
    is_mapping = isinstance(node, yaml.MappingNode)
    parts: tuple[WrittenNode, ...] = ()
    if isinstance(node, yaml.MappingNode):
        parts = tuple(
            _written(value, str(name.value), name.start_mark.index)
            for name, value in node.value
        )
    elif isinstance(node, yaml.SequenceNode):
        parts = tuple(_written(value, "", 0) for value in node.value)
    is_text = isinstance(node, yaml.ScalarNode)
    return WrittenNode(
        key=key,
        value=node.value if is_text else None,
        start=start.index,
        end=end.index,
        line=start.line + 1,
        column=start.column + 1,
        style=(getattr(node, "style", "") or "") if is_text else "",
        is_flow=not is_text and bool(getattr(node, "flow_style", False)),
        is_mapping=is_mapping,
        parts=parts,
        key_start=key_start,
    )
