"""JSON and JSON Lines to blocks: lists, or mappings, of questions and answers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from builder.sources.items import LeftOut
from builder.sources.language.asking import asks
from builder.sources.language.languages import LANGUAGES, words
from builder.sources.readers import (
    columns,
    crowdanki,
    entry,
    jsonvalues,
    likerecords,
    markup,
    names,
)
from builder.sources.readers.block import ColumnUse, Document, ReaderError
from builder.sources.readers.columns import Column, Roles
from builder.sources.readers.entry import SourceEntry
from builder.sources.readers.options import Option
from builder.sources.readers.rightoptions import UNKNOWN
from builder.sources.readers.sheet import NamedSheet, Row

_MAXIMUM_DEPTH = 100
_TITLES = ("name", "title", "category", "topic", "section", "分类", "章节")
# Keys that hold records and name no chapter.
_PLAIN_KEY = re.compile(
    rf"q?\d+|question\d+|@graph|mainEntity|{'|'.join(words(*(one.chapters for one in LANGUAGES)))}",
    re.IGNORECASE,
)
_TURNS = ("messages", "conversations", "conversation", "turns", "dialogue", "dialog")
_WINDOW = 100_000
_NO_ROLES: Mapping[str, str] = {}


def read(text: str) -> Document:
    """Read JSON, or a JSON object a line.

    Raises:
        ReaderError: It is not JSON, or nested too deep.
    """
    _refuse_deep(text)
    value, broken = _parse(text)
    if crowdanki.is_deck(value):
        return crowdanki.document_of(value, _Lines(text).of)
    return document_of(value, text, broken)


def document_of(value: Any, text: str, left_out: Sequence[LeftOut] = ()) -> Document:
    """Return the questions of a value that a text writes, which also tells their lines."""
    finder = _Finder(
        text, has_entities=markup.uses_entities(jsonvalues.strings_in(value))
    )
    found = list(finder.find(value, ()))
    sure = [one for one in found if not one.is_guess]
    kept = sure or found
    unsure = [one for one in found if one.is_guess] if sure else []
    items, remarks = entry.items_of(kept)
    return Document(
        items=items,
        remarks=remarks,
        left_out=(
            *left_out,
            *entry.left_out_of(kept),
            *entry.whole_of(unsure),
            *finder.left,
        ),
        is_guess=not sure,
        columns=tuple(
            ColumnUse(key, role, "its name") for key, role in finder.used.items()
        ),
    )


def tables(text: str) -> list[NamedSheet]:
    """Return lists of records as tables: a column for each key.

    Raises:
        ReaderError: It is not JSON, or nested too deep.
    """
    _refuse_deep(text)
    value, _ = _parse(text)
    return tables_of(value, text)


def tables_of(value: Any, text: str) -> list[NamedSheet]:
    """Return the lists of records in a value that a text writes as tables."""
    lines = _Lines(text)
    return [
        NamedSheet(name, list(_rows(records, lines)))
        for name, records in jsonvalues.lists_of_records(value)
    ]


def _rows(records: Sequence[Mapping[str, Any]], lines: _Lines) -> Iterator[Row]:
    """Yield the keys of records, then each of them with its line."""
    keys = list(dict.fromkeys(key for record in records for key in record))
    yield 1, keys
    for record in records:
        cells = ["\n".join(jsonvalues.texts_in(record.get(key))) for key in keys]
        first = next(jsonvalues.strings_in(record), "")
        yield lines.of(first), cells


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
        probe = json.dumps(value, ensure_ascii=False)[1:-1][:40].rstrip("\\")
        found = self.text.find(probe, self.position, self.position + _WINDOW)
        if found < 0 and not value.isascii():
            probe = json.dumps(value)[1:-1][:40].rsplit("\\u", 1)[0]
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
        self.used: dict[str, str] = {}

    def find(
        self,
        value: Any,
        path: tuple[str, ...],
        key: str = "",
        like: Mapping[str, str] = _NO_ROLES,
    ) -> Iterator[SourceEntry]:
        """Return the questions of a value; ``path`` names the chapters around it.

        ``like`` are the roles that the records beside it tell of its keys.
        """
        if isinstance(value, list):
            yield from self.in_list(value, path, key)
        elif isinstance(value, dict):
            yield from self.in_mapping(value, path, key, like)

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
        like = likerecords.roles_in(value)
        for one in value:
            if isinstance(one, str):
                self.leave(key, one)
            yield from self.find(one, path, key, like)

    def in_mapping(
        self,
        value: Mapping[str, Any],
        path: tuple[str, ...],
        key: str,
        like: Mapping[str, str],
    ) -> Iterator[SourceEntry]:
        value = jsonvalues.without_repeats(jsonvalues.flattened(value))
        turns = next((value[name] for name in _TURNS if name in value), None)
        if isinstance(turns, list) and any(jsonvalues.speaker(one) for one in turns):
            yield from self.in_turns(turns, path)
            for name, one in value.items():
                if one is not turns:
                    self.leave(name, one)
            return
        roles = None if jsonvalues.holds_records(value) else self.roles(value, like)
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

    def roles(self, value: Mapping[str, Any], like: Mapping[str, str]) -> Roles | None:
        """Return what the keys of a record hold, when it is a question."""
        found = [
            Column(name, ["\n".join(jsonvalues.texts_in(one))[:2_000]])
            for name, one in value.items()
        ]
        roles = columns.by_name(found, like)
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
        leftover: list[tuple[str, str]] = []
        inner: list[SourceEntry] = []
        is_counted = False
        by_name = dict(zip(value, roles.by_column, strict=True))
        offers = jsonvalues.offered(value, by_name)
        by_name = jsonvalues.with_keys(by_name, offers)
        judged, options = jsonvalues.judged(value)
        options = [self.shown(option) for option in options]
        for name, one in value.items():
            role = by_name[name]
            if name in judged:
                continue
            if name in offers or role == "options":
                options += [self.shown(option) for option in jsonvalues.options_in(one)]
            elif role == "option":
                options += [
                    Option(self.text(text)) for text in jsonvalues.texts_in(one)
                ]
            elif role:
                values.setdefault(role, []).extend(
                    self.text(t) for t in jsonvalues.texts_in(one)
                )
                is_counted |= role == "answer" and (
                    names.is_index(name) or jsonvalues.is_count(one, value, by_name)
                )
            elif isinstance(one, (dict, list)) and jsonvalues.holds_records(
                {name: one}
            ):
                inner += self.find(one, path, name)
            elif not names.is_unspoken(name):
                leftover += [
                    (name, text) for text in jsonvalues.strings_in(one) if text.strip()
                ]
        is_offset = any(
            role == "answer" and names.is_offset(name) for name, role in by_name.items()
        )
        is_numbered = names.counts_options(list(value)) and not is_offset
        asked = next(iter(values.get("question", [""])), "")
        line = self.lines.of(
            jsonvalues.texts_in(value[jsonvalues.key_of(by_name, "question")])[0]
        )
        is_sure = columns.promises(f"{key} {' '.join(path)}")
        if asked:
            for name, role in by_name.items():
                if role:
                    self.used.setdefault(name, role)
            yield SourceEntry(
                values,
                line,
                tuple(options),
                tuple(leftover),
                path,
                is_counted=is_counted,
                first=1 if is_numbered else 0 if is_offset else UNKNOWN,
                is_first_told=is_numbered or is_offset,
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
            role = jsonvalues.speaker(one)
            if role != "answer" and asked and replies:
                yield self.pair("\n\n".join(asked), replies, path)
                asked, replies = [], []
            if role == "question":
                asked += jsonvalues.said(one)
            elif role == "answer" and asked:
                replies += jsonvalues.said(one)
            elif one:
                self.leave("system", jsonvalues.said(one))
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
        texts = [self.text(text) for text in jsonvalues.texts_in(answer)]
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
            for text in jsonvalues.strings_in(value):
                if text.strip():
                    self.left.append(
                        LeftOut(self.lines.of(text), text, f"`{key.strip()}`")
                    )


def _mostly_ask(texts: Sequence[str]) -> bool:
    asking = sum(asks(text) for text in texts[:200])
    return asking * 2 >= len(texts[:200])
