"""JSON and JSON Lines to blocks: lists, or mappings, of questions and answers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from builder.sources.items import LeftOut
from builder.sources.language.asking import interrogation
from builder.sources.language.languages import LANGUAGES, words
from builder.sources.readers import columns, entry, markup, names
from builder.sources.readers.block import Document, ReaderError
from builder.sources.readers.columns import Column, Roles
from builder.sources.readers.entry import Option, SourceEntry

_MAXIMUM_DEPTH = 100
_ASKS = 0.6
_TITLES = ("name", "title", "category", "topic", "section", "分类", "章节")
# Keys that hold records and name no chapter.
_PLAIN_KEY = re.compile(
    rf"q?\d+|question\d+|@graph|mainEntity|{'|'.join(words(*(one.chapters for one in LANGUAGES)))}",
    re.IGNORECASE,
)
_TEXT_KEYS = ("text", "content", "value", "answer", "name", "label", "title")
_NAME_KEYS = ("key", "id", "letter", "label", "value", "index", "option")
_RIGHT_KEYS = frozenset(
    {"iscorrect", "correct", "right", "isright", "isanswer", "istrue"}
)
_TURNS = ("messages", "conversations", "conversation", "turns", "dialogue", "dialog")
_SPEAKERS = {
    "user": "question",
    "human": "question",
    "assistant": "answer",
    "gpt": "answer",
    "bot": "answer",
    "model": "answer",
    "chatgpt": "answer",
}
_WINDOW = 100_000


def read(text: str) -> Document:
    """Read JSON, or a JSON object a line.

    Raises:
        ReaderError: It is not JSON, or nested too deep.
    """
    _refuse_deep(text)
    value, broken = _parse(text)
    finder = _Finder(text, has_entities=markup.uses_entities(_strings(value)))
    found = list(finder.find(value, ()))
    sure = [one for one in found if not one.is_guess]
    kept = sure or found
    unsure = [one for one in found if one.is_guess] if sure else []
    left_out = [
        *broken,
        *entry.left_out_of(kept),
        *entry.whole_of(unsure),
        *finder.left,
    ]
    return Document(
        tuple(entry.blocks_of(kept)), left_out=tuple(left_out), is_guess=not sure
    )


def _refuse_deep(text: str) -> None:
    depth = 0
    for match in re.finditer(r'"(?:[^"\\]|\\.)*"|[\[{\]}]', text):
        if match[0] in "[{":
            depth += 1
            if depth > _MAXIMUM_DEPTH:
                raise ReaderError(f"nested more than {_MAXIMUM_DEPTH} deep")
        elif match[0] in "]}":
            depth -= 1


def _parse(text: str) -> tuple[Any, list[LeftOut]]:
    """Return the value of a text, or of each of its lines, and the lines that have none."""
    try:
        return json.loads(text), []
    except (ValueError, RecursionError) as error:
        found, broken = [], []
        for line, row in enumerate(text.split("\n"), start=1):
            try:
                value = json.loads(row.strip().rstrip(",")) if row.strip() else None
            except (ValueError, RecursionError):
                broken.append(LeftOut(line, row.strip(), "not JSON"))
                continue
            if isinstance(value, (dict, list)):
                found.append(value)
        if len(found) > len(broken):
            return found, broken
        raise ReaderError(f"not JSON: {error}") from error


class _Lines:
    """Finds the line of a text by looking for it behind the one before."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.counted = 0
        self.line = 1

    def of(self, value: str) -> int:
        """Return the line of a text."""
        probe = json.dumps(value, ensure_ascii=False)[1:41].rstrip("\\")
        found = self.text.find(probe, self.position, self.position + _WINDOW)
        if found < 0 and not value.isascii():
            probe = json.dumps(value)[1:41].rsplit("\\u", 1)[0]
            found = self.text.find(probe, self.position, self.position + _WINDOW)
        if found >= 0:
            self.line += self.text.count("\n", self.counted, found)
            self.counted = self.position = found
        return self.line


