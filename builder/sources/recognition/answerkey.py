"""Answers that stand together behind their questions: ``1. B  2. A``, or in full."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from builder.sources.language import answerwords, lettering
from builder.sources.language.asking import asks
from builder.sources.language.headings import names_group
from builder.sources.language.plain import as_written, plain
from builder.sources.readers.block import Block
from builder.sources.recognition import label

_LETTERS = rf"(?:{lettering.LETTER})"
_RANGE = re.compile(
    r"(\d{1,3})\s*[-~–—到至]\s*(\d{1,3})\s*[.:：、)]?\s*([A-Ha-h][A-Ha-h \t,]*)"
)
_SINGLE = re.compile(
    r"(\d{1,3})\s*[.．、:：)）\]\-–—]*\s*[(（]?"
    rf"((?:{_LETTERS}(?:\s*[,、]?\s*{_LETTERS}){{0,5}}"
    r"|(?i:true|false)|T|√|×|正确|错误|对|错)(?![^\W\d_]))[)）]?"
)
_VERDICTS = re.compile(r"(?i:true|false)|[TF√×]|正确|错误|对|错")
_NAME = re.compile(
    r"\W*(?:[QA](?=\d))?(?P<name>[A-Z]{1,2}[-.]?\d{1,3}|\d{1,3}(?:\.\d{1,3})+"
    r"|\d{1,3}[a-h]|(?<=[QA])\d{1,3})(?:\s*[.)、:：]\W*(?=\w)|\W*\Z)"
)
_SEPARATOR = re.compile(r"(?<!\\)\|")
_FEWEST = 2
# Without a heading it takes more to be no chance.
_RUN = 3
_MOST_ASKING = 0.8
# With more letters beside its pairs, a text is no key.
_MOST_BESIDE = 12
_PASSED = frozenset({"open", "close", "comment", "rule", "html"})


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """An answer of a key: the name of its question, and the heading above it."""

    name: str
    blocks: tuple[Block, ...]
    group: str = ""

    @property
    def text(self) -> str:
        """What it says, where that is a line."""
        return self.blocks[0].text if len(self.blocks) == 1 else ""


@dataclass(frozen=True, slots=True)
class AnswerKey:
    """Where answers begin and end, and what they say of each question.

    Those of a ``short`` key are no more than letters, or true and false.
    """

    index: int
    end: int
    entries: tuple[KeyEntry, ...]
    is_short: bool = False


def find_keys(blocks: Sequence[Block]) -> tuple[AnswerKey, ...]:
    """Return the keys of a quiz: one behind it, one behind each part, or none."""
    titles = [index for index, block in enumerate(blocks) if _is_title(block)]
    found: list[AnswerKey] = []
    before = 0
    for index in titles:
        names = {name for block in blocks[before:index] if (name := name_of(block))}
        key = _below(blocks, index, is_only=len(titles) == 1)
        if key is not None and (
            len(titles) == 1
            or _is_of(key, names)
            or (found and found[-1].end == index and not names)
        ):
            found.append(key)
        before = index + 1 if key is None else key.end
    if found or titles:
        return tuple(found)
    bare = _last_line(blocks) or _headless(blocks)
    return () if bare is None else (bare,)


def answers_counted(key: AnswerKey, blocks: Sequence[Block]) -> bool:
    """Whether each answer of a key has the number of a block before it."""
    names = {name_of(block) for block in blocks[: key.index]}
    said = {entry.name for entry in key.entries}
    return len(said) >= _RUN and said <= names


def name_of(block: Block) -> str:
    """Return how a block is counted: ``3``, ``A-1``; nothing when it is not."""
    return _named(block)[0]


def _is_title(block: Block) -> bool:
    return block.kind in {"heading", "paragraph", "summary"} and bool(
        answerwords.KEYS.pattern.match(plain(block.content))
    )


def _is_of(key: AnswerKey, names: set[str]) -> bool:
    return len(names) >= _FEWEST and {entry.name for entry in key.entries} <= names


def _below(blocks: Sequence[Block], index: int, *, is_only: bool) -> AnswerKey | None:
    """Return the key below a title, with what stands on its own line."""
    title = blocks[index]
    match = answerwords.KEYS.pattern.match(plain(title.content))
    rest = (match["rest"] or "") if match is not None else ""
    if rest and not re.search(r"\d", rest):
        return None
    below = list(blocks[index + 1 :])
    if rest:
        below = [replace(title, kind="paragraph", text=rest, content=rest), *below]
    below = below[: _length(below, title.level)]
    end = index + 1 + len(below) - bool(rest)
    entries = _short(below)
    is_line = is_only and bool(re.search(r"[-–—]", rest))
    if len(entries) >= _FEWEST or (entries and is_line):
        return AnswerKey(index, end, tuple(entries), is_short=True)
    if rest:
        return None
    entries = _full(below)
    return AnswerKey(index, end, tuple(entries)) if len(entries) >= _FEWEST else None


def _length(below: Sequence[Block], level: int) -> int:
    """Return how many blocks a key takes: up to a heading that names no answer.

    Headings below its own divide it, as long as answers follow.
    """
    end = len(below)
    for index, block in enumerate(below):
        if block.kind == "heading" and index and not name_of(block):
            is_part = level and block.level > level
            if not is_part or not any(map(name_of, below[index + 1 :])):
                end = index
                break
    return end


def _short(blocks: Sequence[Block]) -> list[KeyEntry]:
    """Return the letters of a key; nothing when it says more than these."""
    found: dict[tuple[str, str], KeyEntry] = {}
    group = ""
    for block in blocks:
        if block.kind in _PASSED or (block.kind == "summary" and not found):
            continue
        if _is_part(block):
            group = plain(block.content)
            continue
        if block.kind not in {"item", "paragraph", "table", "code"}:
            return []
        pairs = _pairs(block)
        if pairs is None or (not pairs and name_of(block)):
            return []
        for name, said in pairs:
            if (group, name) in found:
                group = f"{group}+"  # the numbers begin anew
            found[group, name] = _entry(name, said, block, group)
    return list(found.values())


def _pairs(block: Block) -> list[tuple[str, str]] | None:
    """Return the numbers of a block with their letters; none when it is a text."""
    if block.kind == "table":
        return list(_cells(block.text))
    text = block.content if block.kind == "code" else block.text
    text = plain(text.replace("\n", " ; "))
    found: list[tuple[str, str]] = []
    ranges = list(_RANGE.finditer(text))
    for match in ranges:
        letters = re.findall(r"[A-Ha-h]", match[3])
        first, last = int(match[1]), int(match[2])
        if last - first + 1 == len(letters):
            numbers = range(first, last + 1)
            found += [
                (str(one), said) for one, said in zip(numbers, letters, strict=True)
            ]
    singles = [] if ranges else list(_SINGLE.finditer(text))
    found += [(str(int(match[1])), match[2]) for match in singles]
    rest = _SINGLE.sub("", _RANGE.sub("", text))
    return None if len(re.findall(r"\w", rest)) > _MOST_BESIDE else found


def _cells(table: str) -> Iterator[tuple[str, str]]:
    """Yield the answers of a table: a row for each, several in a row, or a row of all."""
    rows = [
        [plain(cell) for cell in _SEPARATOR.split(row.strip().strip("|"))]
        for row in table.split("\n")
    ]
    rows = [row for row in rows if not re.fullmatch(r"[\s:\-]*", "".join(row))]
    if len(rows) == _FEWEST and _are_numbers(rows[0]) and len(rows[0]) > _FEWEST:
        yield from zip(map(_number, rows[0]), rows[1], strict=False)
        return
    for row in rows:
        for cell, said in pairwise(row):
            if _number(cell) and re.fullmatch(
                rf"{_LETTERS}(?:\s*[,、]?\s*{_LETTERS}){{0,5}}|{_VERDICTS.pattern}",
                said,
            ):
                yield _number(cell), said


def _are_numbers(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return (
        bool(filled) and sum(bool(_number(cell)) for cell in filled) >= len(filled) - 1
    )


def _number(cell: str) -> str:
    match = re.fullmatch(r"\D{0,9}?(\d{1,3})\s*[.)、]?", cell)
    return str(int(match[1])) if match is not None else ""


def _full(blocks: Sequence[Block]) -> list[KeyEntry]:
    """Return the answers behind each number when the numbers count up."""
    found: list[KeyEntry] = []
    group = ""
    is_between = False
    for block in blocks:
        name, text = _named(block)
        if block.kind in _PASSED or (block.kind == "summary" and not found):
            continue
        pairs = _only_pairs(block)
        if _is_part(block):
            group, is_between = plain(block.content), True
        elif pairs and all(one for one, _ in pairs):
            found += [_entry(one, said, block, group) for one, said in pairs]
        elif name and _follows(found, name, is_between=is_between):
            found.append(_entry(name, text, block, group))
            is_between = False
        elif not found:
            if block.kind == "table":
                return [*_rows(block)]
            return []
        elif not is_between:
            last = found[-1]
            found[-1] = replace(last, blocks=(*last.blocks, block))
    return found


def _is_part(block: Block) -> bool:
    """Whether a block only names a part of an exam."""
    if block.kind not in {"heading", "paragraph", "item"}:
        return False
    text = plain(block.text if block.kind == "item" else block.content)
    is_named = answerwords.EXAM_PARTS.holds(text) or names_group(text)
    return is_named or (block.kind == "heading" and not name_of(block))


def _only_pairs(block: Block) -> list[tuple[str, str]]:
    """Return several numbers with their letters, where a line holds nothing else."""
    if block.kind not in {"paragraph", "item"}:
        return []
    text = plain(block.text)
    rest = _SINGLE.sub("", _RANGE.sub("", text))
    pairs = [] if re.search(r"\w", rest) else _pairs(block) or []
    return pairs if len(pairs) >= _FEWEST else []


def _entry(name: str, said: str, block: Block, group: str) -> KeyEntry:
    return KeyEntry(
        name, (replace(block, kind="paragraph", text=said, content=said),), group
    )


def _rows(table: Block) -> Iterator[KeyEntry]:
    """Yield the answers of a table whose rows begin with a number."""
    for number, row in enumerate(table.text.split("\n")):
        cells = [
            cell.strip().replace("\\|", "|")
            for cell in _SEPARATOR.split(row.strip().strip("|"))
        ]
        name = _number(plain(cells[0]))
        if name and len(cells) == _FEWEST and cells[1]:
            text = Block("paragraph", cells[1], table.line + number, cells[1])
            yield KeyEntry(name, (text,))


def _follows(found: Sequence[KeyEntry], name: str, *, is_between: bool) -> bool:
    """Whether an answer goes on from the last: one number more, or a part's first."""
    if not found:
        return True
    before = found[-1].name
    if not name.isdecimal() or not before.isdecimal():
        return _shape(name) == _shape(before)
    return int(name) == int(before) + 1 or (is_between and int(name) == 1)


