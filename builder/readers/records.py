"""JSON and JSON Lines to blocks: lists, or mappings, of questions and answers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from builder.readers.block import Block, Document, ReaderError
from builder.readers.names import role_of
from builder.recognition.wording import interrogation

_MAXIMUM_DEPTH = 100
_BEST_ANSWERS = frozenset({"answer", "答案", "correct_answer", "correctanswer", "back"})
_BETTER = ("question", "q", "front", "问题", "题目", "prompt")


def read(text: str) -> Document:
    """Read JSON, or a JSON object a line.

    Raises:
        ReaderError: It is not JSON, or nested too deep.
    """
    _refuse_deep(text)
    values = _parse(text)
    places = _Places(text)
    return Document(tuple(_found(values, places, (), 0)))


def _refuse_deep(text: str) -> None:
    depth = 0
    for match in re.finditer(r'"(?:[^"\\]|\\.)*"|[\[{\]}]', text):
        if match[0] in "[{":
            depth += 1
            if depth > _MAXIMUM_DEPTH:
                raise ReaderError(f"nested more than {_MAXIMUM_DEPTH} deep")
        elif match[0] in "]}":
            depth -= 1


def _parse(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        rows = [row.strip().rstrip(",") for row in text.split("\n")]
        objects = [row for row in rows if row.startswith("{")]
        try:
            found = [json.loads(row) for row in objects]
        except (ValueError, RecursionError):
            found = []
        if found:
            return found
        raise ReaderError(f"not JSON: {error}") from error


class _Places:
    """Finds the line of a text by looking for it behind the one before."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.counted = 0
        self.line = 1

    def of(self, value: str) -> int:
        """Return the line of a text."""
        probe = json.dumps(value, ensure_ascii=False)[1:41].rstrip("\\")
        found = self.text.find(probe, self.position, self.position + 200_000)
        if found < 0 and not value.isascii():
            probe = json.dumps(value)[1:41].rsplit("\\u", 1)[0]
            found = self.text.find(probe, self.position, self.position + 200_000)
        if found >= 0:
            self.line += self.text.count("\n", self.counted, found)
            self.counted = self.position = found
        return self.line


def _found(
    value: Any,
    places: _Places,
    path: tuple[str, ...],
    depth: int,
) -> Iterator[Block]:
    """Go through values of any shape for those that ask and answer."""
    if isinstance(value, list):
        pairs = [one for one in value if isinstance(one, list) and len(one) >= 2]
        if (
            pairs
            and len(pairs) == len(value)
            and all(isinstance(one[0], str) for one in pairs)
        ):
            for one in pairs:
                yield from _pair(one[0], one[1], places)
            return
        texts = [one for one in value if isinstance(one, str)]
        if texts and len(texts) == len(value) and _mostly_ask(texts):
            for text in texts:
                yield Block("question", text, places.of(text), text.strip())
            return
        for one in value:
            yield from _found(one, places, path, depth + 1)
    elif isinstance(value, dict):
        yield from _mapping(value, places, path, depth)


def _mapping(
    value: Mapping[str, Any], places: _Places, path: tuple[str, ...], depth: int
) -> Iterator[Block]:
    roles = {} if _holds_records(value) else _roles(value)
    if "question" in roles and (set(roles.values()) or len(roles) > 1):
        yield from _record(value, roles, places)
        return
    texts = {key: one for key, one in value.items() if isinstance(one, str)}
    if len(texts) >= 2 and len(texts) == len(value) and _mostly_ask(list(texts)):
        for key, one in texts.items():
            yield from _pair(key, one, places)
        return
    name = next(
        (
            str(value[key])
            for key in ("name", "title", "category", "topic", "section", "分类", "章节")
            if isinstance(value.get(key), str)
        ),
        "",
    )
    for key, one in value.items():
        if isinstance(one, (list, dict)):
            generic = role_of(key) or re.fullmatch(
                r"(?i)q?\d+|question\d*|quiz(?:zes)?|data|items|results?|questions?|faqs?|cards|list|entries|qa|paragraphs|qas|mainEntity|children|题库|数据|列表",
                key,
            )
            part = name if generic else key
            inner = (*path, part) if part else path
            if part:
                yield Block("section", part, places.line, "::".join(inner), 1)
            yield from _found(one, places, inner, depth + 1)
    if path and depth:
        yield Block("section", path[-1], places.line, "::".join(path), 1)


def _holds_records(value: Mapping[str, Any]) -> bool:
    """Whether a mapping is a chapter: one of its values is a list of questions."""
    lists = [one for one in value.values() if isinstance(one, list)]
    return any(
        isinstance(one, dict) and "question" in _roles(one)
        for found in lists
        for one in found[:3]
    )


def _roles(value: Mapping[str, Any]) -> dict[str, str]:
    """Return the key of each role; a better name wins when several fit."""
    found: dict[str, str] = {}
    for key, one in value.items():
        role = role_of(key)
        if not role or one is None or one in ("", [], {}):
            continue
        if role == "question" and not isinstance(one, str):
            continue
        if role == "question" and "question" in found and key.casefold() not in _BETTER:
            continue
        if role == "answer" and role in found and key.casefold() not in _BEST_ANSWERS:
            continue
        found[role] = key
    has_more = {"answer", "options", "option", "explanation", "wrong"} & set(found)
    if "question" in found and not has_more:
        name = found["question"].casefold()
        if name not in _BETTER:
            del found["question"]
    return found if "question" in found else {}


