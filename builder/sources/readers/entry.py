"""A question as a row or a record tells it, and the blocks it becomes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from builder.sources.items import LeftOut
from builder.sources.readers.block import Block

_LETTER = re.compile(
    r"(?:^|(?<=[\s;,；，]))[(（]?([A-Ha-hＡ-Ｈ])[.)）．、:：]\s*(?=\S)"
)
_LETTERS = re.compile(
    r"(?i)[(（]?(?:option|choice|answer|选项|选)?\s*"
    r"(?P<letters>[a-h](?:(?:\s*(?:[,，、;；/&|+]|and|和)\s*|\s*)[a-h])*)[)）.．、:：]?"
)
_PLACES = re.compile(
    r"(?i)(?:option|choice|选项)?\s*(?P<indexes>\d{1,2}(?:\s*[,，、;；/&|]\s*\d{1,2})*)"
)
_NUMBERED = re.compile(
    r"(?:q(?:uestion)?\s*)?\d{1,4}\s*[.)、:：]\s*(?=\D)", re.IGNORECASE
)
_PICTURE = re.compile(
    r"(?i)[^<>\n]+\.(?:png|jpe?g|gif|svg|webp|bmp)(?:\?\S*)?|https?://\S+"
)
_MANY = 3


@dataclass(frozen=True, slots=True)
class Option:
    """An answer to choose from; ``name`` is what the right answer may call it."""

    text: str
    name: str = ""
    is_right: bool = False


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A question with its values by role (see ``names``), and what is in no role.

    ``is_counted`` tells that its answers are indexes among the options, ``first`` from
    which number its source would count them where nothing else tells.
    """

    values: Mapping[str, Sequence[str]]
    line: int
    options: Sequence[Option] = ()
    leftover: Sequence[tuple[str, str]] = ()
    section: tuple[str, ...] = ()
    is_counted: bool = False
    first: int = 0
    is_guess: bool = False

    def texts(self, role: str) -> list[str]:
        """Return the texts of a role, without those that are blank or said before."""
        stripped = [text.strip() for text in self.values.get(role, ())]
        return list(dict.fromkeys(text for text in stripped if text))

    @property
    def question(self) -> str:
        """The question with the passage and the picture it asks about."""
        parts = [*self.texts("question"), *self.texts("context")]
        parts += [
            f"![](<{one}>)" if re.search(r"[\s()]", one) else f"![]({one})"
            for one in self.texts("picture")
            if _PICTURE.fullmatch(one)
        ]
        return "\n\n".join(parts)

    @property
    def unread(self) -> list[tuple[str, str]]:
        """What is in no role, and what is called a picture and is none."""
        other = [one for one in self.texts("picture") if not _PICTURE.fullmatch(one)]
        return [*self.leftover, *(("picture", one) for one in other)]


@dataclass(frozen=True, slots=True)
class _Counting:
    """How a whole file counts options: from which number, and whether it does."""

    first: int = 0
    is_used: bool = False


def blocks_of(entries: Iterable[SourceEntry]) -> Iterator[Block]:
    """Return the blocks of the questions of a whole file."""
    complete = [_with_options(entry) for entry in entries if entry.question]
    counting = _counting(complete)
    is_numbered = _is_numbered(complete)
    section: tuple[str, ...] = ()
    for entry in complete:
        if entry.section != section:
            section = entry.section
            yield Block(
                "section", "::".join(section), entry.line, "::".join(section), 1
            )
        yield from _blocks(entry, counting, is_numbered=is_numbered)


def left_out_of(entries: Iterable[SourceEntry]) -> Iterator[LeftOut]:
    """Return what stands in entries beside the roles of a question."""
    for entry in entries:
        if not entry.question:
            yield from whole_of([entry])
            continue
        for name, text in entry.unread:
            reason = f"`{name}`" if name else "more cells than columns"
            yield LeftOut(entry.line, text, reason)


def whole_of(entries: Iterable[SourceEntry]) -> Iterator[LeftOut]:
    """Return all of entries that are no questions."""
    for entry in entries:
        texts = [text for found in entry.values.values() for text in found]
        texts += [option.text for option in entry.options]
        texts += [text for _, text in entry.unread]
        yield LeftOut(entry.line, "\n".join(texts), "no question in it")


def options_in(text: str) -> list[Option]:
    """Return the options that one text lists: by letters, by lines or by marks."""
    text = text.strip()
    if text.startswith("["):
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, list) and all(isinstance(one, str) for one in found):
            return [Option(one) for one in found if one.strip()]
    _, lettered = _lettered(text)
    if lettered:
        return lettered
    for mark in (r"\n", r"\|", r"[;；]"):
        parts = [part.strip() for part in re.split(mark, text)]
        if len(parts) > 1:
            return [Option(part) for part in parts if part]
    return [Option(text)] if text else []


def _lettered(text: str) -> tuple[str, list[Option]]:
    """Take ``Which? A. one B. two`` apart when the letters count up from A."""
    found = list(_LETTER.finditer(text))
    letters = "".join(match[1] for match in found).translate(_NARROW).upper()
    if len(found) < 2 or not "ABCDEFGH".startswith(letters):
        return text, []
    ends = [*(match.start() for match in found[1:]), len(text)]
    options = [
        Option(text[match.end() : end].strip().rstrip(";,；，").strip(), letter)
        for match, end, letter in zip(found, ends, letters, strict=True)
    ]
    return text[: found[0].start()].strip(), options


_NARROW = {code: code - 0xFEE0 for code in range(ord("Ａ"), ord("Ｈ") + 1)}