class _Finder:
    """Goes through values of any shape for those that ask and answer."""

    def __init__(self, text: str, *, has_entities: bool) -> None:
        self.lines = _Lines(text)
        self.has_entities = has_entities
        self.left: list[LeftOut] = []

    def find(
        self, value: Any, path: tuple[str, ...], key: str = ""
    ) -> Iterator[SourceEntry]:
        """Return the questions of a value; ``path`` names the chapters around it."""
        if isinstance(value, list):
            yield from self.in_list(value, path, key)
        elif isinstance(value, dict):
            yield from self.in_mapping(value, path, key)

    def in_list(
        self, value: Sequence[Any], path: tuple[str, ...], key: str
    ) -> Iterator[SourceEntry]:
        pairs = [one for one in value if isinstance(one, list) and len(one) > 1]
        if (
            pairs
            and len(pairs) == len(value)
            and all(isinstance(one[0], str) for one in pairs)
        ):
            asks = _mostly_ask([one[0] for one in pairs]) or columns.promises(key)
            for one in pairs:
                yield self.pair(one[0], one[1:], path, is_guess=not asks)
            return
        texts = [one for one in value if isinstance(one, str)]
        if texts and len(texts) == len(value):
            if _mostly_ask(texts):
                for text in texts:
                    yield self.pair(text, "", path)
            else:
                self.leave(key, value)
            return
        for one in value:
            if isinstance(one, str):
                self.leave(key, one)
            yield from self.find(one, path, key)

    def in_mapping(
        self, value: Mapping[str, Any], path: tuple[str, ...], key: str
    ) -> Iterator[SourceEntry]:
        value = _flattened(value)
        turns = next((value[name] for name in _TURNS if name in value), None)
        if isinstance(turns, list) and any(_speaker(one) for one in turns):
            yield from self.in_turns(turns, path)
            for name, one in value.items():
                if one is not turns:
                    self.leave(name, one)
            return
        roles = None if _holds_records(value) else self.roles(value)
        if roles is not None:
            yield from self.record(value, roles, path, key)
            return
        if len(value) > 1:
            asks = _mostly_ask(list(value))
            is_flat = all(isinstance(one, str) for one in value.values())
            if asks or (is_flat and (columns.promises(key) or not key)):
                is_guess = not asks and not key
                for name, one in value.items():
                    yield self.pair(name, one, path, is_guess=is_guess)
                return
        title = next(
            (value[name] for name in _TITLES if isinstance(value.get(name), str)), ""
        )
        for name, one in value.items():
            if isinstance(one, (list, dict)):
                part = (
                    title if _PLAIN_KEY.fullmatch(name) or names.role_of(name) else name
                )
                inner = (*path, part) if part else path
                yield from self.find(one, inner, f"{key} {name}")
            elif one != title:
                self.leave(name, one)

    def roles(self, value: Mapping[str, Any]) -> Roles | None:
        """Return what the keys of a record hold, when it is a question."""
        found = [
            Column(name, ["\n".join(_texts(one))[:2_000]])
            for name, one in value.items()
        ]
        roles = columns.by_name(found)
        if roles is None:
            return None
        question = list(value.values())[roles.by_column.index("question")]
        if not isinstance(question, list):
            return roles
        is_wording = all(isinstance(one, str) for one in question)
        return roles if is_wording and "answer" in roles.by_column else None

    def record(
        self, value: Mapping[str, Any], roles: Roles, path: tuple[str, ...], key: str
    ) -> Iterator[SourceEntry]:
        """Return the question of a record, and those that stand below it."""
        values: dict[str, list[str]] = {}
        options: list[Option] = []
        leftover: list[tuple[str, str]] = []
        inner: list[SourceEntry] = []
        is_counted = False
        by_name = dict(zip(value, roles.by_column, strict=True))
        offers = _offered(value, by_name)
        for name, one in value.items():
            role = by_name[name]
            if name in offers or role == "options":
                options += [self.shown(option) for option in _options(one)]
            elif role == "option":
                options += [Option(self.text(text)) for text in _texts(one)]
            elif role:
                values.setdefault(role, []).extend(self.text(t) for t in _texts(one))
                is_counted |= role == "answer" and (
                    names.is_index(name) or _is_count(one, value, by_name)
                )
            elif isinstance(one, (dict, list)) and _holds_records({name: one}):
                inner += self.find(one, path, name)
            elif not names.is_unspoken(name):
                leftover += [(name, text) for text in _strings(one) if text.strip()]
        is_named = "option" in by_name.values()
        asked = next(iter(values.get("question", [""])), "")
        line = self.lines.of(_texts(value[_key_of(by_name, "question")])[0])
        is_sure = columns.promises(f"{key} {' '.join(path)}")
        if asked:
            yield SourceEntry(
                values,
                line,
                tuple(options),
                tuple(leftover),
                path,
                is_counted=is_counted,
                first=1 if is_named else 0,
                is_guess=roles.is_guess and not is_sure,
            )
        yield from inner

    def in_turns(
        self, turns: Sequence[Any], path: tuple[str, ...]
    ) -> Iterator[SourceEntry]:
        """Return what a person asks in a talk, with what comes in reply."""
        asked: list[str] = []
        replies: list[str] = []
        for one in [*turns, {}]:
            role = _speaker(one)
            if role != "answer" and asked and replies:
                yield self.pair("\n\n".join(asked), replies, path)
                asked, replies = [], []
            if role == "question":
                asked += _said(one)
            elif role == "answer" and asked:
                replies += _said(one)
            elif one:
                self.leave("system", _said(one))
        if asked:
            yield self.pair("\n\n".join(asked), "", path)

    def pair(
        self,
        question: str,
        answer: Any,
        path: tuple[str, ...],
        *,
        is_guess: bool = False,
    ) -> SourceEntry:
        texts = [self.text(text) for text in _texts(answer)]
        return SourceEntry(
            {"question": [self.text(question)], "answer": texts},
            self.lines.of(question),
            section=path,
            is_guess=is_guess,
        )

    def text(self, text: str) -> str:
        """Return a string as Markdown."""
        return markup.text_as_markdown(text, has_entities=self.has_entities)

    def shown(self, option: Option) -> Option:
        """Return an option with its text as Markdown."""
        return replace(option, text=self.text(option.text))

    def leave(self, key: str, value: Any) -> None:
        """Note what belongs to no question."""
        if not names.is_unspoken(key):
            for text in _strings(value):
                if text.strip():
                    self.left.append(
                        LeftOut(self.lines.of(text), text, f"`{key.strip()}`")
                    )