def _shape(name: str) -> str:
    return re.sub(r"\d+", "1", re.sub(r"[A-Za-z]", "a", name))


def _named(block: Block) -> tuple[str, str]:
    """Return how a block is counted, and the text behind it."""
    if block.kind == "item" and block.indent == 0 and block.marker:
        number = label.marker_form(block.marker)[1]
        return ("" if number is None else str(number)), block.content
    if block.kind not in {"heading", "paragraph"}:
        return "", ""
    bare = plain(block.content)
    match = _NAME.match(bare)
    if match is not None:
        return match["name"], as_written(block.content, bare[match.end() :])
    numbered = answerwords.NUMBERED.pattern.match(bare)
    if numbered is not None:
        rest = bare[numbered.end() :].lstrip(" .:：)）-–—")
        return str(label.written_number(numbered["number"])), as_written(
            block.content, rest
        )
    found = label.take_label(bare)
    if found.number is None:
        return "", found.title
    return str(found.number), as_written(block.content, found.title)


def _last_line(blocks: Sequence[Block]) -> AnswerKey | None:
    """Return a key that is a last line of letters: ``1-5 BACDA``."""
    filled = [index for index, block in enumerate(blocks) if block.kind not in _PASSED]
    if not filled or blocks[filled[-1]].kind != "paragraph":
        return None
    index = filled[-1]
    text = plain(blocks[index].text)
    entries = _short([blocks[index]])
    is_all = not re.search(r"\w", _SINGLE.sub("", _RANGE.sub("", text)))
    names = {name_of(block) for block in blocks[:index]}
    is_theirs = {entry.name for entry in entries} <= names
    if len(entries) < _RUN or not is_all or not is_theirs:
        return None
    return AnswerKey(index, len(blocks), tuple(entries), is_short=True)