def _record(
    value: Mapping[str, Any],
    roles: Mapping[str, str],
    places: _Places,
) -> Iterator[Block]:
    values: dict[str, list[str]] = {}
    leftover: list[str] = []
    for key, one in value.items():
        role = role_of(key)
        if role in {"question", "answer"} and roles.get(role) != key:
            role = "explanation" if role == "answer" and isinstance(one, str) else ""
        texts = _texts(one)
        if role:
            values.setdefault(role, []).extend(texts)
        elif texts and not re.fullmatch(
            r"(?i)id|_id|uuid|index|no|number|num|order|date|created.*|updated.*|url|@type|type|序号|编号",
            key,
        ):
            leftover += texts
    line = places.of(str(value[roles["question"]]))
    yield from blocks_of(values, line, leftover)


def blocks_of(
    values: Mapping[str, Sequence[str]], line: int, leftover: Sequence[str] = ()
) -> list[Block]:
    """Return the blocks of one record by what its values are."""
    question = "\n".join(values.get("question", ())).strip()
    if not question:
        return [
            Block("paragraph", "\n".join(one), line, "\n".join(one))
            for one in values.values()
        ]
    blocks = [Block("question", question, line, question)]
    answers = [one.strip() for one in values.get("answer", ()) if one.strip()]
    options = [
        one.strip()
        for one in (*values.get("options", ()), *values.get("option", ()))
        if one.strip()
    ]
    wrong = [one.strip() for one in values.get("wrong", ()) if one.strip()]
    if wrong and not options:
        options = sorted({*answers, *wrong})
    right = _right(options, answers)
    if len(options) > 1:
        bare = [_without_letter(option) for option in options]
        blocks += [
            Block("choice", text, line, text, marker="x" if place in right else "")
            for place, text in enumerate(bare)
        ]
        if right:
            answers = []
    shown = (
        answers[0] if len(answers) == 1 else "\n".join(f"- {one}" for one in answers)
    )
    for text in (shown, *values.get("explanation", ())):
        if text.strip():
            blocks.append(Block("answer", text.strip(), line, text.strip()))
    tags = [
        tag
        for one in values.get("tags", ())
        for tag in re.split(r"[,;，；|]\s*|\s+(?=\S+::)", one)
    ]
    if tags:
        blocks.append(Block("tags", "\n".join(tag.strip() for tag in tags), line))
    blocks += [Block("paragraph", one, line, one) for one in leftover if one.strip()]
    return blocks


def _right(options: Sequence[str], answers: Sequence[str]) -> set[int]:
    """Return the places of the options that the answers name: text, letter or number."""
    right: set[int] = set()
    bare = [_without_letter(option).casefold() for option in options]
    folded = [option.casefold() for option in options]
    for answer in answers:
        name = answer.strip().casefold()
        if name in folded:
            right.add(folded.index(name))
        elif name in bare:
            right.add(bare.index(name))
        elif re.fullmatch(r"[a-h](?:\s*[,，、;/& ]?\s*[a-h])*[.)]?", name):
            places = [ord(letter) - ord("a") for letter in re.findall(r"[a-h]", name)]
            right |= {place for place in places if place < len(options)}
        elif re.fullmatch(r"option\s*[a-h1-9]|选项\s*[a-h1-9]", name):
            mark = name[-1]
            place = int(mark) - 1 if mark.isdecimal() else ord(mark) - ord("a")
            right |= {place} if place < len(options) else set()
        elif name.isdecimal() and int(name) < len(options) and len(answers) == 1:
            right.add(int(name))
    return right


def _without_letter(option: str) -> str:
    match = re.match(r"[(（]?([A-Ha-h])[.)）、:：]\s*(?=\S)", option)
    return option[match.end() :] if match else option


def _pair(
    question: str,
    answer: Any,
    places: _Places,
) -> Iterator[Block]:
    values = {"question": [question], "answer": _texts(answer)}
    yield from blocks_of(values, places.of(question))


def _texts(value: Any) -> list[str]:
    """Return the texts of a value of any shape, in order."""
    if isinstance(value, str):
        return [value] if value.strip() else []
    if isinstance(value, bool):
        return ["True" if value else "False"]
    if isinstance(value, (int, float)):
        return [str(value)]
    if isinstance(value, list):
        return [text for one in value for text in _texts(one)]
    if isinstance(value, dict):
        if all(re.fullmatch(r"[A-Ha-h]", key) for key in value):
            return [
                f"{key.upper()}. {text}"
                for key, one in value.items()
                for text in _texts(one)
            ]
        named = [
            value[key] for key in ("text", "content", "value", "answer") if key in value
        ]
        return [text for one in (named or value.values()) for text in _texts(one)]
    return []


def _mostly_ask(texts: Sequence[str]) -> bool:
    asking = sum(interrogation(text) >= 0.6 for text in texts[:200])
    return asking * 2 >= len(texts[:200])