def _with_options(entry: SourceEntry) -> SourceEntry:
    """Return an entry with its options, wherever it names them."""
    options = list(entry.options)
    wrong = entry.texts("wrong")
    answers = entry.texts("answer")
    if not options and wrong:
        texts = dict.fromkeys([*answers, *wrong])
        options = [Option(text, is_right=text in answers) for text in sorted(texts)]
    if not options and answers and all(_LETTERS.fullmatch(one) for one in answers):
        stem, options = _lettered("\n".join(entry.texts("question")))
        if options and stem:
            values = {**entry.values, "question": [stem]}
            return replace(entry, values=values, options=options)
        options = []
    if len(options) == 1 and not answers:
        values = {**entry.values, "answer": [options[0].text]}
        return replace(entry, values=values, options=())
    return replace(entry, options=_without_letters(options))


def _without_letters(options: Sequence[Option]) -> list[Option]:
    """Take letters off options that all have one."""
    kept = [option for option in options if option.text.strip()]
    found = [_LETTER.match(option.text.strip()) for option in kept]
    letters = "".join(match[1] for match in found if match).translate(_NARROW).upper()
    if len(letters) < len(kept) or not "ABCDEFGH".startswith(letters):
        return kept
    return [
        replace(
            option,
            text=option.text.strip()[match.end() :],
            name=option.name or letter,
        )
        for option, match, letter in zip(kept, found, letters, strict=True)
        if match
    ]


def _counting(entries: Sequence[SourceEntry]) -> _Counting:
    """Tell over a whole file whether answers count the options, and from where."""
    indexes: list[int] = []
    sizes: list[int] = []
    firsts: list[int] = []
    for entry in entries:
        numbers = _numbers(entry)
        if not numbers or max(numbers) > len(entry.options):
            continue
        texts = {option.text.strip() for option in entry.options}
        if not entry.is_counted and all(str(one) in texts for one in numbers):
            continue
        indexes += numbers
        sizes += [len(entry.options)] * len(numbers)
        firsts.append(entry.first)
    if not indexes:
        return _Counting()
    if any(index == size for index, size in zip(indexes, sizes, strict=True)):
        return _Counting(1, is_used=True)
    return _Counting(0 if 0 in indexes else firsts[0], is_used=True)


def _numbers(entry: SourceEntry) -> list[int]:
    numbers: list[int] = []
    for answer in entry.texts("answer"):
        match = _PLACES.fullmatch(answer) if entry.options else None
        if match is None:
            return []
        numbers += [int(one) for one in re.findall(r"\d+", match["indexes"])]
    return numbers


def _is_numbered(entries: Sequence[SourceEntry]) -> bool:
    """Whether the questions of a file carry its numbers: ``1. What is …``."""
    found = [bool(_NUMBERED.match(entry.question)) for entry in entries]
    return len(found) >= _MANY and all(found)


def _blocks(
    entry: SourceEntry, counting: _Counting, *, is_numbered: bool
) -> Iterator[Block]:
    line = entry.line
    question = entry.question
    if is_numbered:
        question = _NUMBERED.sub("", question, count=1)
    answers = entry.texts("answer")
    right = _right(entry, counting)
    if right:
        answers = []
    elif entry.options:
        offered = "\n".join(f"- {option.text.strip()}" for option in entry.options)
        question = f"{question}\n\n{offered}"
    yield Block("question", question, line, question)
    for index, option in enumerate(entry.options if right else ()):
        text = option.text.strip()
        yield Block("choice", text, line, text, marker="x" if index in right else "")
    shown = (
        answers[0] if len(answers) == 1 else "\n".join(f"- {one}" for one in answers)
    )
    for text in (shown, *entry.texts("explanation")):
        if text:
            yield Block("answer", text, line, text)
    tags = [
        tag.strip()
        for text in entry.texts("tags")
        for tag in re.split(r"[,;，；|]\s*|\s+(?=\S+::)", text)
    ]
    if tags:
        yield Block("tags", "\n".join(tags), line)


def _right(entry: SourceEntry, counting: _Counting) -> set[int]:
    """Return the indexes of the right options; none when an answer is none of them."""
    options = entry.options
    if len(options) < 2:
        return set()
    right = {index for index, option in enumerate(options) if option.is_right}
    if right:
        return right
    numbers = _numbers(entry)
    if numbers and (counting.is_used or entry.is_counted):
        indexes = {number - counting.first for number in numbers}
        if all(0 <= index < len(options) for index in indexes):
            return indexes
    for answer in entry.texts("answer"):
        indexes = _named(answer, options)
        if not indexes:
            return set()
        right |= indexes
    return right


def _named(answer: str, options: Sequence[Option]) -> set[int]:
    """Return the options an answer names: by its text, its name, or letters."""
    bare = _bare(answer)
    texts = [_bare(option.text) for option in options]
    if bare and bare in texts:
        return {texts.index(bare)}
    names = [_bare(option.name) for option in options]
    if bare and bare in names:
        return {names.index(bare)}
    lettered = _LETTER.match(answer.strip())
    if lettered and _bare(answer.strip()[lettered.end() :]) in texts:
        return {texts.index(_bare(answer.strip()[lettered.end() :]))}
    match = _LETTERS.fullmatch(answer.strip().translate(_NARROW))
    if match:
        letters = re.sub(r"(?i)and|[^a-h]", "", match["letters"]).lower()
        indexes = {ord(letter) - ord("a") for letter in letters}
        return indexes if max(indexes) < len(options) else set()
    parts = [_bare(part) for part in re.split(r"[;；|\n,，]", answer)]
    if len(parts) > 1 and all(part in texts for part in parts):
        return {texts.index(part) for part in parts}
    return set()


def _bare(text: str) -> str:
    return " ".join(text.split()).casefold().rstrip(".。")
