"""The questions that a page tells to search engines, where it shows none itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from builder.sources.readers.block import Block
from builder.sources.readers.html.element import Source

_PROBE = 40
_MAXIMUM_DEPTH = 12


def questions(source: Source, text: str) -> list[Block]:
    """Return the questions of a page's FAQ data that do not stand on the page."""
    found = [pair for data in source.data for pair in _pairs(_parsed(data), 0)]
    if not found:
        return []
    shown = _key(source.body.text())
    seen = sum(_key(one)[:_PROBE] in shown for pair in found for one in pair)
    if seen > len(found):  # most questions stand there with their answers
        return []
    blocks = []
    for question, answer in found:
        offset = max(0, text.find(question[:_PROBE]))
        line = text.count("\n", 0, offset) + 1
        blocks.append(Block("question", question, line, question))
        blocks.append(Block("answer", answer, line, answer))
    return blocks


def _parsed(data: str) -> Any:
    try:
        return json.loads(data, strict=False)
    except (ValueError, RecursionError):
        return None


def _pairs(value: Any, depth: int) -> Iterator[tuple[str, str]]:
    """Go through the data for questions that have an answer."""
    if depth > _MAXIMUM_DEPTH:
        return
    if isinstance(value, list):
        for one in value:
            yield from _pairs(one, depth + 1)
        return
    if not isinstance(value, dict):
        return
    if value.get("@type") == "Question":
        answer = value.get("acceptedAnswer") or value.get("suggestedAnswer")
        answer = answer[0] if isinstance(answer, list) and answer else answer
        said = answer.get("text") if isinstance(answer, dict) else None
        name = value.get("name") or value.get("text")
        if isinstance(name, str) and isinstance(said, str) and name.strip():
            yield name, said
        return
    for one in value.values():
        yield from _pairs(one, depth + 1)


def _key(text: str) -> str:
    return re.sub(r"<[^<>]*>|[\W_]+", "", text).casefold()