def _flattened(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a record whose question is a record itself as one."""
    for name, one in value.items():
        if isinstance(one, dict) and names.role_of(name) == "question":
            inner = [key for key in one if names.role_of(key) in {"question", "term"}]
            if inner:
                rest = {key: other for key, other in value.items() if key != name}
                return {**one, **rest}
    return value


def _key_of(by_name: Mapping[str, str], role: str) -> str:
    return next(name for name, found in by_name.items() if found == role)


def _holds_records(value: Mapping[str, Any]) -> bool:
    """Whether a mapping is a chapter: one of its values is a list of questions."""
    return any(
        isinstance(one, dict)
        and {"question", "term"} & {names.role_of(name) for name in one}
        for found in value.values()
        if isinstance(found, list)
        for one in found[:3]
    )


def _offered(value: Mapping[str, Any], by_name: Mapping[str, str]) -> set[str]:
    """Return the keys of answers that are really the options to choose from."""
    answers = [
        name
        for name, role in by_name.items()
        if role in {"answer", "explanation"} and names.role_of(name) == "answer"
    ]
    lists = [name for name in answers if isinstance(value[name], list)]
    flagged = {name for name in lists if any(_is_flagged(one) for one in value[name])}
    if flagged or "options" in by_name.values() or len(answers) == len(lists):
        return flagged
    return {name for name in lists[:1] if len(value[name]) > 1}


def _is_count(
    answer: Any, value: Mapping[str, Any], by_name: Mapping[str, str]
) -> bool:
    """Whether an answer is a number where the options are texts."""
    options = [value[name] for name, role in by_name.items() if role == "options"]
    is_number = isinstance(answer, int) and not isinstance(answer, bool)
    return is_number and all(
        isinstance(one, list) and all(isinstance(text, str) for text in one)
        for one in options
    )


def _is_flagged(value: Any) -> bool:
    return isinstance(value, dict) and any(
        key.replace("_", "").casefold() in _RIGHT_KEYS for key in value
    )


def _options(value: Any) -> list[Option]:
    """Return the options of a value: texts, records with flags, or a mapping."""
    if isinstance(value, str):
        return entry.options_in(value)
    if isinstance(value, dict):
        texts, labels = value.get("text"), value.get("label")
        if isinstance(texts, list) and isinstance(labels, list):
            pairs = zip_longest(texts, labels, fillvalue="")
            return [Option(" ".join(_texts(one)), str(name)) for one, name in pairs]
        if value and all(isinstance(one, bool) for one in value.values()):
            return [Option(name, is_right=one) for name, one in value.items()]
        return [Option(" ".join(_texts(one)), name) for name, one in value.items()]
    if isinstance(value, list):
        return [_option(one) for one in value if _texts(one)]
    return []


def _option(value: Any) -> Option:
    if not isinstance(value, dict):
        return Option(" ".join(_texts(value)))
    found = {name.replace("_", "").casefold(): one for name, one in value.items()}
    is_right = any(found.get(name) is True for name in _RIGHT_KEYS)
    if len(found) == 1:
        name, one = next(iter(value.items()))
        return Option(" ".join(_texts(one)), name if len(name) == 1 else "")
    texts = {name: " ".join(_texts(one)) for name, one in found.items()}
    label, content = texts.get("label", ""), texts.get("value", "")
    if len(label) == 1 and content:
        return Option(content, label, is_right=is_right)
    if label and content and "text" not in texts:
        return Option(label, content, is_right=is_right)
    text = next((texts[name] for name in _TEXT_KEYS if texts.get(name)), "")
    name = next(
        (texts[one] for one in _NAME_KEYS if texts.get(one) and texts[one] != text), ""
    )
    return Option(text or next(iter(texts.values())), name, is_right=is_right)


def _speaker(value: Any) -> str:
    """Return which part of a card a turn of a talk is."""
    if not isinstance(value, dict):
        return ""
    name = value.get("role") or value.get("from") or value.get("speaker") or ""
    return _SPEAKERS.get(name.casefold(), "") if isinstance(name, str) else ""


def _said(value: Any) -> list[str]:
    if not isinstance(value, dict):
        return _texts(value)
    parts = (value.get(key) for key in ("content", "value", "text", "message"))
    return [text for one in parts for text in _texts(one)]


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


def _strings(value: Any) -> Iterator[str]:
    """Return every string of a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _strings(one)


def _mostly_ask(texts: Sequence[str]) -> bool:
    asking = sum(interrogation(text) >= _ASKS for text in texts[:200])
    return asking * 2 >= len(texts[:200])
