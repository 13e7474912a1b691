"""YAML to questions: the same lists and mappings as in JSON, also in a front matter."""

from __future__ import annotations

import re
from typing import Any

from builder.cards import yamltree
from builder.cards.yamltree import Items, Node, Table
from builder.sources.readers import json, jsonvalues
from builder.sources.readers.block import Document, ReaderError
from builder.sources.readers.sheet import NamedSheet

_WORDS: dict[str, bool] = {"true": True, "false": False}
_FEW = 2
_NUMBER = re.compile(r"-?\d{1,9}")


def read(text: str) -> Document:
    """Read a YAML document.

    Raises:
        ReaderError: It is not YAML, or holds no questions.
    """
    return json.document_of(_value_of(text), text)


def tables(text: str) -> list[NamedSheet]:
    """Return lists of records as tables: a column for each key.

    Raises:
        ReaderError: It is not YAML.
    """
    return json.tables_of(_value_of(text), text)


def quiz_in(head: str) -> Document | None:
    """Return the questions that a front matter holds; none where it has no list of any."""
    tree, _ = yamltree.parse(head, "")
    value = _plain(tree) if isinstance(tree, Table) else {}
    lists = {key: one for key, one in value.items() if isinstance(one, (list, dict))}
    if not any(jsonvalues.lists_of_records(lists)):
        return None
    found = json.document_of(lists, head)
    return None if found.is_guess or len(found.items) < _FEW else found


def _value_of(text: str) -> Any:
    tree, findings = yamltree.parse(text, "")
    if tree is None:
        reason = findings[0].message if findings else "it is empty"
        raise ReaderError(f"not YAML: {reason}")
    return _plain(tree)


def _plain(node: Node) -> Any:
    """Return the value that a node writes; what looks like a number or a verdict is one."""
    if isinstance(node, Items):
        return [_plain(one) for one in node.values]
    if isinstance(node, Table):
        return {key: _plain(one) for key, one in node.values.items()}
    if node.style or not node.value.isascii():
        return node.value
    if _NUMBER.fullmatch(node.value) and not node.value.startswith("0" * 2):
        return int(node.value)
    return _WORDS.get(node.value.casefold(), node.value)
