"""Answers that stand together at the end: ``1. B  2. A``, ``1-5 BACDA``, or in full."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from builder.sources.language import answerwords
from builder.sources.language.plain import plain
from builder.sources.readers import lines
from builder.sources.readers.block import Block
from builder.sources.recognition import label

_RANGE = re.compile(
    r"(\d{1,3})\s*[-~–—到至]\s*(\d{1,3})\s*[.:：、)]?\s*([A-Ha-h][A-Ha-h \t,]*)"
)
_SINGLE = re.compile(
    r"(\d{1,3})\s*[.．、:：)）\-–]?\s*"
    r"((?:[A-Ha-h](?:\s*[,、]?\s*[A-Ha-h]){0,5}|(?i:true|false)|T|√|×|正确|错误|对|错)(?![A-Za-z]))"
)
_SPELT_OUT = {"T": "True", "F": "False", "√": "对", "×": "错"}
_FEWEST = 2
# With more letters beside its pairs, a text is no key.
_MOST_BESIDE = 12
_PASSED = frozenset({"open", "close", "comment", "rule", "html"})


@dataclass(frozen=True, slots=True)
class AnswerKey:
    """Where the answers begin, and what they say of each question's number.

    ``index`` and ``end`` are the number of blocks when there is no key. ``letters``
    name options, or say true or false; ``answers`` are the blocks of an answer in full.
    """

    index: int
    end: int
    letters: Mapping[int, str] = field(default_factory=dict)
    answers: Mapping[int, tuple[Block, ...]] = field(default_factory=dict)

    def judgement(self, number: int | None) -> str:
        """Return what the key says of a question without options."""
        said = self.letters.get(number or 0, "")
        return _SPELT_OUT.get(said, said)


def find_key(blocks: Sequence[Block]) -> AnswerKey:
    """Return the key of a quiz, or one that begins behind its end."""
    titles = [
        index
        for index, block in enumerate(blocks)
        if block.kind in {"heading", "paragraph", "summary"}
        and answerwords.KEYS.pattern.match(plain(block.content))
    ]
    none = AnswerKey(len(blocks), len(blocks))
    if not titles or (len(titles) > 1 and blocks[titles[-1]].kind == "summary"):
        return none
    index = titles[-1]
    below = blocks[index + 1 :]
    title = answerwords.KEYS.pattern.match(plain(blocks[index].content))
    if title is not None and title["rest"]:
        below = [replace(blocks[index], kind="paragraph", text=title["rest"]), *below]
    below = below[: _length(below)]
    end = len(blocks) if not below else index + 1 + len(below)
    letters = _letters(below)
    rest = (title["rest"] or "") if title is not None else ""
    is_line = len(titles) == 1 and "-" in rest
    if len(letters) >= _FEWEST or (letters and is_line):
        return AnswerKey(index, end, letters=letters)
    if len(titles) == 1 and (title is None or not title["rest"]):
        answers = _answers(below)
        if len(answers) >= _FEWEST:
            return AnswerKey(index, end, answers=answers)
    return none


def _length(below: Sequence[Block]) -> int:
    """Return how many blocks a key takes: up to a heading that names no answer."""
    for index, block in enumerate(below):
        if block.kind == "heading" and index and _numbered(block)[0] is None:
            return index
    return len(below)


def _letters(blocks: Sequence[Block]) -> dict[int, str]:
    key: dict[int, str] = {}
    for block in blocks:
        if block.kind in _PASSED or (block.kind == "summary" and not key):
            continue
        if block.kind not in {"item", "paragraph", "table"}:
            return {}
        if block.kind == "table":
            key |= _cells(block.text)
            continue
        text = lines.half_width(plain(block.text.replace("\n", " ; ")))
        ranges = list(_RANGE.finditer(text))
        for match in ranges:
            letters = re.findall(r"[A-Ha-h]", match[3])
            first, last = int(match[1]), int(match[2])
            if last - first + 1 == len(letters):
                key |= dict(zip(range(first, last + 1), letters, strict=True))
        singles = [] if ranges else list(_SINGLE.finditer(text))
        key |= {int(match[1]): match[2] for match in singles}
        rest = _SINGLE.sub("", _RANGE.sub("", text))
        if len(re.findall(r"\w", rest)) > _MOST_BESIDE:
            return {}
    return key


def _cells(table: str) -> dict[int, str]:
    """Return the letters of a table ``| 1 | B | … |``."""
    found = re.finditer(r"(?m)^\W*(\d{1,3})\W*\|\W*([A-Ha-h]|True|False)\W*\|", table)
    return {int(match[1]): match[2] for match in found}


def _answers(blocks: Sequence[Block]) -> dict[int, tuple[Block, ...]]:
    """Return the blocks behind each number when the numbers count up from one."""
    found: dict[int, list[Block]] = {}
    for block in blocks:
        number, text = _numbered(block)
        if block.kind in _PASSED or (block.kind == "summary" and not found):
            continue
        if number == len(found) + 1:
            found[number] = [replace(block, kind="paragraph", text=text, content=text)]
        elif not found:
            return {}
        else:
            found[len(found)].append(block)
    return {number: tuple(kept) for number, kept in found.items()}


def _numbered(block: Block) -> tuple[int | None, str]:
    """Return the number that a block begins with, and the text behind it."""
    if block.kind == "item" and block.indent == 0 and block.marker:
        return label.marker_form(block.marker)[1], block.content
    named = answerwords.NUMBERED.pattern.match(plain(block.content))
    if named is not None and block.kind in {"heading", "paragraph"}:
        return label.written_number(named["number"]), ""
    if block.kind in {"heading", "paragraph"}:
        found = label.take_label(plain(block.content))
        return found.number, found.title
    return None, ""