def _headless(blocks: Sequence[Block]) -> AnswerKey | None:
    """Return a key that only its numbers tell: they begin anew and nothing asks."""
    named = [(index, *_named(block)) for index, block in enumerate(blocks)]
    counted = [one for one in named if one[1].isdecimal()]
    anew = [place for place, one in enumerate(counted) if one[1] == "1"]
    if len(anew) != _FEWEST or anew[0] != 0:
        return None
    asked, said = counted[: anew[1]], counted[anew[1] :]
    names = [name for _, name, _ in said]
    if len(said) < _RUN or [name for _, name, _ in asked] != names:
        return None
    are_counted = names == [str(number) for number in range(1, len(names) + 1)]
    asking = sum(asks(plain(text)) for _, _, text in asked)
    answers = sum(asks(plain(text)) for _, _, text in said)
    if not are_counted or answers or asking < len(asked) * _MOST_ASKING:
        return None
    start = said[0][0]
    if not _is_alone([index for index, *_ in said], blocks) or not _is_alone(
        [index for index, *_ in asked], blocks[:start]
    ):
        return None
    below = blocks[start:]
    entries = _short(below)
    is_short = len(entries) == len(said)
    return AnswerKey(
        start, len(blocks), tuple(entries if is_short else _full(below)), is_short
    )


def _is_alone(indexes: Sequence[int], blocks: Sequence[Block]) -> bool:
    """Whether nothing stands behind numbered blocks but options and structure."""
    counted = frozenset(indexes)
    others = [
        blocks[index]
        for index in range(indexes[0], len(blocks))
        if index not in counted and blocks[index].kind not in _PASSED
    ]
    return all(block.kind in {"paragraph", "item"} for block in others) and all(
        re.match(rf"\W*{_LETTERS}[.)、:：]", block.text) for block in others
    )


def spelt_out(text: str) -> str:
    """Return what a key says of a statement, in a word."""
    return {"T": "True", "F": "False", "√": "对", "×": "错"}.get(text, text)
